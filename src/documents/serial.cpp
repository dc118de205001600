#include "documents/serial.h"

#include <algorithm>

#include "core/digits.h"

namespace taqwim::documents {

namespace {

constexpr std::string_view k_letters = "TQ";
constexpr std::size_t k_year_digits = 4;
constexpr std::size_t k_number_digits = 6;
constexpr std::size_t k_most_number_digits = 12;
constexpr std::size_t k_check_digits = 2;
constexpr std::int64_t k_modulus = 97;

std::string padded(std::int64_t number, std::size_t digits)
{
    std::string text = std::to_string(number);
    if (text.size() < digits)
        text.insert(0, digits - text.size(), '0');
    return text;
}

std::int64_t remainder_of(std::string_view digits)
{
    std::int64_t rest = 0;
    for (const char digit : digits)
        rest = (rest * 10 + (digit - '0')) % k_modulus;
    return rest;
}

// The ASCII digits of what was typed; nothing when anything but blanks and hyphens stands between them.
std::optional<std::string> digits_of(std::string_view typed)
{
    // U+00A0, U+2010 to U+2015, U+2212 and the marks of direction come along when a serial is copied.
    constexpr std::string_view passed_over[] = {" ",
                                                "-",
                                                "\xC2\xA0",
                                                "\xE2\x80\x8E",
                                                "\xE2\x80\x8F",
                                                "\xE2\x80\x90",
                                                "\xE2\x80\x91",
                                                "\xE2\x80\x92",
                                                "\xE2\x80\x93",
                                                "\xE2\x80\x94",
                                                "\xE2\x80\x95",
                                                "\xE2\x88\x92"};
    std::string digits;
    while (!typed.empty()) {
        if (const auto digit = leading_digit(typed)) {
            digits += static_cast<char>('0' + digit->value);
            typed.remove_prefix(digit->bytes);
            continue;
        }
        const auto* const sign = std::ranges::find_if(
            passed_over, [&](std::string_view one) { return typed.starts_with(one); });
        if (sign == std::ranges::end(passed_over))
            return std::nullopt;
        typed.remove_prefix(sign->size());
    }
    return digits;
}

}  // namespace

std::string Serial::to_text() const
{
    const std::string first = padded(year, k_year_digits);
    const std::string second = padded(number, k_number_digits);
    const std::int64_t check = k_modulus + 1 - remainder_of(first + second + "00");
    return std::string(k_letters) + '-' + first + '-' + second + '-' +
           padded(check, k_check_digits);
}

std::optional<Serial> Serial::parse(std::string_view typed)
{
    while (!typed.empty() && typed.front() == ' ')
        typed.remove_prefix(1);
    if (typed.starts_with(k_letters) || typed.starts_with("tq"))
        typed.remove_prefix(k_letters.size());
    const auto digits = digits_of(typed);
    if (!digits || digits->size() < k_year_digits + k_number_digits + k_check_digits ||
        digits->size() > k_year_digits + k_most_number_digits + k_check_digits)
        return std::nullopt;
    if (remainder_of(*digits) != 1)
        return std::nullopt;
    const std::string year = digits->substr(0, k_year_digits);
    const std::string number =
        digits->substr(k_year_digits, digits->size() - k_year_digits - k_check_digits);
    const Serial serial{.year = std::stoll(year), .number = std::stoll(number)};
    const bool is_one = serial.year >= 2000 && serial.year <= 2999 && serial.number > 0 &&
                        (number.size() == k_number_digits || number.front() != '0');
    return is_one ? std::optional(serial) : std::nullopt;
}

}  // namespace taqwim::documents
