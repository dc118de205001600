#include "tests/support/project_files.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace taqwim::tests {

std::filesystem::path project_path(const std::filesystem::path& path)
{
    return std::filesystem::path(TAQWIM_SOURCE_DIR) / path;
}

std::string read_project_file(const std::filesystem::path& path)
{
    const std::filesystem::path place = project_path(path);
    std::ifstream file(place, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad())
        throw std::runtime_error(place.string() + ": cannot be read");
    return text;
}

}  // namespace taqwim::tests
