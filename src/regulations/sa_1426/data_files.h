// The data of the Saudi regulation of 1426 that is built into the program, and the words that the other Saudi rule sets
// take from it.
#pragma once

#include <string_view>
#include <vector>

#include "core/embedded_file.h"

namespace taqwim::sa_1426 {

// clauses.toml
[[nodiscard]] std::vector<EmbeddedFile> clause_files();
// parameters/*.toml
[[nodiscard]] std::vector<EmbeddedFile> parameter_files();
// messages.saudi, messages.mastery, reasons and reasons.mastery of a language: what every Saudi rule set says.
[[nodiscard]] std::vector<EmbeddedFile> shared_message_files(std::string_view language);
// These and messages.<language>.toml, which names the regulation and its kinds of documents.
[[nodiscard]] std::vector<EmbeddedFile> message_files(std::string_view language);

}  // namespace taqwim::sa_1426
