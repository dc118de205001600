// The data of the guide that is built into the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/embedded_file.h"

namespace taqwim::sa_guide {

// clauses.toml, and with it the register of sa_1426, whose rules the guide's year by marks runs.
[[nodiscard]] std::vector<EmbeddedFile> clause_files();
// parameters/*.toml
[[nodiscard]] std::vector<EmbeddedFile> parameter_files();
// What every Saudi rule set says, and the guide's own messages.<language>.toml and reasons.<language>.toml.
[[nodiscard]] std::vector<EmbeddedFile> message_files(std::string_view language);
// schemes/mark_schemes.json
[[nodiscard]] EmbeddedFile scheme_file();

}  // namespace taqwim::sa_guide
