// Runs tests/tables/openpyxl_workbooks.py, for the tests that hold our workbooks against another program.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <unistd.h>

namespace taqwim::tables {

struct ProgramRun {
    std::string output;
    int status = 0;
};

inline ProgramRun run_openpyxl(const std::string& what, const std::filesystem::path& file)
{
    const std::filesystem::path source = std::filesystem::path(__FILE__).parent_path();
    const std::filesystem::path script = source / "../../../tests/tables/openpyxl_workbooks.py";
    // The system's own Python first: it has the packages of tools/install-packages.
    const char* python =
        std::filesystem::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
    const std::string command = "PYTHONUTF8=1 " + std::string(python) + " -B '" + script.string() +
                                "' " + what + " '" + file.string() + "'";
    ProgramRun run;
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    char buffer[4096];  // NOLINT: what fread fills
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe))
        run.output.append(buffer, count);
    run.status = pclose(pipe);
    return run;
}

// A file in the folder of temporary files that goes with it.
class ScratchWorkbook {
public:
    explicit ScratchWorkbook(const std::string& name)
        : path_(std::filesystem::temp_directory_path() /
                (name + "-" + std::to_string(getpid()) + ".xlsx"))
    {}
    ScratchWorkbook(const ScratchWorkbook&) = delete;
    ScratchWorkbook& operator=(const ScratchWorkbook&) = delete;
    ~ScratchWorkbook()
    {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string bytes() const
    {
        std::ifstream stream(path_, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        return text.str();
    }
    void write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }

private:
    std::filesystem::path path_;
};

}  // namespace taqwim::tables
