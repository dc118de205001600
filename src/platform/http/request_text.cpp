#include "platform/http/request_text.h"

#include <algorithm>
#include <cstddef>

namespace taqwim::http {

namespace {

constexpr std::size_t k_most_names = 100;

std::optional<unsigned> hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return static_cast<unsigned>(digit - '0');
    if (digit >= 'a' && digit <= 'f')
        return static_cast<unsigned>(digit - 'a' + 10);
    if (digit >= 'A' && digit <= 'F')
        return static_cast<unsigned>(digit - 'A' + 10);
    return std::nullopt;
}

std::optional<std::string> form_decoded(std::string_view text)
{
    std::string plain(text);
    std::replace(plain.begin(), plain.end(), '+', ' ');
    return percent_decoded(plain);
}

char in_small(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// The length of the UTF-8 sequence at the start of `text`; 0 when there is none.
std::size_t sequence_length(std::string_view text)
{
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const auto follows = [&](std::size_t index, unsigned lowest = 0x80, unsigned highest = 0xBF) {
        return index < text.size() && byte(index) >= lowest && byte(index) <= highest;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        // E0 would be overlong below A0, ED a surrogate above 9F.
        const bool second = follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        return second && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool second = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        return second && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

bool is_clean_text(std::string_view text)
{
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text.front());
        if (first < 0x20 || first == 0x7F)
            return false;
        const std::size_t length = sequence_length(text);
        if (length == 0)
            return false;
        // C2 80 to C2 9F are control characters too.
        if (first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::optional<std::string> percent_decoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size())
            return std::nullopt;
        const auto high = hex_digit(text[i + 1]);
        const auto low = hex_digit(text[i + 2]);
        if (!high || !low)
            return std::nullopt;
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    if (!is_clean_text(decoded))
        return std::nullopt;
    return decoded;
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view k_plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char letter : text) {
        if (k_plain.find(letter) != std::string_view::npos) {
            encoded += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        encoded += '%';
        encoded += k_digits[byte / 16];
        encoded += k_digits[byte % 16];
    }
    return encoded;
}

std::optional<NamedTexts> parse_query(std::string_view text)
{
    NamedTexts parameters;
    while (!text.empty()) {
        const std::string_view piece = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), piece.size() + 1));
        if (piece.empty())
            continue;
        const std::size_t equals = std::min(piece.find('='), piece.size());
        auto name = form_decoded(piece.substr(0, equals));
        auto value = form_decoded(piece.substr(std::min(piece.size(), equals + 1)));
        if (!name || !value || name->empty() || parameters.size() == k_most_names)
            return std::nullopt;
        parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return parameters;
}

NamedTexts parse_cookies(std::string_view header)
{
    NamedTexts cookies;
    while (!header.empty() && cookies.size() < k_most_names) {
        const std::string_view piece = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(header.size(), piece.size() + 1));
        const std::size_t equals = piece.find('=');
        if (equals == std::string_view::npos)
            continue;
        const std::string_view name = without_blanks(piece.substr(0, equals));
        std::string_view value = without_blanks(piece.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        if (!name.empty() && is_clean_text(name) && is_clean_text(value))
            cookies.emplace_back(name, value);
    }
    return cookies;
}

std::string_view without_blanks(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string in_small_letters(std::string_view text)
{
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(), in_small);
    return small;
}

bool equal_in_any_case(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return in_small(one) == in_small(other); });
}

}  // namespace taqwim::http
