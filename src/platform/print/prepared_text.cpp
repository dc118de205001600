#include "platform/print/prepared_text.h"

#include <cstddef>
#include <cstdint>

#include "core/digits.h"

namespace taqwim::print {

namespace {

constexpr std::string_view k_left_to_right_isolate = "\xE2\x81\xA6";  // U+2066
constexpr std::string_view k_first_strong_isolate = "\xE2\x81\xA8";   // U+2068
constexpr std::string_view k_end_of_isolate = "\xE2\x81\xA9";         // U+2069

struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 0;  // 0: no UTF-8
};

// The character at the front, by the table of well-formed sequences of the Unicode standard (3-7).
Character leading_character(std::string_view text)
{
    const auto byte = [&](std::size_t i) {
        return std::uint32_t{static_cast<unsigned char>(text[i])};
    };
    const auto continues = [&](std::size_t i) {
        return i < text.size() && (byte(i) & 0xC0U) == 0x80U;
    };
    const std::uint32_t first = byte(0);
    if (first < 0x80)
        return {first, 1};
    if (first >= 0xC2 && first <= 0xDF && continues(1))
        return {(first & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if (first >= 0xE0 && first <= 0xEF && continues(1) && continues(2)) {
        const std::uint32_t code =
            (first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
        const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
        return {code, code >= 0x800 && !is_surrogate ? std::size_t{3} : std::size_t{0}};
    }
    if (first >= 0xF0 && first <= 0xF4 && continues(1) && continues(2) && continues(3)) {
        const std::uint32_t code = (first & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U |
                                   (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
        return {code, code >= 0x10000 && code <= 0x10FFFF ? std::size_t{4} : std::size_t{0}};
    }
    return {};
}

bool is_isolate_start(std::uint32_t code)
{
    return code >= 0x2066 && code <= 0x2068;
}

bool is_right_to_left_letter(std::uint32_t code)
{
    const bool is_digit_or_sign =
        (code >= 0x0660 && code <= 0x066C) || (code >= 0x06F0 && code <= 0x06F9) ||
        (code >= 0x0600 && code <= 0x060F) || (code >= 0x064B && code <= 0x065F);
    return !is_digit_or_sign &&
           ((code >= 0x0590 && code <= 0x08FF) || (code >= 0xFB1D && code <= 0xFDFF) ||
            (code >= 0xFE70 && code <= 0xFEFC));
}

bool is_left_to_right_letter(std::uint32_t code)
{
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') ||
           (code >= 0xC0 && code <= 0x58F && code != 0xD7 && code != 0xF7) ||
           (code >= 0x900 && code <= 0x1FFF);
}

void add_digit(std::string& text, int value, DigitSet digits)
{
    if (digits == DigitSet::western) {
        text += static_cast<char>('0' + value);
    } else {
        text += '\xD9';
        text += static_cast<char>(0xA0 + value);
    }
}

// Between two digits: "41.25", or after one: "70%".
std::string_view sign_for(std::string_view rest, DigitSet digits, std::size_t& bytes)
{
    constexpr std::string_view k_arabic_decimal = "\xD9\xAB";
    constexpr std::string_view k_arabic_percent = "\xD9\xAA";
    const auto is_sign = [&](std::string_view sign) { return rest.starts_with(sign); };
    const auto digit_follows = [&](std::size_t from) {
        return leading_digit(rest.substr(from)).has_value();
    };
    const bool is_arabic = digits == DigitSet::arabic_indic;
    if (is_sign(".") && digit_follows(1)) {
        bytes = 1;
        return is_arabic ? k_arabic_decimal : ".";
    }
    if (is_sign(k_arabic_decimal)) {
        bytes = k_arabic_decimal.size();
        return is_arabic ? k_arabic_decimal : ".";
    }
    if (is_sign("%")) {
        bytes = 1;
        return is_arabic ? k_arabic_percent : "%";
    }
    if (is_sign(k_arabic_percent)) {
        bytes = k_arabic_percent.size();
        return is_arabic ? k_arabic_percent : "%";
    }
    return {};
}

// One quarter, one half and three quarters, which Unicode has with Western digits alone.
std::string_view arabic_fraction(std::uint32_t code)
{
    switch (code) {
    case 0xBC: return "\xD9\xA1\xE2\x81\x84\xD9\xA4";
    case 0xBD: return "\xD9\xA1\xE2\x81\x84\xD9\xA2";
    case 0xBE: return "\xD9\xA3\xE2\x81\x84\xD9\xA4";
    default: return {};
    }
}

// Embeddings and overrides, which names carry along from other programs.
bool turns_direction(std::uint32_t code)
{
    return code >= 0x202A && code <= 0x202E;
}

std::string enclosed(std::string_view opening, std::string_view text)
{
    std::string whole(opening);
    while (!text.empty()) {
        const Character character = leading_character(text);
        const std::size_t bytes = character.bytes == 0 ? 1 : character.bytes;
        if (!turns_direction(character.code) && !is_isolate_start(character.code) &&
            character.code != 0x2069)
            whole += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return whole += k_end_of_isolate;
}

}  // namespace

std::string isolated(std::string_view text)
{
    return enclosed(k_first_strong_isolate, text);
}

std::string as_written(std::string_view text)
{
    return enclosed(k_left_to_right_isolate, text);
}

bool is_printable_utf8(std::string_view text)
{
    while (!text.empty()) {
        const Character character = leading_character(text);
        const bool is_control =
            (character.code < 0x20 && character.code != '\n' && character.code != '\t') ||
            (character.code >= 0x7F && character.code <= 0x9F);
        if (character.bytes == 0 || is_control)
            return false;
        text.remove_prefix(character.bytes);
    }
    return true;
}

std::string prepared_text(std::string_view text, DigitSet digits, Language language)
{
    // A text in Latin letters alone, as the English names of competencies on an Arabic card, reads with Western digits.
    if (language == Language::arabic && direction_of(text, language) == Direction::left_to_right)
        digits = DigitSet::western;
    std::string prepared;
    prepared.reserve(text.size() * 2);
    int open_isolates = 0;
    int kept_from = 0;  // the isolate from which on digits stay as they are; 0 is none
    bool after_digit = false;
    bool after_latin = false;  // "KG1" and "B2" are words
    while (!text.empty()) {
        if (const auto digit = leading_digit(text)) {
            if (kept_from != 0 || after_latin)
                prepared += text.substr(0, digit->bytes);
            else
                add_digit(prepared, digit->value, digits);
            text.remove_prefix(digit->bytes);
            after_digit = true;
            continue;
        }
        if (after_digit && kept_from == 0 && !after_latin) {
            std::size_t bytes = 0;
            if (const auto sign = sign_for(text, digits, bytes); !sign.empty()) {
                prepared += sign;
                text.remove_prefix(bytes);
                after_digit = false;
                continue;
            }
        }
        after_digit = false;
        const Character character = leading_character(text);
        const std::string_view bytes = text.substr(0, character.bytes == 0 ? 1 : character.bytes);
        text.remove_prefix(bytes.size());
        after_latin = is_left_to_right_letter(character.code);
        if (is_isolate_start(character.code)) {
            ++open_isolates;
            if (character.code == 0x2066 && kept_from == 0)
                kept_from = open_isolates;
        } else if (character.code == 0x2069) {
            if (open_isolates == 0)
                continue;
            if (kept_from == open_isolates)
                kept_from = 0;
            --open_isolates;
        } else if (turns_direction(character.code)) {
            continue;
        }
        const std::string_view fraction = arabic_fraction(character.code);
        if (!fraction.empty() && digits == DigitSet::arabic_indic && kept_from == 0)
            prepared += fraction;
        else if (character.code == '\t')
            prepared += ' ';
        else
            prepared += bytes;
    }
    for (; open_isolates > 0; --open_isolates)
        prepared += k_end_of_isolate;
    return prepared;
}

Direction direction_of(std::string_view text, Language language)
{
    bool has_right_to_left = false;
    bool has_left_to_right = false;
    while (!text.empty()) {
        const Character character = leading_character(text);
        has_right_to_left = has_right_to_left || is_right_to_left_letter(character.code);
        has_left_to_right = has_left_to_right || is_left_to_right_letter(character.code);
        text.remove_prefix(character.bytes == 0 ? 1 : character.bytes);
    }
    if (has_right_to_left != has_left_to_right)
        return has_right_to_left ? Direction::right_to_left : Direction::left_to_right;
    return direction_of(language);
}

}  // namespace taqwim::print
