#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <unistd.h>

namespace taqwim::tests {

// A folder of its own for one test; gone with it.
class ScratchFolder {
public:
    ScratchFolder()
    {
        static std::atomic<int> number = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("taqwim_test_" + std::to_string(::getpid()) + '_' + std::to_string(++number));
        // A process of the same number that was killed may have left its own.
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder()
    {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }
    // Gives the path of the new file.
    std::string write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }
    [[nodiscard]] std::string read(const std::string& name) const
    {
        std::ostringstream text;
        text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
        return text.str();
    }

private:
    std::filesystem::path path_;
};

}  // namespace taqwim::tests
