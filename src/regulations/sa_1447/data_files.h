// The files of this folder that are built into the program.
#pragma once

#include <string_view>
#include <vector>

#include "core/embedded_file.h"

namespace taqwim::sa_1447 {

[[nodiscard]] std::vector<EmbeddedFile> parameter_files();
// Words and reasons of one language, "ar" or "en".
[[nodiscard]] std::vector<EmbeddedFile> message_files(std::string_view language);
[[nodiscard]] EmbeddedFile clause_file();
[[nodiscard]] EmbeddedFile plan_file();

}  // namespace taqwim::sa_1447
