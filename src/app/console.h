// Where the program reads and writes. Tests give their own streams in its place.
#pragma once

#include <atomic>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

namespace taqwim::app {

struct Console {
    std::istream& input;
    std::ostream& output;    // results, and nothing else
    std::ostream& messages;  // everything said about them
    bool output_is_terminal = false;
    bool messages_are_terminal = false;
    // The system's number of what went wrong while writing to `output`; 0 when it is not known.
    std::function<int()> output_error = [] { return 0; };
    // A variable of the environment.
    std::function<std::optional<std::string>(const char*)> environment = [](const char*) {
        return std::nullopt;
    };
    // Set from outside, once the user wants the program to stop.
    const std::atomic<bool>* interrupted = nullptr;

    [[nodiscard]] bool is_interrupted() const
    {
        return interrupted != nullptr && interrupted->load();
    }
};

}  // namespace taqwim::app
