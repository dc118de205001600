// Decimal digits as people type them: ASCII, Arabic-Indic (٠١٢) and Extended Arabic-Indic (۰۱۲), in UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace taqwim {

struct LeadingDigit {
    int value;          // 0 to 9
    std::size_t bytes;  // how many bytes of the text it takes
};

// The digit at the front of `text`, or nothing when the text does not start with one.
[[nodiscard]] inline std::optional<LeadingDigit> leading_digit(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) >= '0' && byte(0) <= '9')
        return LeadingDigit{byte(0) - '0', 1};
    if (text.size() < 2)
        return std::nullopt;
    if (byte(0) == 0xD9 && byte(1) >= 0xA0 && byte(1) <= 0xA9)  // U+0660 to U+0669
        return LeadingDigit{byte(1) - 0xA0, 2};
    if (byte(0) == 0xDB && byte(1) >= 0xB0 && byte(1) <= 0xB9)  // U+06F0 to U+06F9
        return LeadingDigit{byte(1) - 0xB0, 2};
    return std::nullopt;
}

}  // namespace taqwim
