#include "app/secret_file.h"

#include <fstream>

#include <sys/stat.h>

namespace taqwim::app {

std::optional<std::vector<std::string>> lines_of_secret_file(const std::string& file)
{
    struct stat state {};
    if (::stat(file.c_str(), &state) != 0 || (state.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        if (line.ends_with('\r'))
            line.pop_back();
        lines.push_back(std::move(line));
    }
    if (lines.empty())
        return std::nullopt;
    return lines;
}

}  // namespace taqwim::app
