#include "core/trimmed.h"

#include <cstddef>

namespace taqwim {

namespace {

unsigned char byte_at(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

// How many bytes the blank or mark takes that stands at the front of the text; 0 when something
// visible stands there.
std::size_t unseen_bytes(std::string_view text)
{
    const unsigned char first = byte_at(text, 0);
    if (first == ' ' || (first >= '\t' && first <= '\r'))
        return 1;
    if (text.size() >= 2) {
        const unsigned char second = byte_at(text, 1);
        if ((first == 0xC2 && second == 0xA0) ||
            (first == 0xD8 && second == 0x9C))  // U+00A0, U+061C
            return 2;
    }
    if (text.size() >= 3) {
        const unsigned char second = byte_at(text, 1);
        const unsigned char third = byte_at(text, 2);
        if (first == 0xE2 && second == 0x80)  // U+2000 to U+200F, U+202A to U+202F
            return (third >= 0x80 && third <= 0x8F) || (third >= 0xAA && third <= 0xAF) ? 3 : 0;
        if (first == 0xE2 && second == 0x81)  // U+205F, U+2066 to U+2069
            return third == 0x9F || (third >= 0xA6 && third <= 0xA9) ? 3 : 0;
        if ((first == 0xE3 && second == 0x80 && third == 0x80) ||
            (first == 0xEF && second == 0xBB && third == 0xBF))
            return 3;  // U+3000, U+FEFF
    }
    return 0;
}

// Almost every text begins and ends with a letter or a digit.
bool is_seen(char end)
{
    return end > ' ' && static_cast<unsigned char>(end) < 0x80;
}

}  // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && !is_seen(text.front())) {
        const std::size_t bytes = unseen_bytes(text);
        if (bytes == 0)
            break;
        text.remove_prefix(bytes);
    }
    while (!text.empty() && !is_seen(text.back())) {
        std::size_t bytes = 0;
        for (std::size_t length = 1; length <= 3 && length <= text.size() && bytes == 0; ++length)
            if (unseen_bytes(text.substr(text.size() - length)) == length)
                bytes = length;
        if (bytes == 0)
            break;
        text.remove_suffix(bytes);
    }
    return text;
}

}  // namespace taqwim
