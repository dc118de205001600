#include "regulations/frame/settings_file.h"

#include <algorithm>
#include <optional>

#include "regulations/frame/toml_file.h"

namespace taqwim {

namespace {

std::optional<std::string> text_of(const toml::node& node)
{
    if (const auto* text = node.as_string())
        return text->get();
    if (const auto* number = node.as_integer())
        return std::to_string(number->get());
    if (const auto* truth = node.as_boolean())
        return truth->get() ? "true" : "false";
    const auto* list = node.as_array();
    if (list == nullptr)
        return std::nullopt;
    std::string all;
    for (const toml::node& element : *list) {
        const auto* text = element.as_string();
        if (text == nullptr || text->get().find(',') != std::string::npos)
            return std::nullopt;
        all.append(all.empty() ? "" : ",").append(text->get());
    }
    return all;
}

}  // namespace

std::vector<GivenSetting> read_settings_file(std::string_view path, std::string_view text)
{
    TomlFile file(path, text);
    std::vector<GivenSetting> given;
    const auto take = [&](const std::string& name, const toml::node& node) {
        if (auto value = text_of(node))
            given.push_back({name, std::move(*value), TomlFile::line_of(node)});
        else
            file.report(TomlFile::line_of(node), '"' + name + "\" is no setting's value",
                        "write a text, a whole number, true, false or a list of texts");
    };
    for (const auto& [key, node] : file.table()) {
        const std::string section(key.str());
        if (const auto* table = node.as_table()) {
            for (const auto& [name, value] : *table)
                take(section + '.' + std::string(name.str()), value);
        } else {
            take(section, node);
        }
    }
    if (file.has_problems())
        throw ConfigurationFault(file.take_problems());
    std::ranges::sort(given, {}, &GivenSetting::line);
    return given;
}

}  // namespace taqwim
