// Words as people write them in files: compared without what the eye passes over, and put right
// when one is a slip away from a known one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace taqwim {

// The text as it is compared: ASCII in lower case, the forms of alef, yeh, waw and teh marbuta as
// one, and without diacritics, tatweel, direction marks, blanks, dots and the signs - _ / that join
// words. Empty when nothing is left.
[[nodiscard]] std::string folded(std::string_view text);

// The known word nearest to `word`, or an empty text when none is near enough to have been meant.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       std::span<const std::string_view> known);

// "a, b, c".
[[nodiscard]] std::string joined(std::span<const std::string_view> words);

// What to offer instead of an unknown word: the nearest known one, or all of them.
[[nodiscard]] std::string offered(std::string_view word, std::span<const std::string_view> known);

}  // namespace taqwim
