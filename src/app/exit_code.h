// What the program answers to the one who called it. docs/command-line.md says the same to users.
#pragma once

#include <cstdint>

namespace taqwim::app {

enum class ExitCode : std::uint8_t {
    all_well = 0,
    problems_found = 1,  // problems or refusals were found; the results are written all the same
    wrong_use = 2,       // the command line asks for something that is not there
    input_unreadable = 3,
    own_files_faulty = 4,  // the program's or the installation's own files
    output_unwritable = 5,
    interrupted = 130,
};

// Of two that apply, the one that is told: the larger says more.
[[nodiscard]] constexpr ExitCode worse_of(ExitCode a, ExitCode b)
{
    return a < b ? b : a;
}

}  // namespace taqwim::app
