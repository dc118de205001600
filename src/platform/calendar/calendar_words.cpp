#include "platform/calendar/calendar_words.h"

#include <array>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "core/digits.h"
#include "embedded/calendar.h"

namespace taqwim::calendar {

namespace {

struct Letter {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
};

// The character at the front. Bytes that are no UTF-8 are characters of their own, which no word has.
Letter leading_letter(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto continues = [&](std::size_t i) {
        return i < text.size() && (byte(i) & 0xC0U) == 0x80U;
    };
    if ((byte(0) & 0xE0U) == 0xC0U && continues(1))
        return {(byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if ((byte(0) & 0xF0U) == 0xE0U && continues(1) && continues(2))
        return {(byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    return {byte(0), 1};
}

bool is_left_out(std::uint32_t code)
{
    return (code >= 0x064B && code <= 0x0655) || code == 0x0670 || code == 0x0640 ||  // tashkeel
           code == 0x061C || (code >= 0x200B && code <= 0x200F) ||  // direction marks
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xFEFF || code == '\'' || code == 0x2018 || code == 0x2019 || code == 0x02BB ||
           code == 0x02BC || code == 0x02BF || code == 0x02BE;
}

bool is_blank(std::uint32_t code)
{
    return code == ' ' || code == '\t' || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x202F || code == 0x3000;
}

// What the letter is compared as, in UTF-8.
std::string_view as_compared(std::uint32_t code)
{
    switch (code) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671: return "\xD8\xA7";  // alef
    case 0x0649:
    case 0x06CC: return "\xD9\x8A";  // yeh
    case 0x0629:
    case 0x06C1:
    case 0x06BE: return "\xD9\x87";  // heh
    case 0x060C: return ",";         // the Arabic comma
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212: return "-";
    case 0x2044:
    case 0x2215:
    case 0x060D: return "/";  // the Arabic date separator
    default: return {};
    }
}

bool is_letter_byte(char one)
{
    return (one >= 'a' && one <= 'z') || static_cast<unsigned char>(one) >= 0x80;
}

struct Words {
    std::map<std::string, WordMeaning, std::less<>> meanings;
    std::map<std::tuple<WordKind, int, WordLanguage>, std::string> written;
};

std::string without_blanks(std::string_view text)
{
    std::string kept;
    for (const char one : text)
        if (one != ' ')
            kept += one;
    return kept;
}

const Words& words()
{
    static const Words read = [] {
        constexpr std::array<std::pair<std::string_view, WordKind>, 6> kinds = {
            {{"hijri", WordKind::hijri_month},
             {"gregorian", WordKind::gregorian_month},
             {"weekday", WordKind::weekday},
             {"mark", WordKind::mark},
             {"filler", WordKind::filler},
             {"same", WordKind::same}}};
        Words made;
        std::string_view text = embedded_calendar().front().text;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (line.empty() || line.front() == '#')
                continue;
            std::array<std::string_view, 3> fields;
            for (std::string_view& field : fields) {
                const std::size_t blank = std::min(line.find(' '), line.size());
                field = line.substr(0, blank);
                line.remove_prefix(std::min(blank + 1, line.size()));
            }
            int number = 0;
            std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), number);
            const WordLanguage language =
                fields[1] == "ar" ? WordLanguage::arabic : WordLanguage::english;
            for (const auto& [name, kind] : kinds)
                if (name == fields[0]) {
                    made.meanings.emplace(without_blanks(folded(line)), WordMeaning{kind, number});
                    made.written.emplace(std::tuple(kind, number, language), line);
                }
        }
        return made;
    }();
    return read;
}

}  // namespace

std::string folded(std::string_view text)
{
    std::string form;
    while (!text.empty()) {
        if (const auto digit = leading_digit(text)) {
            form += static_cast<char>('0' + digit->value);
            text.remove_prefix(digit->bytes);
            continue;
        }
        const Letter letter = leading_letter(text);
        const std::string_view bytes = text.substr(0, letter.bytes);
        text.remove_prefix(letter.bytes);
        if (is_left_out(letter.code))
            continue;
        if (is_blank(letter.code))
            form += ' ';
        else if (const std::string_view other = as_compared(letter.code); !other.empty())
            form += other;
        else if (letter.code >= 'A' && letter.code <= 'Z')
            form += static_cast<char>(letter.code - 'A' + 'a');
        else
            form += bytes;
    }
    std::string joined;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool is_within_word = form[i] == '-' && i > 0 && i + 1 < form.size() &&
                                    is_letter_byte(form[i - 1]) && is_letter_byte(form[i + 1]);
        if (!is_within_word)
            joined += form[i];
    }
    return joined;
}

std::optional<WordMeaning> meaning_of(std::string_view word)
{
    const auto found = words().meanings.find(word);
    if (found == words().meanings.end())
        return std::nullopt;
    return found->second;
}

std::string_view word_for(WordKind kind, int number, WordLanguage language)
{
    const auto found = words().written.find(std::tuple(kind, number, language));
    return found == words().written.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace taqwim::calendar
