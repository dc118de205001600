// Reasons as plain text, for a terminal, a mail or a copy.
//
// In a language written from right to left every line says so itself (U+200F). What is written the
// other way stands isolated in it (U+2066 or U+2067, U+2069), so that it reads the same wherever it
// is pasted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/messages.h"
#include "regulations/frame/rule_set.h"
#include "regulations/frame/trace_text.h"

namespace taqwim {

enum class Colour : std::uint8_t { none, ansi };

struct ReasonStyle {
    Digits digits = Digits::latin;
    Colour colour = Colour::none;
};

// One line of text each, indented by its depth, the clause first.
[[nodiscard]] std::string reasons_text(const std::vector<ReasonLine>& lines,
                                       const Messages& messages, ReasonStyle style = {});

// The decision and the facts before the reasons; what would change it and the assumed values behind
// them.
[[nodiscard]] std::string reasons_text(const Explanation& explanation,
                                       const std::vector<ReasonLine>& lines,
                                       const Messages& messages, ReasonStyle style = {});

// How a language is written.
enum class Direction : std::uint8_t { left_to_right, right_to_left };
[[nodiscard]] Direction direction_of(const Messages& messages);

// A stretch of a text, isolated when its parts would change places beside letters of the text's
// direction: from right to left a code ("KW-17.1", "units.csv") or a number of several parts ("-4",
// "119/2", "2016-01-20"), from left to right Arabic words.
struct TextRun {
    std::string_view text;
    bool is_isolated;
};
[[nodiscard]] std::vector<TextRun> direction_runs(std::string_view text, Direction direction);

}  // namespace taqwim
