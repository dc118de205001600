// Where a text leaves the grammar of JSON, and why.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace taqwim {

// What may stand between the tokens of JSON.
inline constexpr std::string_view k_json_blanks = " \t\r\n";

[[nodiscard]] constexpr bool is_json_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Whether all of the text is a number as JSON writes it.
[[nodiscard]] bool is_json_number(std::string_view text);

struct JsonFault {
    std::size_t offset;  // of the byte at which a person would look
    // unfinished, text_after_end, value_expected, name_expected, colon_expected, comma_expected,
    // number_malformed, string_unclosed, control_character, escape_unknown, surrogate_alone
    const char* reason;
};

// Nothing when the text is JSON, to any depth. Repeated names are no fault here, nor are bytes that
// are not UTF-8.
[[nodiscard]] std::optional<JsonFault> find_json_fault(std::string_view text);

}  // namespace taqwim
