// Text as a terminal shows it: how wide it is, and how Arabic and Latin stand beside one another in a line.
//
// In a line from right to left a code or a formula must not be torn apart by what stands around it, so it is set
// between the isolating characters U+2066 and U+2069, which take no room; the line itself begins with U+200F.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "regulations/frame/reasons_text.h"

namespace taqwim::app {

// The columns that a text takes: none for vowel signs and invisible characters, two for the wide scripts.
[[nodiscard]] std::size_t terminal_width(std::string_view text);

// The text without anything that would move the cursor or start a command of the terminal: control characters and
// bytes that are no UTF-8 become U+FFFD, a line break or a tabulator a blank.
[[nodiscard]] std::string printable(std::string_view text);

// A letter, or a sign such as the Arabic comma, of a script that is written from right to left.
[[nodiscard]] bool has_right_to_left_letter(std::string_view text);

// A sentence of a line of this direction, in the given digits: what is written the other way stands isolated in it.
// What is isolated already stays as it is, its digits too.
[[nodiscard]] std::string as_sentence(std::string_view sentence, Direction line, Digits digits);

// The same for a text that stands by itself beside others of the line, such as a cell or a command: what is around it
// cannot tear it apart.
[[nodiscard]] std::string as_cell(std::string_view text, Direction line, Digits digits);

// One part of a cell's text that goes on in further lines: it runs as the whole text does.
[[nodiscard]] std::string as_line_of_cell(std::string_view part, std::string_view text,
                                          Direction line, Digits digits);

// The text with all its digits as 0 to 9, for comparing what people typed.
[[nodiscard]] std::string in_latin_digits(std::string_view text);

// What a line of this direction begins with.
[[nodiscard]] std::string_view line_start(Direction direction);

}  // namespace taqwim::app
