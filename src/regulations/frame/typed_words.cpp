#include "regulations/frame/typed_words.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace taqwim {

namespace {

struct Character {
    char32_t point = 0;
    std::size_t bytes = 1;
};

// The character at the front of a text that is not empty. Text reaches the readers as checked
// UTF-8; a byte that is none stands for itself.
Character first_character(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto continues = [&](std::size_t i) {
        return i < text.size() && (byte(i) & 0xC0) == 0x80;
    };
    const auto low = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3F); };
    if ((byte(0) & 0xE0) == 0xC0 && continues(1))
        return {(static_cast<char32_t>(byte(0) & 0x1F) << 6) | low(1), 2};
    if ((byte(0) & 0xF0) == 0xE0 && continues(1) && continues(2))
        return {(static_cast<char32_t>(byte(0) & 0x0F) << 12) | (low(1) << 6) | low(2), 3};
    if ((byte(0) & 0xF8) == 0xF0 && continues(1) && continues(2) && continues(3))
        return {(static_cast<char32_t>(byte(0) & 0x07) << 18) | (low(1) << 12) | (low(2) << 6) |
                    low(3),
                4};
    return {byte(0), 1};
}

bool is_direction_mark(char32_t point)
{
    return point == 0x061C || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
           point == 0xFEFF;
}

bool is_blank(char32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x00A0 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x202F || point == 0x3000;
}

bool is_passed_over(char32_t point)
{
    const bool diacritic = (point >= 0x0610 && point <= 0x061A) ||
                           (point >= 0x064B && point <= 0x065F) || point == 0x0670;
    const bool tatweel = point == 0x0640;
    return diacritic || tatweel || is_direction_mark(point) || is_blank(point) || point == '.' ||
           point == '-' || point == '_' || point == '/';
}

// Letters that people write for one another.
char32_t common_form(char32_t point)
{
    switch (point) {
    case 0x0622:  // alef with madda, with hamza above and below, alef wasla
    case 0x0623:
    case 0x0625:
    case 0x0671: return 0x0627;
    case 0x0624:  // waw with hamza
        return 0x0648;
    case 0x0626:  // yeh with hamza, alef maqsura, Farsi yeh
    case 0x0649:
    case 0x06CC: return 0x064A;
    case 0x0629:  // teh marbuta
        return 0x0647;
    case 0x06A9:  // Farsi kaf
        return 0x0643;
    default: break;
    }
    if (point >= 'A' && point <= 'Z')
        return point - 'A' + 'a';
    if (point >= 0x0660 && point <= 0x0669)
        return point - 0x0660 + '0';
    if (point >= 0x06F0 && point <= 0x06F9)
        return point - 0x06F0 + '0';
    return point;
}

void append(std::string& text, char32_t point)
{
    const auto put = [&](char32_t byte) {
        text += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | (point >> 6));
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | (point >> 12));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3F));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

// How many letters must be put in, left out, exchanged or swapped with the next one to make one
// word of the other.
std::size_t slips(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t exchanged = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, exchanged});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string folded(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        text.remove_prefix(character.bytes);
        if (!is_passed_over(character.point))
            append(result, common_form(character.point));
    }
    return result;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known)
{
    constexpr std::size_t k_longest_word = 64;
    const std::string sought = folded(word);
    if (sought.empty() || sought.size() > k_longest_word)
        return {};
    std::string_view best;
    std::size_t fewest = sought.size() / 3 + 1;  // a slip or two, more in a long word
    for (const std::string_view candidate : known) {
        const std::string other = folded(candidate);
        if (other.size() > k_longest_word)
            continue;
        // The first words of a name ("absent" of "absent_on") are meant as often as a slip is made.
        const std::size_t count =
            other.starts_with(sought) && sought.size() >= 3 ? 1 : slips(sought, other);
        if (count <= fewest && (best.empty() || count < fewest)) {
            best = candidate;
            fewest = count;
        }
    }
    return best;
}

std::string joined(std::span<const std::string_view> words)
{
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty())
            text += ", ";
        text += word;
    }
    return text;
}

std::string offered(std::string_view word, std::span<const std::string_view> known)
{
    const std::string_view near = nearest(word, known);
    return near.empty() ? joined(known) : std::string(near);
}

}  // namespace taqwim
