#include "regulations/frame/folder_words.h"

#include "core/configuration_fault.h"
#include "core/trimmed.h"
#include "regulations/frame/typed_words.h"

namespace taqwim {

namespace {

constexpr std::string_view k_arabic_comma = "\xD8\x8C";  // U+060C

}  // namespace

FolderWords FolderWords::parse(std::string_view path, std::string_view text)
{
    FolderWords words;
    std::vector<ConfigurationProblem> problems;
    std::string current;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        const auto report = [&](const std::string& message) {
            problems.push_back({std::string(path), number, message});
        };

        if (line.empty() || line.front() == '#')
            continue;
        if (line.front() == '[') {
            current =
                line.back() == ']' ? std::string(line.substr(1, line.size() - 2)) : std::string();
            if (current.empty())
                report(
                    "a section is written [name]\nTo fix: close the bracket and name the section.");
            else
                words.sections_[current];
            continue;
        }
        const std::size_t equals = line.find('=');
        const std::string name(trimmed(line.substr(0, equals)));
        if (current.empty() || equals == std::string_view::npos || name.empty()) {
            report("\"" + std::string(line) + "\" is no line of words\nTo fix: write name = word" +
                   std::string(k_arabic_comma) + " word below a [section].");
            continue;
        }
        Section& section = words.sections_[current];
        const auto add = [&](std::string_view word) {
            const std::string key = folded(word);
            if (key.empty()) {
                report("a word is empty\nTo fix: remove the comma that has no word.");
                return;
            }
            for (auto [known, last] = section.equal_range(key); known != last; ++known) {
                if (known->second == name)
                    return;
                if (current != "columns") {
                    report("\"" + std::string(word) + "\" stands for " + known->second +
                           " and for " + name + "\nTo fix: keep it with one of the two.");
                    return;
                }
            }
            section.emplace(key, name);
        };
        add(name);
        std::string_view rest = line.substr(equals + 1);
        while (true) {
            const std::size_t comma = rest.find(k_arabic_comma);
            add(trimmed(rest.substr(0, comma)));
            if (comma == std::string_view::npos)
                break;
            rest.remove_prefix(comma + k_arabic_comma.size());
        }
    }
    if (!problems.empty())
        throw ConfigurationFault(std::move(problems));
    return words;
}

const FolderWords::Section* FolderWords::section(std::string_view name) const
{
    const auto found = sections_.find(name);
    return found == sections_.end() ? nullptr : &found->second;
}

std::optional<std::string_view> FolderWords::name_of(std::string_view section_name,
                                                     std::string_view word) const
{
    const Section* const words = section(section_name);
    if (words == nullptr || word.empty())
        return std::nullopt;
    const auto found = words->find(folded(word));
    return found == words->end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::vector<std::string_view> FolderWords::names_of(std::string_view section_name,
                                                    std::string_view word) const
{
    std::vector<std::string_view> names;
    if (const Section* const words = section(section_name); words != nullptr && !word.empty()) {
        const std::string key = folded(word);
        for (auto [found, last] = words->equal_range(key); found != last; ++found)
            names.push_back(found->second);
    }
    return names;
}

}  // namespace taqwim
