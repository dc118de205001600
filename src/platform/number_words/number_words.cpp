#include "platform/number_words/number_words.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "core/refusal_codes.h"
#include "embedded/number_words.h"

namespace taqwim::number_words {

namespace {

constexpr int k_most = 9999;

using Key = std::tuple<std::string_view, std::string_view, int>;

std::string_view taken_word(std::string_view& line)
{
    const std::size_t length = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, length);
    line.remove_prefix(std::min(length + 1, line.size()));
    return word;
}

const std::map<Key, std::string_view>& words()
{
    static const std::map<Key, std::string_view> read = [] {
        std::map<Key, std::string_view> made;
        std::string_view text = embedded_number_words().front().text;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (line.empty() || line.front() == '#')
                continue;
            const std::string_view kind = taken_word(line);
            const std::string_view language = taken_word(line);
            const std::string_view number = taken_word(line);
            int value = 0;
            std::from_chars(number.data(), number.data() + number.size(), value);
            made.emplace(Key(kind, language, value), line);
        }
        return made;
    }();
    return read;
}

std::optional<std::string> found(std::string_view kind, std::string_view language, int number)
{
    const auto place = words().find(Key(kind, language, number));
    if (place == words().end())
        return std::nullopt;
    return std::string(place->second);
}

std::string word(std::string_view kind, std::string_view language, int number)
{
    return found(kind, language, number).value_or(std::string());
}

std::string_view name_of(Counted counted)
{
    return counted == Counted::mark ? "mark" : "point";
}

// What is left beside the whole number.
struct Fraction {
    int twelfths = 0;    // 3, 4, 6, 8, 9: a quarter, a third, a half …
    int hundredths = 0;  // else
};

std::optional<Fraction> fraction_of(const Exact& rest)
{
    for (const int twelfths : {3, 4, 6, 8, 9})
        if (rest == Exact::ratio(twelfths, 12))
            return Fraction{twelfths, 0};
    const Exact hundredths = rest * Exact(100);
    if (!hundredths.is_whole())
        return std::nullopt;
    return Fraction{0, static_cast<int>(hundredths.numerator())};
}

// ---- Arabic ----------------------------------------------------------------------------------------------------------

constexpr std::string_view k_and = " \xD9\x88";  // waw, written onto the word that follows

// Where the words for a noun of either gender stand.
struct Manner {
    std::string_view count;
    std::string_view beside;
    std::string_view noun;
};

// 1 to 99 of a noun: «درجة واحدة», «درجتان», «ثلاث درجات», «إحدى عشرة درجة», «ثمانٍ وعشرون درجة».
std::string arabic_below_hundred(int number, const Manner& manner)
{
    if (number <= 2)
        return word(manner.noun, "ar", number);
    if (number <= 10)
        return word(manner.count, "ar", number) + ' ' + word(manner.noun, "ar", 3);
    const std::string noun = ' ' + word(manner.noun, "ar", 11);
    if (number < 20)
        return word(manner.count, "ar", number) + noun;
    const std::string tens = word("tens", "ar", number - number % 10);
    if (number % 10 == 0)
        return tens + noun;
    return word(manner.beside, "ar", number % 10) + std::string(k_and) + tens + noun;
}

// Hundreds and thousands that end the number take the noun in the singular, and lose the end of their dual before it:
// «مئتا درجة», but «مئتان وثلاث درجات». One or two beyond them are counted by the noun itself: «مئة درجة ودرجتان».
std::string arabic_whole(int number, const Manner& manner)
{
    const int thousands = number - number % 1000;
    const int hundreds = number % 1000 - number % 100;
    const int rest = number % 100;
    const bool noun_follows = rest <= 2;
    std::string text;
    if (thousands > 0) {
        const bool is_before_noun = noun_follows && hundreds == 0;
        text = (is_before_noun ? found("thousands_before_noun", "ar", thousands) : std::nullopt)
                   .value_or(word("thousands", "ar", thousands));
    }
    if (hundreds > 0) {
        if (!text.empty())
            text += k_and;
        text += (noun_follows ? found("hundreds_before_noun", "ar", hundreds) : std::nullopt)
                    .value_or(word("hundreds", "ar", hundreds));
    }
    if (!text.empty() && noun_follows)
        text += ' ' + word(manner.noun, "ar", 11);
    if (rest > 0)
        text += (text.empty() ? "" : std::string(k_and)) + arabic_below_hundred(rest, manner);
    return text;
}

// Tenths and hundredths are counted as parts; «عُشر» would read as ten.
std::string arabic_fraction(const Fraction& fraction)
{
    if (fraction.twelfths != 0)
        return word("fraction", "ar", fraction.twelfths);
    const bool are_tenths = fraction.hundredths % 10 == 0;
    const int parts = are_tenths ? fraction.hundredths / 10 : fraction.hundredths;
    return arabic_below_hundred(parts, {"part_count", "part_beside", "part"}) + ' ' +
           word("of_parts", "ar", are_tenths ? 10 : 100);
}

std::string arabic(int whole, const Fraction& fraction, Counted counted)
{
    const Manner manner{"count", "beside", name_of(counted)};
    const bool has_fraction = fraction.twelfths != 0 || fraction.hundredths != 0;
    if (whole > 0)
        return arabic_whole(whole, manner) +
               (has_fraction ? std::string(k_and) + arabic_fraction(fraction) : std::string());
    if (!has_fraction)
        return word("zero", "ar", 0);
    if (fraction.twelfths == 0)
        return arabic_fraction(fraction) + ' ' +
               word(counted == Counted::mark ? "of_one_mark" : "of_one_point", "ar", 1);
    return found("fraction_before_noun", "ar", fraction.twelfths)
               .value_or(word("fraction", "ar", fraction.twelfths)) +
           ' ' + word(manner.noun, "ar", 11);
}

// ---- English ---------------------------------------------------------------------------------------------------------

std::string english_below_hundred(int number)
{
    if (number < 20)
        return word("count", "en", number);
    const std::string tens = word("tens", "en", number - number % 10);
    return number % 10 == 0 ? tens : tens + '-' + word("count", "en", number % 10);
}

std::string english_whole(int number)
{
    if (number == 0)
        return word("zero", "en", 0);
    std::string text;
    if (number >= 1000)
        text = word("count", "en", number / 1000) + ' ' + word("thousands", "en", 1000);
    if (number % 1000 >= 100)
        text += (text.empty() ? "" : " ") + word("count", "en", number % 1000 / 100) + ' ' +
                word("hundreds", "en", 100);
    if (number % 100 > 0)
        text += (text.empty() ? "" : " and ") + english_below_hundred(number % 100);
    return text;
}

std::string english(int whole, const Fraction& fraction, Counted counted)
{
    const std::string_view noun = name_of(counted);
    if (fraction.twelfths == 0 && fraction.hundredths == 0)
        return english_whole(whole) + ' ' + word(noun, "en", whole == 1 ? 1 : 2);
    if (fraction.twelfths != 0 && whole == 0)
        return word("fraction_before_noun", "en", fraction.twelfths) + ' ' + word(noun, "en", 1);
    std::string text = english_whole(whole);
    if (fraction.twelfths != 0) {
        text += " and " + word("fraction", "en", fraction.twelfths);
    } else {
        const int tenth = fraction.hundredths / 10;
        const int hundredth = fraction.hundredths % 10;
        text += ' ' + word("decimal", "en", 0) + ' ' + english_whole(tenth);
        if (hundredth != 0)
            text += ' ' + english_whole(hundredth);
    }
    return text + ' ' + word(noun, "en", 2);
}

}  // namespace

Result<std::string> in_words(const Exact& number, Language language, Counted counted)
{
    if (number < Exact(0))
        return Refusal{RefusalCode::mark_negative, {{"mark", number.to_text()}}, "", ""};
    if (number > Exact(k_most))
        return Refusal{
            RefusalCode::value_out_of_range,
            {{"value", number.to_text()}, {"minimum", "0"}, {"maximum", std::to_string(k_most)}},
            "",
            ""};
    const Exact reduced = number.reduced();
    const auto whole = static_cast<int>(reduced.numerator() / reduced.denominator());
    const auto fraction = fraction_of(reduced - Exact(whole));
    if (!fraction)
        return Refusal{RefusalCode::mark_too_many_decimals,
                       {{"mark", number.to_text()}, {"limit", "2"}},
                       "",
                       ""};
    return language == Language::arabic ? arabic(whole, *fraction, counted)
                                        : english(whole, *fraction, counted);
}

}  // namespace taqwim::number_words
