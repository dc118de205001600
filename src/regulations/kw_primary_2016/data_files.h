// The data of this regulation that is built into the program.
#pragma once

#include <vector>

#include "core/embedded_file.h"

namespace taqwim::kw_primary_2016 {

// parameters/*.toml
[[nodiscard]] std::vector<EmbeddedFile> parameter_files();
// messages.<language>.toml
[[nodiscard]] EmbeddedFile message_file(std::string_view language);
// clauses.toml
[[nodiscard]] EmbeddedFile clause_file();

}  // namespace taqwim::kw_primary_2016
