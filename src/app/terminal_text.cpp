#include "app/terminal_text.h"

#include <algorithm>
#include <array>

#include "core/digits.h"

namespace taqwim::app {

namespace {

constexpr std::string_view k_start_isolate = "\u2066";  // left to right
constexpr std::string_view k_start_right_isolate = "\u2067";
constexpr std::string_view k_end_isolate = "\u2069";
constexpr std::string_view k_right_mark = "\u200F";
constexpr std::string_view k_replacement = "\uFFFD";
constexpr char32_t k_not_utf8 = 0xFFFFFFFF;

struct Range {
    char32_t first;
    char32_t last;
};

// In the order of the characters.
constexpr std::array k_without_width = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x05BF, 0x05BF},
    Range{0x05C1, 0x05C2}, Range{0x05C4, 0x05C5}, Range{0x05C7, 0x05C7}, Range{0x0610, 0x061A},
    Range{0x061C, 0x061C}, Range{0x064B, 0x065F}, Range{0x0670, 0x0670}, Range{0x06D6, 0x06DC},
    Range{0x06DF, 0x06E4}, Range{0x06E7, 0x06E8}, Range{0x06EA, 0x06ED}, Range{0x0898, 0x089F},
    Range{0x08CA, 0x08E1}, Range{0x08E3, 0x08FF}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
    Range{0x200B, 0x200F}, Range{0x202A, 0x202E}, Range{0x2060, 0x206F}, Range{0x20D0, 0x20FF},
    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF},
};

constexpr std::array k_wide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x4DBF},
    Range{0x4E00, 0xA4CF},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

constexpr std::array k_right_to_left = {
    Range{0x0590, 0x065F}, Range{0x066D, 0x06EF},   Range{0x06FA, 0x08FF},   Range{0xFB1D, 0xFDFF},
    Range{0xFE70, 0xFEFC}, Range{0x10800, 0x10FFF}, Range{0x1E800, 0x1EFFF},
};

template <std::size_t N>
bool is_within(const std::array<Range, N>& ranges, char32_t character)
{
    const auto after = std::ranges::upper_bound(ranges, character, {}, &Range::first);
    return after != ranges.begin() && character <= std::prev(after)->last;
}

struct Character {
    char32_t code;
    std::size_t bytes;
};

// The first character; k_not_utf8 with one byte when there is none. The text is not empty.
Character first_character(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    constexpr std::array<char32_t, 5> k_least = {0, 0, 0x80, 0x800, 0x10000};
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes)
        return {k_not_utf8, 1};
    char32_t code = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {k_not_utf8, 1};
        code = (code << 6) | (byte(i) & 0x3FU);
    }
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < k_least[bytes] || code > 0x10FFFF || is_surrogate)
        return {k_not_utf8, 1};
    return {code, bytes};
}

bool is_control(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

// Where the isolated stretch that begins the text ends, what ends it included; 0 when none begins here.
std::size_t isolated_bytes(std::string_view text)
{
    int open = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = first_character(text.substr(at));
        const bool is_start = character.code >= 0x2066 && character.code <= 0x2068;
        open += is_start ? 1 : character.code == 0x2069 ? -1 : 0;
        at += character.bytes;
        if (open <= 0)
            return is_start || at > character.bytes ? at : 0;
    }
    return text.size();
}

std::string isolated(std::string_view text, std::string_view start)
{
    return std::string(start).append(text).append(k_end_isolate);
}

}  // namespace

std::size_t terminal_width(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty()) {
        const Character character = first_character(text);
        text.remove_prefix(character.bytes);
        if (is_within(k_wide, character.code))
            width += 2;
        else if (!is_within(k_without_width, character.code))
            width += 1;
    }
    return width;
}

std::string printable(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        if (character.code == '\n' || character.code == '\t' || character.code == '\r')
            result += ' ';
        else if (character.code == k_not_utf8 || is_control(character.code))
            result += k_replacement;
        else
            result += text.substr(0, character.bytes);
        text.remove_prefix(character.bytes);
    }
    return result;
}

bool has_right_to_left_letter(std::string_view text)
{
    while (!text.empty()) {
        const Character character = first_character(text);
        if (is_within(k_right_to_left, character.code))
            return true;
        text.remove_prefix(character.bytes);
    }
    return false;
}

std::string as_sentence(std::string_view sentence, Direction line, Digits digits)
{
    constexpr std::string_view k_isolates_begin_with = "\xE2\x81";
    // What is isolated runs against the line.
    const std::string_view start =
        line == Direction::right_to_left ? k_start_isolate : k_start_right_isolate;
    std::string result;
    const auto append = [&](std::string_view stretch) {
        for (const TextRun& run : direction_runs(stretch, line)) {
            const std::string text = with_digits(run.text, digits);
            result += run.is_isolated ? isolated(text, start) : text;
        }
    };
    std::size_t plain = 0;
    for (std::size_t at = sentence.find(k_isolates_begin_with); at != std::string_view::npos;
         at = sentence.find(k_isolates_begin_with, at)) {
        const std::size_t bytes = isolated_bytes(sentence.substr(at));
        if (bytes == 0) {
            at += k_isolates_begin_with.size();
            continue;
        }
        append(sentence.substr(plain, at - plain));
        result += sentence.substr(at, bytes);
        plain = at += bytes;
    }
    append(sentence.substr(plain));
    return result;
}

std::string as_cell(std::string_view text, Direction line, Digits digits)
{
    return as_line_of_cell(text, text, line, digits);
}

std::string as_line_of_cell(std::string_view part, std::string_view text, Direction line,
                            Digits digits)
{
    if (line == Direction::left_to_right)
        return as_sentence(part, line, digits);
    if (part.empty())
        return {};
    if (!has_right_to_left_letter(text))
        return isolated(with_digits(part, digits), k_start_isolate);
    // A sign or a number at the edge of Arabic words would go over to the next cell.
    const bool is_words_alone =
        std::ranges::all_of(part, [](char c) { return c == ' ' || (c & 0x80) != 0; });
    const std::string sentence = as_sentence(part, line, digits);
    return is_words_alone ? sentence : isolated(sentence, k_start_right_isolate);
}

std::string in_latin_digits(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        if (const auto digit = leading_digit(text)) {
            result += static_cast<char>('0' + digit->value);
            text.remove_prefix(digit->bytes);
        } else {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

std::string_view line_start(Direction direction)
{
    return direction == Direction::right_to_left ? k_right_mark : std::string_view();
}

}  // namespace taqwim::app
