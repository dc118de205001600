#include "exchange/import_words.h"

#include <algorithm>
#include <vector>

#include "core/configuration_fault.h"
#include "embedded/exchange.h"
#include "platform/tables/arabic_text.h"
#include "platform/tables/tab_lines.h"

namespace taqwim::exchange {

namespace {

using Written = std::pair<std::string, std::string>;

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
    for (const auto& [number, fields] : tables::tab_lines(text)) {
        if (fields.size() != 3 || fields[2].empty()) {
            problems.push_back({std::string(file), number, "has not three fields"});
            continue;
        }
        Group& group = words.groups_[std::string(fields[0])];
        const std::string meaning(fields[1]);
        const auto spellings = tables::parts_between(fields[2], '|');
        if (std::ranges::find(group.written, meaning, &Written::first) == group.written.end())
            group.written.emplace_back(meaning, spellings.front());
        for (const std::string_view spelling : spellings) {
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
    const auto word = std::ranges::find(found->second.written, meaning, &Written::first);
    return word == found->second.written.end() ? std::string_view{} : word->second;
}

std::vector<std::string> ImportWords::all_written(std::string_view group) const
{
    std::vector<std::string> all;
    const auto found = groups_.find(group);
    if (found != groups_.end())
        for (const auto& [meaning, spelling] : found->second.written)
            all.push_back(spelling);
    return all;
}

std::string ImportWords::listed(std::string_view group) const
{
    std::string all;
    for (const std::string& spelling : all_written(group))
        all.append(all.empty() ? "" : ", ").append(spelling);
    return all;
}

}  // namespace taqwim::exchange
