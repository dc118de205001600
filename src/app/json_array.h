// A JSON array written element by element, one on a line, so that it needs no memory of its own.
#pragma once

#include <ostream>
#include <string_view>

namespace taqwim::app {

class JsonArray {
public:
    explicit JsonArray(std::ostream& output) : output_(output) {}

    // The element is JSON already.
    void add(std::string_view element)
    {
        output_ << (is_empty_ ? "[\n" : ",\n") << element;
        is_empty_ = false;
    }
    void end() { output_ << (is_empty_ ? "[]\n" : "\n]\n"); }

private:
    std::ostream& output_;
    bool is_empty_ = true;
};

}  // namespace taqwim::app
