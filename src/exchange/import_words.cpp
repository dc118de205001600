#include "exchange/import_words.h"

#include <algorithm>
#include <vector>

#include "core/configuration_fault.h"
#include "embedded/exchange.h"
#include "platform/tables/arabic_text.h"

namespace taqwim::exchange {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

const ImportWords& ImportWords::built_in()
{
    static const ImportWords words = [] {
        for (const EmbeddedFile& file : embedded_exchange())
            if (file.path == "words.tsv")
                return read(file.path, file.text);
        throw ConfigurationFault(
            ConfigurationProblem{"words.tsv", 0, "is not part of the program"});
    }();
    return words;
}

ImportWords ImportWords::read(std::string_view file, std::string_view text)
{
    ImportWords words;
    std::vector<ConfigurationProblem> problems;
    std::size_t number = 0;
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        if (line.empty() || line.front() == '#')
            continue;
        const auto fields = split(line, '\t');
        if (fields.size() != 3 || fields[2].empty()) {
            problems.push_back({std::string(file), number, "has not three fields"});
            continue;
        }
        Group& group = words.groups_[std::string(fields[0])];
        const std::string meaning(fields[1]);
        for (const std::string_view spelling : split(fields[2], '|')) {
            group.written.emplace(meaning, spelling);
            const auto [known, is_new] =
                group.by_form.emplace(tables::heading_form(spelling), meaning);
            if (!is_new && known->second != meaning)
                problems.push_back({std::string(file), number,
                                    "gives a spelling of " + known->second + " to " + meaning});
        }
    }
    if (!problems.empty())
        throw ConfigurationFault(std::move(problems));
    return words;
}

std::optional<std::string_view> ImportWords::meaning(std::string_view group,
                                                     std::string_view text) const
{
    return meaning_of_form(group, tables::heading_form(text));
}

std::optional<std::string_view> ImportWords::meaning_of_form(std::string_view group,
                                                             std::string_view form) const
{
    const auto found = groups_.find(group);
    if (found == groups_.end())
        return std::nullopt;
    const auto word = found->second.by_form.find(form);
    if (word == found->second.by_form.end())
        return std::nullopt;
    return std::string_view(word->second);
}

std::string_view ImportWords::written(std::string_view group, std::string_view meaning) const
{
    const auto found = groups_.find(group);
    if (found == groups_.end())
        return {};
    const auto word = found->second.written.find(meaning);
    return word == found->second.written.end() ? std::string_view{} : word->second;
}

std::string ImportWords::listed(std::string_view group) const
{
    std::string all;
    const auto found = groups_.find(group);
    if (found != groups_.end())
        for (const auto& [meaning, spelling] : found->second.written)
            all.append(all.empty() ? "" : ", ").append(spelling);
    return all;
}

}  // namespace taqwim::exchange
