// Texts as they are set: digits in the document's set, direction known, control characters that could turn what stands
// around them taken out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/print/document.h"

namespace taqwim::print {

enum class Direction : std::uint8_t { right_to_left, left_to_right };

// Whole and without characters that no text has (NUL and other controls, but tab and line feed).
[[nodiscard]] bool is_printable_utf8(std::string_view text);

// Digits, decimal and percent signs in the document's set, but not inside as_written(), in a Latin word ("KG1") or in an
// Arabic document's texts of Latin letters alone. Tabs become blanks; embeddings,
// overrides and isolates that nobody closed go.
[[nodiscard]] std::string prepared_text(std::string_view text, DigitSet digits, Language language);

// The document's direction, unless the text has letters of the other direction alone.
[[nodiscard]] Direction direction_of(std::string_view text, Language language);

[[nodiscard]] inline Direction direction_of(Language language)
{
    return language == Language::arabic ? Direction::right_to_left : Direction::left_to_right;
}

}  // namespace taqwim::print
