// The texts of a request line and its headers, taken apart. Whatever is not clean is refused as a whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/http/request.h"

namespace taqwim::http {

// Valid UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF) without control characters.
[[nodiscard]] bool is_clean_text(std::string_view text);

// "%2D" is "-". None for a broken escape and for text that is not clean.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);
// Everything but letters, digits and "-._~" is escaped.
[[nodiscard]] std::string percent_encoded(std::string_view text);

// "page=2&name=%D8%A3+b": a plus is a blank. None for more than 100 names or what cannot be decoded.
[[nodiscard]] std::optional<NamedTexts> parse_query(std::string_view text);

// "session=ab; theme=dark". What is not a cookie is passed over, as browsers' servers do: other sites on the same
// host set what they like.
[[nodiscard]] NamedTexts parse_cookies(std::string_view header);

// Without blanks and tabs at its ends.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

[[nodiscard]] std::string in_small_letters(std::string_view text);

}  // namespace taqwim::http
