#include "regulations/frame/parameter_limits.h"

#include "regulations/frame/toml_file.h"

namespace taqwim {

namespace {

constexpr std::string_view k_yes_no = "yes_no";

}  // namespace

std::map<std::string, ParameterLimits, std::less<>> parameter_limits(
    std::span<const EmbeddedFile> files)
{
    std::map<std::string, ParameterLimits, std::less<>> limits;
    for (const EmbeddedFile& embedded : files) {
        TomlFile file(embedded.path, embedded.text);
        for (const auto& [key, node] : file.table()) {
            const toml::table* const table = node.as_table();
            if (table == nullptr)
                continue;
            const std::string what(key.str());
            ParameterLimits& of =
                limits[std::string(file_stem(embedded.path)).append(".").append(what)];
            of.unit = file.text(*table, "unit", what, Need::required).value_or("");
            if (const auto range = file.texts(*table, "range", what, Need::optional);
                range && range->size() == 2) {
                of.minimum = range->front();
                of.maximum = range->back();
            }
            of.allowed = file.texts(*table, "allowed", what, Need::optional)
                             .value_or(of.unit == k_yes_no ? std::vector<std::string>{"yes", "no"}
                                                           : std::vector<std::string>{});
        }
        throw_if_any(file.take_problems());
    }
    return limits;
}

}  // namespace taqwim
