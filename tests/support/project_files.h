#pragma once

#include <filesystem>
#include <string>

namespace taqwim::tests {

// A file or folder of the project, by its path from the project's root: "examples/sample_school". An absolute path
// stays as it is.
[[nodiscard]] std::filesystem::path project_path(const std::filesystem::path& path);

// The bytes of such a file. A file that cannot be read throws std::runtime_error, which names it.
[[nodiscard]] std::string read_project_file(const std::filesystem::path& path);

}  // namespace taqwim::tests
