// A day and nothing smaller: no hour, no time zone, no clock. What "today" is comes from the
// caller as an argument, so a rule gives the same answer on any machine and in any year.
//
//   Day        a count of days; the type that rules and stores hold and compare
//   CivilDate  the same day taken apart into year, month and day of the Gregorian calendar
//
// Text and numbers typed by people come in through Day::parse and Day::of, which refuse what is
// not a real day of the years 1900 to 2200. Hijri dates are in hijri.h, school years in
// school_year.h.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/digits.h"

namespace taqwim {

enum class Weekday : std::uint8_t {
    sunday,
    monday,
    tuesday,
    wednesday,
    thursday,
    friday,
    saturday,
};

// A year, month (1 to 12) and day of the month of the proleptic Gregorian calendar, as they are
// written. It promises nothing about the day existing: Day::of decides that.
struct CivilDate {
    int year;
    int month;
    int day;

    friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

[[nodiscard]] constexpr bool is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// The days of a Gregorian month. `month` is 1 to 12.
[[nodiscard]] constexpr int days_in_month(int year, int month)
{
    if (month == 2)
        return is_leap_year(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// The years in which the dates of a school fall, its oldest papers included. Another year, such as
// 0215 for 2015 or a Hijri 1446 in a Gregorian field, is a slip: Day::of and Day::parse refuse it.
inline constexpr int k_first_gregorian_year = 1900;
inline constexpr int k_last_gregorian_year = 2200;

struct Day {
    // Days since 1970-01-01, negative before it. This is what stores keep.
    std::int32_t number;

    // The day of this date, or nothing when there is no such day or its year is not between
    // k_first_gregorian_year and k_last_gregorian_year.
    [[nodiscard]] static constexpr std::optional<Day> of(int year, int month, int day);

    // Reads exactly YYYY-MM-DD, in any of the digits that digits.h names. Nothing for any other
    // text, blanks around it included, and for a date that Day::of refuses.
    [[nodiscard]] static std::optional<Day> parse(std::string_view iso);

    // YYYY-MM-DD in ASCII digits. Day::parse reads it back for every day of the years that
    // Day::of accepts.
    [[nodiscard]] std::string to_text() const;

    [[nodiscard]] constexpr CivilDate civil() const;
    [[nodiscard]] constexpr int year() const { return civil().year; }
    [[nodiscard]] constexpr int month() const { return civil().month; }
    [[nodiscard]] constexpr int day_of_month() const { return civil().day; }
    [[nodiscard]] constexpr Weekday weekday() const;

    // The same date `years` later (earlier when negative). A 29 February whose target year has
    // none becomes 1 March, so that a year is complete only once all its days have passed: KW-32.
    [[nodiscard]] constexpr Day plus_years(int years) const;

    // The same day of the month `months` later (earlier when negative), or that month's last day
    // when it is too short. Unlike plus_years it never runs into the next month.
    [[nodiscard]] constexpr Day plus_months(int months) const;

    friend constexpr auto operator<=>(const Day&, const Day&) = default;
};

// The number of days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] constexpr int operator-(Day to, Day from);

// `days` days after (before when negative). Like plus_years and plus_months these may leave the
// years that Day::of accepts, and throw std::overflow_error rather than wrap when the count of
// days itself has no room left.
[[nodiscard]] constexpr Day operator+(Day day, int days);
[[nodiscard]] constexpr Day operator-(Day day, int days);

// What the text forms of days, school years and Hijri dates have in common.
namespace date_text {

// Reads numbers of exactly these many digits (9 at most), joined by single hyphens, and nothing
// else before, between or after. The kinds of digits in digits.h may stand together: which
// keyboard wrote them does not change the number.
template <std::size_t N>
[[nodiscard]] std::optional<std::array<int, N>> numbers(std::string_view text,
                                                        const std::array<int, N>& widths);

// The number in ASCII digits, filled with zeros on the left up to `width` digits.
[[nodiscard]] std::string padded(int number, std::size_t width);

}  // namespace date_text

// From here on: how it is done.

namespace day_count {

[[nodiscard]] constexpr std::int64_t floor_divided(std::int64_t number, std::int64_t by)
{
    const std::int64_t quotient = number / by;
    return number % by < 0 ? quotient - 1 : quotient;
}

inline constexpr std::int64_t k_days_in_400_years = 146097;
// From 1 March of the year 0, where the count below is simplest, to 1970-01-01.
inline constexpr std::int64_t k_epoch_from_march_0 = 719468;

// Days from 1970-01-01 to a Gregorian date of any year. The year is counted from 1 March, so that
// the leap day is its last and the months before it do not depend on the year.
[[nodiscard]] constexpr std::int64_t of_civil(std::int64_t year, int month, int day)
{
    const std::int64_t march_year = month <= 2 ? year - 1 : year;
    const std::int64_t cycle = floor_divided(march_year, 400);
    const std::int64_t year_of_cycle = march_year - cycle * 400;
    const std::int64_t month_from_march = month <= 2 ? month + 9 : month - 3;
    // 153 days are five months of 31, 30, 31, 30, 31 days: the pattern from March on.
    const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    const std::int64_t day_of_cycle =
        year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    return cycle * k_days_in_400_years + day_of_cycle - k_epoch_from_march_0;
}

[[nodiscard]] constexpr Day to_day(std::int64_t number)
{
    if (number < std::numeric_limits<std::int32_t>::min() ||
        number > std::numeric_limits<std::int32_t>::max())
        throw std::overflow_error("a day count left its range");
    return Day{static_cast<std::int32_t>(number)};
}

}  // namespace day_count

constexpr std::optional<Day> Day::of(int year, int month, int day)
{
    if (year < k_first_gregorian_year || year > k_last_gregorian_year || month < 1 || month > 12 ||
        day < 1 || day > days_in_month(year, month))
        return std::nullopt;
    return day_count::to_day(day_count::of_civil(year, month, day));
}

constexpr CivilDate Day::civil() const
{
    const std::int64_t from_march_0 = std::int64_t{number} + day_count::k_epoch_from_march_0;
    const std::int64_t cycle =
        day_count::floor_divided(from_march_0, day_count::k_days_in_400_years);
    const std::int64_t day_of_cycle = from_march_0 - cycle * day_count::k_days_in_400_years;
    // Taking out the leap days passed so far (every 4 years, not every 100, every 400) leaves
    // whole years of 365 days.
    const std::int64_t year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 - day_of_cycle / 146096) / 365;
    const std::int64_t day_of_year =
        day_of_cycle - (year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const std::int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const std::int64_t year = cycle * 400 + year_of_cycle + (month <= 2 ? 1 : 0);
    return CivilDate{static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)};
}

constexpr Weekday Day::weekday() const
{
    // 1970-01-01 was a Thursday.
    const std::int64_t from_sunday = std::int64_t{number} + 4;
    return static_cast<Weekday>(from_sunday - day_count::floor_divided(from_sunday, 7) * 7);
}

constexpr Day Day::plus_years(int years) const
{
    const CivilDate date = civil();
    // Counting one day too many from 28 February is 1 March by itself.
    return day_count::to_day(day_count::of_civil(std::int64_t{date.year} + years, date.month, 1) +
                             date.day - 1);
}

constexpr Day Day::plus_months(int months) const
{
    const CivilDate date = civil();
    const std::int64_t from_january_0 = std::int64_t{date.year} * 12 + (date.month - 1) + months;
    const std::int64_t year = day_count::floor_divided(from_january_0, 12);
    const int month = static_cast<int>(from_january_0 - year * 12) + 1;
    const int length = days_in_month(static_cast<int>(year), month);
    return day_count::to_day(
        day_count::of_civil(year, month, date.day < length ? date.day : length));
}

constexpr int operator-(Day to, Day from)
{
    return day_count::to_day(std::int64_t{to.number} - from.number).number;
}

constexpr Day operator+(Day day, int days)
{
    return day_count::to_day(std::int64_t{day.number} + days);
}

constexpr Day operator-(Day day, int days)
{
    return day_count::to_day(std::int64_t{day.number} - days);
}

namespace date_text {

template <std::size_t N>
std::optional<std::array<int, N>> numbers(std::string_view text, const std::array<int, N>& widths)
{
    std::array<int, N> read{};
    for (std::size_t i = 0; i < N; ++i) {
        if (i > 0) {
            if (text.empty() || text.front() != '-')
                return std::nullopt;
            text.remove_prefix(1);
        }
        for (int place = 0; place < widths[i]; ++place) {
            const std::optional<LeadingDigit> digit = leading_digit(text);
            if (!digit)
                return std::nullopt;
            read[i] = read[i] * 10 + digit->value;
            text.remove_prefix(digit->bytes);
        }
    }
    if (!text.empty())
        return std::nullopt;
    return read;
}

}  // namespace date_text

}  // namespace taqwim
