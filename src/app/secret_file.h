// Files that hold a secret for a program that nobody sits before: a key, a passphrase, passphrases.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace taqwim::app {

// Its lines, without their ends. Nothing when it cannot be read, has no line, or others may read it: what they know is no
// secret. Wipe them after use.
[[nodiscard]] std::optional<std::vector<std::string>> lines_of_secret_file(const std::string& file);

}  // namespace taqwim::app
