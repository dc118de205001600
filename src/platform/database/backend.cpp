#include "platform/database/backend.h"

#include <cstddef>

namespace taqwim::database {

namespace {

// The length of the UTF-8 character at the start of the text, 0 when there is none (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF).
std::size_t character_length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i) {
        return i < text.size() && (byte(i) & 0xC0U) == 0x80U;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return first == 0 ? 0 : 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (!follows(1) || !follows(2) || (first == 0xE0 && byte(1) < 0xA0) ||
            (first == 0xED && byte(1) > 0x9F))
            return 0;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (!follows(1) || !follows(2) || !follows(3) || (first == 0xF0 && byte(1) < 0x90) ||
            (first == 0xF4 && byte(1) > 0x8F))
            return 0;
        return 4;
    }
    return 0;
}

}  // namespace

bool is_collision(const StorageFault& fault)
{
    return fault.state() == "40001" || fault.state() == "40P01";
}

void check_rows(std::int64_t rows, std::int64_t expected, std::string_view sql)
{
    if (rows != expected)
        throw ProgramFault("a statement that must affect " + std::to_string(expected) +
                           " rows affected " + std::to_string(rows) + ": " + std::string(sql));
}

void check_name(std::string_view name)
{
    bool is_name = !name.empty();
    for (const char letter : name)
        is_name = is_name && ((letter >= 'a' && letter <= 'z') ||
                              (letter >= '0' && letter <= '9') || letter == '_');
    if (!is_name)
        throw ProgramFault("not the name of a table or a column: " + std::string(name));
}

void check_text(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        if (length == 0)
            throw StorageFault(FaultKind::check, "22021",
                               "a text is not UTF-8 or holds a zero byte");
        text.remove_prefix(length);
    }
}

}  // namespace taqwim::database
