// Text as people paste it, without what nobody sees at its ends.
#pragma once

#include <string_view>

namespace taqwim {

// The text without blanks (U+00A0 and the other spaces of Unicode included) and invisible direction
// marks at its ends: U+061C, U+200B to U+200F, U+202A to U+202E, U+2066 to U+2069, U+FEFF. What
// stands between its letters stays.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace taqwim
