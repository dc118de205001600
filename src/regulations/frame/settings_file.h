// The settings of an installation, as their file says them: TOML with one level of tables, [server] port = 8080.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace taqwim {

struct GivenSetting {
    std::string name;   // "server.port"
    std::string value;  // "8080", "true"; a list is joined by commas
    std::size_t line = 0;
};

// In the order of the file. Throws ConfigurationFault: no TOML, a value that is no text, whole number, yes or no, or
// list of texts; tables within tables.
[[nodiscard]] std::vector<GivenSetting> read_settings_file(std::string_view path,
                                                           std::string_view text);

}  // namespace taqwim
