// A value a ministry may change, as a rule sees it: the value in force and where it comes from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/day.h"

namespace taqwim {

// enacted: the text's own number. found: read in a named public source. assumed: ours, until a ministry confirms.
enum class ParameterStatus : std::uint8_t { enacted, found, assumed };

[[nodiscard]] constexpr std::string_view to_text(ParameterStatus status)
{
    switch (status) {
    case ParameterStatus::enacted: return "enacted";
    case ParameterStatus::found: return "found";
    case ParameterStatus::assumed: return "assumed";
    }
    return "assumed";
}

// One value of a parameter as it is in force from a day on. Lives as long as the book it was read from.
struct ParameterInfo {
    std::string name;  // "raise.all_subjects_from": file and key
    std::string label_ar;
    std::string label_en;
    std::string unit;   // mark, share, count, days, day, text, list, yes_no
    std::string value;  // as written in the file; lists are joined with a blank
    Day from{};
    ParameterStatus status = ParameterStatus::assumed;
    std::string source;
    std::string clause;
    std::string note;
};

template <class T>
struct Parameter {
    T value{};
    const ParameterInfo* info = nullptr;
};

}  // namespace taqwim
