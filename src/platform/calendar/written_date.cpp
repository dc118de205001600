#include "platform/calendar/written_date.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/calendar/calendar_words.h"

namespace taqwim::calendar {

namespace {

// Nothing that is longer is a date; it need not be taken apart.
constexpr std::size_t k_longest = 200;

struct Token {
    enum class Kind : std::uint8_t { number, word, separator } kind;
    std::string text;                    // of a number its digits, of a separator its sign
    std::optional<WordMeaning> meaning;  // of a word
};

bool is_digit(char one)
{
    return one >= '0' && one <= '9';
}

bool is_letter(char one)
{
    return (one >= 'a' && one <= 'z') || static_cast<unsigned char>(one) >= 0x80;
}

// Numbers, separators and words of calendar_words.txt, of which the longest that fits is taken («جمادى الآخرة» is one).
// Nothing when anything else stands there.
std::optional<std::vector<Token>> tokens_of(std::string_view form)
{
    constexpr std::size_t k_most_words = 4;
    std::vector<Token> tokens;
    std::vector<std::string> pending;  // words that were not given a meaning yet
    const auto settle_words = [&] {
        for (std::size_t at = 0; at < pending.size();) {
            std::size_t taken = 0;
            for (std::size_t count = std::min(k_most_words, pending.size() - at); count > 0;
                 --count) {
                std::string joined;
                for (std::size_t i = at; i < at + count; ++i)
                    joined += pending[i];
                if (const auto meaning = meaning_of(joined)) {
                    tokens.push_back({Token::Kind::word, joined, meaning});
                    taken = count;
                    break;
                }
            }
            if (taken == 0)
                return false;
            at += taken;
        }
        pending.clear();
        return true;
    };
    while (!form.empty()) {
        const char first = form.front();
        std::size_t length = 1;
        if (is_digit(first) || is_letter(first)) {
            const auto belongs = is_digit(first) ? &is_digit : &is_letter;
            while (length < form.size() && belongs(form[length]))
                ++length;
        }
        const std::string text(form.substr(0, length));
        form.remove_prefix(length);
        if (is_letter(first)) {
            pending.push_back(text);
            continue;
        }
        // A comma or full stop after a word or a day says nothing: "Nov 22, 2026".
        if (first == ' ' || first == ',')
            continue;
        if (!settle_words())
            return std::nullopt;
        if (is_digit(first))
            tokens.push_back({Token::Kind::number, text, std::nullopt});
        else if (first == '/' || first == '-' || first == '.')
            tokens.push_back({Token::Kind::separator, text, std::nullopt});
        else
            return std::nullopt;
    }
    if (!settle_words())
        return std::nullopt;
    return tokens;
}

bool is_word(const Token& token, WordKind kind)
{
    return token.kind == Token::Kind::word && token.meaning->kind == kind;
}

bool is_month(const Token& token)
{
    return is_word(token, WordKind::hijri_month) || is_word(token, WordKind::gregorian_month);
}

// A day or a month has one or two digits, a year four.
std::optional<int> number_of(const Token& token, std::size_t least, std::size_t most)
{
    if (token.kind != Token::Kind::number || token.text.size() < least || token.text.size() > most)
        return std::nullopt;
    return std::stoi(token.text);
}

struct Parts {
    int year = 0;
    int month = 0;
    int day = 0;
    std::optional<CalendarKind> calendar;  // when a month's name or a mark says it
};

// Three tokens, the year first or last.
std::optional<Parts> parts_of(const std::array<Token, 3>& three)
{
    const auto year_first = number_of(three[0], 4, 4);
    const auto year_last = number_of(three[2], 4, 4);
    if (year_first.has_value() == year_last.has_value())
        return std::nullopt;
    Parts parts;
    parts.year = year_first ? *year_first : *year_last;
    // "Nov 22, 2026": the one order in which the month may stand before the day, as its name tells them apart.
    const bool is_name_first = year_last && is_month(three[0]);
    const Token& month = is_name_first ? three[0] : three[1];
    const Token& day = year_first ? three[2] : is_name_first ? three[1] : three[0];
    const auto day_number = number_of(day, 1, 2);
    if (!day_number)
        return std::nullopt;
    parts.day = *day_number;
    if (is_month(month)) {
        parts.month = month.meaning->number;
        parts.calendar = month.meaning->kind == WordKind::hijri_month ? CalendarKind::hijri
                                                                      : CalendarKind::gregorian;
        return parts;
    }
    const auto month_number = number_of(month, 1, 2);
    if (!month_number)
        return std::nullopt;
    parts.month = *month_number;
    return parts;
}

// One date: an optional day of the week, three parts with the same separator or none between them, an optional mark.
std::optional<WrittenDate> date_of(std::span<const Token> tokens, const UmmAlQuraTable& table)
{
    std::optional<int> weekday;
    std::optional<CalendarKind> mark;
    std::vector<Token> rest;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (is_word(token, WordKind::filler))
            continue;
        if (is_word(token, WordKind::weekday)) {
            if (weekday || !rest.empty())
                return std::nullopt;
            weekday = token.meaning->number;
            continue;
        }
        if (is_word(token, WordKind::mark)) {
            // It stands at the end.
            if (mark || i + 1 != tokens.size())
                return std::nullopt;
            mark = token.meaning->number == 1 ? CalendarKind::hijri : CalendarKind::gregorian;
            continue;
        }
        rest.push_back(token);
    }
    const bool has_separators = rest.size() == 5;
    if (has_separators && (rest[1].kind != Token::Kind::separator || rest[1].text != rest[3].text ||
                           rest[3].kind != Token::Kind::separator))
        return std::nullopt;
    if (!has_separators && rest.size() != 3)
        return std::nullopt;
    const std::size_t step = has_separators ? 2 : 1;
    const auto parts = parts_of({rest[0], rest[step], rest[2 * step]});
    if (!parts)
        return std::nullopt;
    // Three numbers without anything between them are no date.
    if (!has_separators && !parts->calendar)
        return std::nullopt;

    const bool is_hijri = parts->year >= k_first_hijri_year && parts->year <= k_last_hijri_year;
    const CalendarKind calendar = is_hijri ? CalendarKind::hijri : CalendarKind::gregorian;
    if ((parts->calendar && *parts->calendar != calendar) || (mark && *mark != calendar))
        return std::nullopt;
    std::optional<Day> day;
    std::optional<HijriDate> hijri;
    if (is_hijri) {
        hijri = HijriDate{parts->year, parts->month, parts->day};
        day = table.from_hijri(*hijri);
    } else {
        day = Day::of(parts->year, parts->month, parts->day);
    }
    // The first Hijri years of the table are before the first Gregorian year that a day may have.
    if (!day || day->year() < k_first_gregorian_year)
        return std::nullopt;
    if (weekday && static_cast<int>(day->weekday()) + 1 != *weekday)
        return std::nullopt;
    return WrittenDate{*day, calendar, hijri};
}

std::optional<WrittenDate> date_in(std::string_view text, const UmmAlQuraTable& table)
{
    if (text.size() > k_longest)
        return std::nullopt;
    std::string form = folded(text);
    while (form.ends_with(' '))
        form.pop_back();
    for (const std::string_view midnight : {" 00:00:00", "t00:00:00"})
        if (form.ends_with(midnight)) {
            form.resize(form.size() - midnight.size());
            break;
        }
    const auto tokens = tokens_of(form);
    if (!tokens)
        return std::nullopt;
    const auto between = std::find_if(tokens->begin(), tokens->end(), [](const Token& token) {
        return is_word(token, WordKind::same);
    });
    const auto first = date_of({tokens->begin(), between}, table);
    if (between == tokens->end() || !first)
        return first;
    const auto second = date_of({between + 1, tokens->end()}, table);
    if (!second || second->day != first->day)
        return std::nullopt;
    return first;
}

WordLanguage language_of(DateLanguage language)
{
    return language == DateLanguage::arabic ? WordLanguage::arabic : WordLanguage::english;
}

std::string two_digits(int number)
{
    const std::string text = std::to_string(number);
    return text.size() < 2 ? '0' + text : text;
}

}  // namespace

Result<WrittenDate> read_date(std::string_view text, std::string_view field,
                              const UmmAlQuraTable& table)
{
    if (auto date = date_in(text, table))
        return *date;
    return Refusal{RefusalCode::value_not_a_date,
                   {{"value", std::string(text.substr(0, k_longest))}},
                   std::string(field),
                   ""};
}

std::optional<std::string> write_date(Day day, const DateForm& form, const UmmAlQuraTable& table)
{
    const bool is_hijri = form.calendar == CalendarKind::hijri;
    CivilDate date = day.civil();
    if (is_hijri) {
        const auto hijri = table.to_hijri(day);
        if (!hijri)
            return std::nullopt;
        date = {hijri->year, hijri->month, hijri->day};
    } else if (date.year < k_first_gregorian_year || date.year > k_last_gregorian_year) {
        return std::nullopt;
    }
    const bool is_arabic = form.language == DateLanguage::arabic;
    std::string text;
    if (form.style == DateStyle::numeric) {
        const std::string separator = is_arabic ? "/" : "-";
        text = std::to_string(date.year) + separator + two_digits(date.month) + separator +
               two_digits(date.day);
    } else {
        if (form.style == DateStyle::weekday)
            text.append(weekday_name(day.weekday(), form.language)).append(" ");
        text += std::to_string(date.day) + ' ';
        text.append(month_name(form.calendar, date.month, form.language));
        text += ' ' + std::to_string(date.year);
    }
    // English readers take a year without a mark for a Gregorian one.
    if (is_arabic || is_hijri)
        text.append(" ").append(
            word_for(WordKind::mark, is_hijri ? 1 : 2, language_of(form.language)));
    return with_digits(text, form.digits);
}

std::string_view month_name(CalendarKind calendar, int month, DateLanguage language)
{
    return word_for(calendar == CalendarKind::hijri ? WordKind::hijri_month
                                                    : WordKind::gregorian_month,
                    month, language_of(language));
}

std::string_view weekday_name(Weekday weekday, DateLanguage language)
{
    return word_for(WordKind::weekday, static_cast<int>(weekday) + 1, language_of(language));
}

std::string with_digits(std::string_view text, DigitSet digits)
{
    if (digits == DigitSet::ascii)
        return std::string(text);
    std::string written;
    for (const char one : text) {
        if (is_digit(one)) {
            written += '\xD9';  // U+0660 and on
            written += static_cast<char>(0xA0 + (one - '0'));
        } else {
            written += one;
        }
    }
    return written;
}

}  // namespace taqwim::calendar
