#include "tests/support/golden.h"

#include "tests/support/project_files.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

namespace taqwim::tests {

namespace {

namespace fs = std::filesystem;

enum class GoldenMode { check, record, unknown };

GoldenMode golden_mode()
{
    const char* setting = std::getenv("TAQWIM_GOLDEN");
    const std::string_view mode = setting == nullptr ? "" : setting;
    if (mode.empty() || mode == "check")
        return GoldenMode::check;
    return mode == "record" ? GoldenMode::record : GoldenMode::unknown;
}

std::string_view first_line(std::string_view text)
{
    return text.substr(0, text.find('\n'));
}

// The first line in which the two texts differ, said in one sentence.
std::string first_difference(std::string_view golden, std::string_view now)
{
    std::size_t line = 1;
    while (!golden.empty() && !now.empty() && first_line(golden) == first_line(now)) {
        const std::size_t length = first_line(golden).size();
        const bool golden_ends = length == golden.size();
        const bool now_ends = length == now.size();
        if (golden_ends || now_ends)
            return "line " + std::to_string(line) + ": only one of the two goes on after it";
        golden.remove_prefix(length + 1);
        now.remove_prefix(length + 1);
        ++line;
    }
    const auto shown = [](std::string_view text) {
        return text.empty() ? std::string("(the end)") : std::string(first_line(text));
    };
    return "line " + std::to_string(line) + "\n  golden: " + shown(golden) +
           "\n  now:    " + shown(now);
}

}  // namespace

void check_golden(const fs::path& path, std::string_view text)
{
    const fs::path place = project_path(path);
    const bool in_golden_folder =
        std::find(path.begin(), path.end(), fs::path("golden")) != path.end();
    REQUIRE_MESSAGE(in_golden_folder, path.string(), ": a golden lives in a folder named golden");
    const GoldenMode mode = golden_mode();
    REQUIRE_MESSAGE(mode != GoldenMode::unknown, "TAQWIM_GOLDEN is check or record");

    const bool exists = fs::exists(place);
    const std::string golden = exists ? read_project_file(path) : std::string();
    if (mode == GoldenMode::record) {
        // An unchanged golden keeps its time of change.
        if (exists && golden == text)
            return;
        fs::create_directories(place.parent_path());
        std::ofstream file(place, std::ios::binary | std::ios::trunc);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        file.close();
        CHECK_MESSAGE(!file.fail(), path.string(), ": cannot be written");
        return;
    }

    CHECK_MESSAGE(exists, path.string(),
                  ": no such golden. To fix: tools/golden --record, then read it line by line.");
    if (exists) {
        const bool equal = golden == text;
        CHECK_MESSAGE(
            equal, path.string(), ":", (equal ? "" : first_difference(golden, text)),
            "\nTo fix: if the change is meant, tools/golden --record, and say why in the commit.");
    }
}

}  // namespace taqwim::tests
