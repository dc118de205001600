#include "documents/word_list.h"

#include "core/configuration_fault.h"
#include "platform/tables/tab_lines.h"

namespace taqwim::documents {

WordList::WordList(std::string_view text, std::string_view file) : file_(file)
{
    constexpr std::size_t k_fields = 3;
    std::vector<ConfigurationProblem> problems;
    for (const tables::TabLine& line : tables::tab_lines(text))
        if (line.fields.size() != k_fields || line.fields[1].empty() || line.fields[2].empty())
            problems.push_back({file_, line.number,
                                "a line of words has a key, the Arabic and the English words\n"
                                "To fix: put one tab between each two of them."});
        else if (!entries_.emplace(line.fields[0], Entry{line.fields[1], line.fields[2]}).second)
            problems.push_back({file_, line.number,
                                "the key \"" + std::string(line.fields[0]) +
                                    "\" came before\nTo fix: keep one of the two lines."});
    if (!problems.empty())
        throw ConfigurationFault(std::move(problems));
}

std::string WordList::at(std::string_view key, print::Language language) const
{
    const auto found = entries_.find(key);
    if (found == entries_.end())
        throw ConfigurationFault(ConfigurationProblem{file_, 0,
                                                      "has no words for \"" + std::string(key) +
                                                          "\"\nTo fix: add a line with that key."});
    return std::string(language == print::Language::arabic ? found->second.arabic
                                                           : found->second.english);
}

std::string WordList::with(std::string_view key, print::Language language,
                           std::string_view value) const
{
    constexpr std::string_view k_place = "{value}";
    std::string text = at(key, language);
    // What comes as_written() or isolated() already stays so.
    const std::string inserted =
        value.starts_with("\xE2\x81\xA6") ? std::string(value) : print::isolated(value);
    if (const std::size_t place = text.find(k_place); place != std::string::npos)
        text.replace(place, k_place.size(), inserted);
    return text;
}

}  // namespace taqwim::documents
