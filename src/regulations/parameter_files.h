// The parameter files of the regulations that this program knows, by their ids.
#pragma once

#include <string_view>
#include <vector>

#include "core/embedded_file.h"

namespace taqwim {

// Empty for an id that registration.cpp does not have.
[[nodiscard]] std::vector<EmbeddedFile> parameter_files_of(std::string_view regulation);

}  // namespace taqwim
