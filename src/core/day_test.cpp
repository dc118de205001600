#include "core/day.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

using taqwim::CivilDate;
using taqwim::Day;
using taqwim::Weekday;

namespace {

Day day(std::string_view iso)
{
    const std::optional<Day> read = Day::parse(iso);
    REQUIRE_MESSAGE(read.has_value(), std::string(iso));
    return *read;
}

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// The digits as ASCII, found by another way than the parser's: by whole characters.
std::string in_ascii_digits(std::string text)
{
    constexpr std::string_view arabic_indic = "٠١٢٣٤٥٦٧٨٩";
    constexpr std::string_view extended = "۰۱۲۳۴۵۶۷۸۹";
    for (std::size_t digit = 0; digit < 10; ++digit) {
        const std::string ascii(1, static_cast<char>('0' + static_cast<int>(digit)));
        text = replaced(text, arabic_indic.substr(digit * 2, 2), ascii);
        text = replaced(text, extended.substr(digit * 2, 2), ascii);
    }
    return text;
}

}  // namespace

TEST_CASE("A day is known by the number of days since 1970-01-01")
{
    CHECK(Day::of(1970, 1, 1)->number == 0);
    CHECK(Day::of(1970, 1, 2)->number == 1);
    CHECK(Day::of(1969, 12, 31)->number == -1);
    CHECK(Day::of(2000, 3, 1)->number == 11017);
    CHECK(Day::of(1900, 1, 1)->number == -25567);
    CHECK(Day::of(2038, 1, 19)->number == 24855);

    static_assert(Day::of(2023, 7, 19)->number == 19557);
    static_assert(Day{19557}.civil() == CivilDate{2023, 7, 19});
}

TEST_CASE("Every day from 1900 to 2200 follows the one before it, and its text reads back")
{
    // 1900-01-01 was a Monday. Counted here one by one, by the rule of the calendar alone.
    CivilDate date{1900, 1, 1};
    int weekday = 1;
    std::int32_t number = -25567;
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int wrong = 0;
    int days = 0;
    while (date.year <= 2200) {
        const std::optional<Day> found = Day::of(date.year, date.month, date.day);
        REQUIRE(found.has_value());
        if (found->number != number || found->civil() != date || found->year() != date.year ||
            found->month() != date.month || found->day_of_month() != date.day ||
            found->weekday() != static_cast<Weekday>(weekday) ||
            Day::parse(found->to_text()) != found)
            ++wrong;

        ++days;
        ++number;
        weekday = (weekday + 1) % 7;
        const bool leap = date.year == 2000 || (date.year % 4 == 0 && date.year % 100 != 0);
        const int length = lengths[date.month - 1] + (leap && date.month == 2 ? 1 : 0);
        CHECK_MESSAGE(length == taqwim::days_in_month(date.year, date.month), date.month);
        if (++date.day > length) {
            CHECK_FALSE(Day::of(date.year, date.month, date.day).has_value());
            date.day = 1;
            if (++date.month > 12) {
                date.month = 1;
                ++date.year;
            }
        }
    }
    CHECK(wrong == 0);
    // 301 years of 365 days and 73 leap days: every fourth year, but not 1900, 2100 and 2200.
    CHECK(days == 301 * 365 + 73);
}

TEST_CASE("Known days fall on their known weekdays")
{
    CHECK(day("1970-01-01").weekday() == Weekday::thursday);
    CHECK(day("1969-12-31").weekday() == Weekday::wednesday);
    CHECK(day("2000-01-01").weekday() == Weekday::saturday);
    CHECK(day("1900-01-01").weekday() == Weekday::monday);
    CHECK(day("2023-07-19").weekday() == Weekday::wednesday);
    CHECK(day("2024-02-29").weekday() == Weekday::thursday);
    CHECK(day("2025-06-26").weekday() == Weekday::thursday);
    CHECK(day("2026-11-21").weekday() == Weekday::saturday);
    CHECK(day("2026-11-22").weekday() == Weekday::sunday);
    CHECK(static_cast<int>(Weekday::sunday) == 0);
    CHECK(static_cast<int>(Weekday::saturday) == 6);
}

TEST_CASE("A date that does not exist or is outside 1900 to 2200 is refused")
{
    CHECK(Day::of(2024, 2, 29).has_value());
    CHECK(Day::of(2000, 2, 29).has_value());
    CHECK_FALSE(Day::of(2023, 2, 29).has_value());
    CHECK_FALSE(Day::of(1900, 2, 29).has_value());
    CHECK_FALSE(Day::of(2100, 2, 29).has_value());
    CHECK_FALSE(Day::of(2200, 2, 29).has_value());
    CHECK_FALSE(Day::of(2024, 2, 30).has_value());
    CHECK_FALSE(Day::of(2023, 4, 31).has_value());
    CHECK_FALSE(Day::of(2023, 1, 32).has_value());
    CHECK_FALSE(Day::of(2023, 1, 0).has_value());
    CHECK_FALSE(Day::of(2023, 1, -1).has_value());
    CHECK_FALSE(Day::of(2023, 0, 1).has_value());
    CHECK_FALSE(Day::of(2023, 13, 1).has_value());
    CHECK_FALSE(Day::of(2023, -1, 1).has_value());

    CHECK(Day::of(1900, 1, 1).has_value());
    CHECK(Day::of(2200, 12, 31).has_value());
    CHECK_FALSE(Day::of(1899, 12, 31).has_value());
    CHECK_FALSE(Day::of(2201, 1, 1).has_value());
    CHECK_FALSE(Day::of(1446, 9, 1).has_value());
    CHECK_FALSE(Day::of(std::numeric_limits<int>::max(), 1, 1).has_value());
    CHECK_FALSE(Day::of(std::numeric_limits<int>::min(), 1, 1).has_value());
}

TEST_CASE("A date is read in ASCII, Arabic-Indic and Extended Arabic-Indic digits")
{
    const Day expected = *Day::of(2023, 7, 19);
    CHECK(Day::parse("2023-07-19") == expected);
    CHECK(Day::parse("٢٠٢٣-٠٧-١٩") == expected);
    CHECK(Day::parse("۲۰۲۳-۰۷-۱۹") == expected);
    CHECK(Day::parse("2023-٠٧-۱۹") == expected);
    CHECK(Day::parse("١٩٤٥-٠٨-٠٦") == *Day::of(1945, 8, 6));
    CHECK(Day::parse("۱۹۴۵-۰۸-۰۶") == *Day::of(1945, 8, 6));
    CHECK(expected.to_text() == "2023-07-19");
}

TEST_CASE("Text that is not exactly a date is refused")
{
    for (const std::string_view text : {"",
                                        "-",
                                        "--",
                                        "2023",
                                        "2023-07",
                                        "2023-07-",
                                        "2023-07-1",
                                        "2023-7-19",
                                        "23-07-19",
                                        "2023-07-190",
                                        "02023-07-19",
                                        "2023-007-19",
                                        "2023-07-19-",
                                        "2023-07-19 ",
                                        " 2023-07-19",
                                        "2023-07-19\n",
                                        "2023-07-19T00:00",
                                        "2023/07/19",
                                        "2023.07.19",
                                        "20230719",
                                        "2023-07 19",
                                        "2023--7-19",
                                        "-023-07-19",
                                        "+023-07-19",
                                        "2023-+7-19",
                                        "2023-07--9",
                                        "2O23-07-19",
                                        "19-07-2023",
                                        "2023-13-01",
                                        "2023-00-10",
                                        "2023-02-29",
                                        "2023-06-31",
                                        "2023-06-00",
                                        "1899-12-31",
                                        "2201-01-01",
                                        "0000-01-01",
                                        "9999-12-31",
                                        "yyyy-mm-dd",
                                        "٢٠٢٣-٠٧-١",
                                        "٢٠٢٣−٠٧−١٩",
                                        "２０２３-07-19",
                                        "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA3-07-1\xD9",
                                        "2023-07-1\xDB",
                                        "\xD9",
                                        "2023-07-1\xD9\xAA",
                                        "2023-07-1\xDB\xAF",
                                        "2023-07-1\xDB\xBA"}) {
        CAPTURE(text);
        CHECK_FALSE(Day::parse(text).has_value());
    }
    CHECK_FALSE(Day::parse(std::string_view("2023-07-19\0", 11)).has_value());
    CHECK_FALSE(Day::parse(std::string_view("2023\0"
                                            "07-19",
                                            10))
                    .has_value());
    // The view ends where it says, not where its text does.
    CHECK_FALSE(Day::parse(std::string_view("2023-07-19").substr(0, 9)).has_value());
    CHECK(Day::parse(std::string_view("2023-07-195").substr(0, 10)).has_value());
}

TEST_CASE("Whatever text is read as a date says that date")
{
    // A fixed seed, and no distribution of the library's: these differ between libraries.
    constexpr std::uint32_t k_seed = 20230719;
    CAPTURE(k_seed);
    std::mt19937 random(k_seed);
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    constexpr std::string_view seeds[] = {"2023-07-19", "2024-02-29", "٢٠٢٣-٠٧-١٩", "۲۰۲۳-۱۲-۳۱",
                                          "1900-01-01"};
    constexpr std::string_view pieces[] = {"0",    "1",    "2", "3", "9", "-", "--", " ",
                                           "٠",    "١",    "٣", "٩", "۰", "۲", "۹",  "\xD9",
                                           "\xDB", "\xA0", "/", "+", "a", "−", "０"};
    int accepted = 0;
    for (int round = 0; round < 200'000; ++round) {
        std::string text(seeds[below(std::size(seeds))]);
        const std::size_t changes = below(4);
        for (std::size_t change = 0; change < changes; ++change) {
            const std::string_view piece = pieces[below(std::size(pieces))];
            const std::size_t at = below(text.size() + 1);
            const std::size_t removed = below(3);
            text.replace(at, removed, piece);
        }
        const std::optional<Day> read = Day::parse(text);
        if (!read)
            continue;
        ++accepted;
        if (read->to_text() != in_ascii_digits(text)) {
            CAPTURE(text);
            CHECK(read->to_text() == in_ascii_digits(text));
        }
    }
    // Enough were read, and enough refused, for this to say something.
    CHECK(accepted > 20'000);
    CHECK(accepted < 180'000);
}

TEST_CASE("Days are added, subtracted and compared by their number")
{
    CHECK(day("2024-02-28") + 1 == day("2024-02-29"));
    CHECK(day("2024-02-28") + 2 == day("2024-03-01"));
    CHECK(day("2023-12-31") + 1 == day("2024-01-01"));
    CHECK(day("2024-01-01") - 1 == day("2023-12-31"));
    CHECK(day("2024-01-01") + -1 == day("2023-12-31"));
    CHECK(day("2024-03-01") - day("2023-03-01") == 366);
    CHECK(day("2023-03-01") - day("2024-03-01") == -366);
    CHECK(day("2023-03-01") < day("2023-03-02"));
    CHECK(day("2023-03-01") >= day("2023-03-01"));
    CHECK(day("1969-01-01") < day("1970-01-01"));
}

TEST_CASE("A day that arithmetic brings before 1900 keeps its place and its text")
{
    const Day before = day("1900-01-01") - 1;
    CHECK(before.civil() == CivilDate{1899, 12, 31});
    CHECK(before.to_text() == "1899-12-31");
    CHECK(day("1900-01-01").plus_years(-1900).to_text() == "0000-01-01");
    CHECK(day("1900-01-01").plus_years(-1901).to_text() == "-0001-01-01");
    CHECK(day("1900-02-28").plus_months(-1).to_text() == "1900-01-28");
}

TEST_CASE("A day count that leaves its range is refused, never wrapped")
{
    constexpr Day last{std::numeric_limits<std::int32_t>::max()};
    constexpr Day first{std::numeric_limits<std::int32_t>::min()};
    constexpr int most = std::numeric_limits<int>::max();
    CHECK_THROWS_AS(static_cast<void>(last + 1), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(first - 1), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(first + std::numeric_limits<int>::min()),
                    std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(first - std::numeric_limits<int>::max()),
                    std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(last - first), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(Day{0}.plus_years(most)), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(Day{0}.plus_years(-most)), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(Day{0}.plus_months(most)), std::overflow_error);
    CHECK(last.civil() == CivilDate{5881580, 7, 11});
    CHECK(first.civil() == CivilDate{-5877641, 6, 23});
}

TEST_CASE("KW-32: 29 February is followed, in a common year, by the year's end on 1 March")
{
    CHECK(day("2016-02-29").plus_years(1) == day("2017-03-01"));
    CHECK(day("2016-02-29").plus_years(3) == day("2019-03-01"));
    CHECK(day("2016-02-29").plus_years(4) == day("2020-02-29"));
    CHECK(day("2016-02-29").plus_years(84) == day("2100-03-01"));
    CHECK(day("2016-02-29").plus_years(-1) == day("2015-03-01"));
    CHECK(day("2016-02-29").plus_years(0) == day("2016-02-29"));
    CHECK(day("2015-02-28").plus_years(1) == day("2016-02-28"));
    CHECK(day("2015-03-01").plus_years(1) == day("2016-03-01"));
    static_assert(Day::of(2016, 2, 29)->plus_years(6) == Day::of(2022, 3, 1));
}

TEST_CASE("A year later every other date has the same month and day")
{
    for (Day from = day("2019-01-01"); from <= day("2024-12-31"); from = from + 1) {
        for (const int years : {-100, -5, -1, 1, 4, 6, 18, 100}) {
            const CivilDate date = from.civil();
            const Day to = from.plus_years(years);
            CAPTURE(from.to_text());
            CAPTURE(years);
            if (date.month == 2 && date.day == 29 && !taqwim::is_leap_year(date.year + years))
                CHECK(to.civil() == CivilDate{date.year + years, 3, 1});
            else
                CHECK(to.civil() == CivilDate{date.year + years, date.month, date.day});
        }
    }
}

TEST_CASE("A month later is the same day of the month, or the month's last")
{
    CHECK(day("2023-01-31").plus_months(1) == day("2023-02-28"));
    CHECK(day("2024-01-31").plus_months(1) == day("2024-02-29"));
    CHECK(day("2024-01-29").plus_months(1) == day("2024-02-29"));
    CHECK(day("2023-01-28").plus_months(1) == day("2023-02-28"));
    CHECK(day("2023-08-31").plus_months(1) == day("2023-09-30"));
    CHECK(day("2023-12-15").plus_months(1) == day("2024-01-15"));
    CHECK(day("2023-11-30").plus_months(3) == day("2024-02-29"));
    CHECK(day("2024-02-29").plus_months(12) == day("2025-02-28"));
    CHECK(day("2024-02-29").plus_months(48) == day("2028-02-29"));
    CHECK(day("2024-03-31").plus_months(-1) == day("2024-02-29"));
    CHECK(day("2024-01-15").plus_months(-1) == day("2023-12-15"));
    CHECK(day("2024-01-15").plus_months(-13) == day("2022-12-15"));
    CHECK(day("2024-01-31").plus_months(0) == day("2024-01-31"));
}
