// The files that an installation adds to a regulation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/parameter_book.h"
#include "regulations/frame/rule_set.h"

namespace taqwim {

// parameters/<regulation>/*.toml, by name. Throws ConfigurationFault when one cannot be read.
[[nodiscard]] std::vector<ParameterOverride> parameter_overrides(
    const InstallationFolder& installation, std::string_view regulation);

struct InstallationFile {
    std::string path;
    std::string text;
};
// A file by its path in the installation's folder, which stands in the place of the regulation's own; none when it is not
// there. Throws ConfigurationFault when it cannot be read.
[[nodiscard]] std::optional<InstallationFile> installation_file(
    const InstallationFolder& installation, std::string_view path);

}  // namespace taqwim
