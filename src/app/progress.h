// How far a long run has come, on one line of the terminal that is written over. Only where messages are a terminal.
#pragma once

#include <chrono>
#include <cstddef>

#include "app/commands.h"
#include "app/output_file.h"

namespace taqwim::app {

class Progress {
public:
    Progress(const Context& context, const OutputFile& results);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Once for every student-year.
    void step();
    // Takes the line away, so that something else can be said.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    const Context& context_;
    bool is_shown_;
    bool is_line_there_ = false;
    std::size_t count_ = 0;
    Clock::time_point start_;
    Clock::time_point last_;
};

}  // namespace taqwim::app
