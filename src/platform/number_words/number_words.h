// Marks in words, as certificates and notices carry them beside the digits: «تسع وثمانون درجة ونصف», "eighty-nine and a half
// marks". Grammar is that of a sentence's subject, and of the counted noun's gender.
#pragma once

#include <cstdint>
#include <string>

#include "core/exact.h"
#include "core/refusal.h"

namespace taqwim::number_words {

enum class Language : std::uint8_t { arabic, english };

// What is counted: درجة or نقطة.
enum class Counted : std::uint8_t { mark, point };

// 0 to 9,999 with halves, thirds, quarters or at most two decimals. A negative number is refused (mark_negative), a larger one
// (value_out_of_range), and one with other fractions (mark_too_many_decimals): whoever prints it rounds first, where the
// regulation orders it.
[[nodiscard]] Result<std::string> in_words(const Exact& number, Language language,
                                           Counted counted = Counted::mark);

}  // namespace taqwim::number_words
