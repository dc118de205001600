// The files that an installation adds to a regulation.
#pragma once

#include <string_view>
#include <vector>

#include "regulations/frame/parameter_book.h"
#include "regulations/frame/rule_set.h"

namespace taqwim {

// parameters/<regulation>/*.toml, by name. Throws ConfigurationFault when one cannot be read.
[[nodiscard]] std::vector<ParameterOverride> parameter_overrides(
    const InstallationFolder& installation, std::string_view regulation);

}  // namespace taqwim
