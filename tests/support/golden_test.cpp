#include "tests/support/golden.h"

#include "tests/support/project_files.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include <unistd.h>

using taqwim::tests::check_golden;
using taqwim::tests::read_project_file;

namespace {

namespace fs = std::filesystem;

// A golden outside the project, under a given mode, and gone afterwards. ctest runs tests side by side, each in a
// process of its own, so the process's number keeps them apart.
class ScratchGolden {
public:
    explicit ScratchGolden(const char* mode)
    {
        if (const char* before = std::getenv("TAQWIM_GOLDEN"))
            mode_before_ = before;
        setenv("TAQWIM_GOLDEN", mode, 1);
        fs::remove_all(folder_);
    }

    ~ScratchGolden()
    {
        fs::remove_all(folder_);
        setenv("TAQWIM_GOLDEN", mode_before_.c_str(), 1);
    }

    ScratchGolden(const ScratchGolden&) = delete;
    ScratchGolden& operator=(const ScratchGolden&) = delete;

    [[nodiscard]] fs::path path() const { return folder_ / "golden" / "sample.txt"; }

private:
    std::string mode_before_ = "check";
    fs::path folder_ =
        fs::temp_directory_path() / ("taqwim_golden_test." + std::to_string(getpid()));
};

}  // namespace

TEST_CASE("golden: a recorded text, Arabic and without a last line end, is found equal again")
{
    const ScratchGolden scratch("record");
    check_golden(scratch.path(), "النهاية الصغرى: ٥٠\nline two");
    CHECK(read_project_file(scratch.path()) == "النهاية الصغرى: ٥٠\nline two");

    setenv("TAQWIM_GOLDEN", "check", 1);
    check_golden(scratch.path(), "النهاية الصغرى: ٥٠\nline two");
}

TEST_CASE("golden: recording again replaces the whole text")
{
    const ScratchGolden scratch("record");
    check_golden(scratch.path(), "a long first text\n");
    check_golden(scratch.path(), "short\n");
    CHECK(read_project_file(scratch.path()) == "short\n");
}

TEST_CASE("golden: a missing golden fails" * doctest::should_fail())
{
    const ScratchGolden scratch("check");
    check_golden(scratch.path(), "");
}

TEST_CASE("golden: a text that differs in one letter fails" * doctest::should_fail())
{
    const ScratchGolden scratch("record");
    check_golden(scratch.path(), "one\ntwo\n");
    setenv("TAQWIM_GOLDEN", "check", 1);
    check_golden(scratch.path(), "one\ntwa\n");
}

TEST_CASE("golden: a text that lacks the last line end fails" * doctest::should_fail())
{
    const ScratchGolden scratch("record");
    check_golden(scratch.path(), "one\n");
    setenv("TAQWIM_GOLDEN", "check", 1);
    check_golden(scratch.path(), "one");
}

TEST_CASE("golden: a golden outside a golden folder fails" * doctest::should_fail())
{
    check_golden("docs/sample.txt", "");
}
