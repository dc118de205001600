#include "exchange/template_words.h"

#include <algorithm>

#include "core/configuration_fault.h"
#include "embedded/exchange.h"
#include "platform/tables/tab_lines.h"

namespace taqwim::exchange {

const TemplateWords& TemplateWords::built_in()
{
    static const TemplateWords words = [] {
        for (const EmbeddedFile& file : embedded_exchange())
            if (file.path == "template_words.tsv")
                return read(file.path, file.text);
        throw ConfigurationFault(
            ConfigurationProblem{"template_words.tsv", 0, "is not part of the program"});
    }();
    return words;
}

TemplateWords TemplateWords::read(std::string_view file, std::string_view text)
{
    TemplateWords words;
    for (const auto& [number, fields] : tables::tab_lines(text)) {
        if (fields.size() != 4 || fields[2].empty())
            throw ConfigurationFault(
                ConfigurationProblem{std::string(file), number, "has not four fields"});
        words.entries.push_back({std::string(fields[0]), std::string(fields[1]),
                                 std::string(fields[2]), std::string(fields[3])});
    }
    return words;
}

std::string_view TemplateWords::text(std::string_view group, std::string_view key) const
{
    const auto found = std::ranges::find_if(
        entries, [&](const Entry& one) { return one.group == group && one.key == key; });
    return found == entries.end() ? std::string_view{} : std::string_view(found->ar);
}

std::vector<TemplateWords::Entry> TemplateWords::of(std::string_view group,
                                                    std::string_view key) const
{
    std::vector<Entry> found;
    for (const Entry& one : entries)
        if (one.group == group && (one.key == key || one.key == "all"))
            found.push_back(one);
    return found;
}

}  // namespace taqwim::exchange
