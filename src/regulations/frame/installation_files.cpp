#include "regulations/frame/installation_files.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

namespace taqwim {

namespace {

std::string text_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw ConfigurationFault(
            {path.string(), 0, "cannot be read. To fix: allow this program to read it."});
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

std::vector<ParameterOverride> parameter_overrides(const InstallationFolder& installation,
                                                   std::string_view regulation)
{
    std::vector<std::filesystem::path> files;
    if (installation.path) {
        const std::filesystem::path folder = *installation.path / "parameters" / regulation;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(folder, error))
            if (entry.path().extension() == ".toml")
                files.push_back(entry.path());
        std::sort(files.begin(), files.end());
    }
    std::vector<ParameterOverride> overrides;
    for (const auto& path : files)
        overrides.push_back({path.string(), text_of(path)});
    return overrides;
}

std::optional<InstallationFile> installation_file(const InstallationFolder& installation,
                                                  std::string_view path)
{
    if (!installation.path)
        return std::nullopt;
    const std::filesystem::path file = *installation.path / path;
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return std::nullopt;
    return InstallationFile{file.string(), text_of(file)};
}

}  // namespace taqwim
