// Hijri dates by the Umm al-Qura calendar.
//
//   HijriDate             a year, month and day as written; only a table can say whether it exists
//   UmmAlQuraTable        the day on which each month of the years 1300 to 1600 begins; the only
//                         thing that turns a Day into a HijriDate and back
//   MonthStartCorrection  one month's beginning as announced, when it differs from the table
//
// The months are not calculated: they are published, and the built-in table holds them as ICU
// does. An installation whose authority announced otherwise adds its corrections once, when it
// starts, and hands the corrected table to whatever needs one:
//
//   const auto table = UmmAlQuraTable::built_in().with_corrections(announced);
//   table->to_hijri(day);
//
// Before 1420 and after 1450 other published tables differ from this one in many months, mostly by
// a day: a date on an old paper is kept as it is written there.
//
// Outside the table there is no answer, never an estimate. A date once issued on a document is
// stored in both calendars and not converted again: a later correction must not change it.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"

namespace taqwim {

inline constexpr int k_first_hijri_year = 1300;
inline constexpr int k_last_hijri_year = 1600;

// Months are 1 (Muharram) to 12 (Dhu al-Hijja).
struct HijriDate {
    int year;
    int month;
    int day;

    // Reads exactly YYYY-MM-DD, in any of the digits that digits.h names. Nothing for a year
    // outside the table, a month that is not 1 to 12 or a day that is not 1 to 30. It cannot say
    // whether the month has a 30th day: from_hijri does.
    [[nodiscard]] static std::optional<HijriDate> parse(std::string_view text);

    // YYYY-MM-DD in ASCII digits.
    [[nodiscard]] std::string to_text() const;

    friend constexpr auto operator<=>(const HijriDate&, const HijriDate&) = default;
};

// That a month begins on another day than the table has it. It names the day and not a shift, so
// it stays true, and changes nothing more, when a later table already holds it.
struct MonthStartCorrection {
    int year;
    int month;
    Day starts_on;
    // When the authority announced it; kept with the table to explain the dates it changed.
    Day announced_on;

    friend constexpr auto operator<=>(const MonthStartCorrection&,
                                      const MonthStartCorrection&) = default;
};

// A value: it never changes once made, and may be read by many threads.
class UmmAlQuraTable {
public:
    // The published months without any installation's corrections.
    [[nodiscard]] static const UmmAlQuraTable& built_in();

    // Nothing for a day outside the table.
    [[nodiscard]] std::optional<HijriDate> to_hijri(Day day) const;

    // Nothing for a date that does not exist (the 30th of a month of 29 days) or is outside the
    // table. The table begins in 1882: a day before k_first_gregorian_year is found here, but
    // Day::of and Day::parse do not accept it.
    [[nodiscard]] std::optional<Day> from_hijri(const HijriDate& date) const;

    // 29 or 30; nothing for a month outside the table.
    [[nodiscard]] std::optional<int> month_length(int year, int month) const;

    // The same day of the month `months` later (earlier when negative), or that month's last day
    // when it is too short. Nothing when `date` does not exist or the result leaves the table.
    [[nodiscard]] std::optional<HijriDate> plus_months(const HijriDate& date, int months) const;

    [[nodiscard]] Day first_day() const;
    [[nodiscard]] Day last_day() const;

    // This table with the beginnings of these months moved, all at once: consecutive months are
    // often announced together, and one alone would leave a month of 28 or 31 days. Nothing when
    // a month is outside the table, is the table's first (its beginning bounds no other month) or
    // is named twice, when a beginning is more than a day from where this table has it, or when
    // any month would then not have 29 or 30 days.
    [[nodiscard]] std::optional<UmmAlQuraTable> with_corrections(
        std::span<const MonthStartCorrection> corrections) const;
    [[nodiscard]] std::optional<UmmAlQuraTable> with_correction(
        const MonthStartCorrection& correction) const;

    // The corrections that made this table, in the order they were given.
    [[nodiscard]] const std::vector<MonthStartCorrection>& corrections() const;

private:
    UmmAlQuraTable() = default;

    // Where month_starts_ has this month, if the table covers it.
    [[nodiscard]] static std::optional<std::size_t> index_of(int year, int month);
    [[nodiscard]] int length_at(std::size_t index) const;

    // The day number of each month's first day, in order, and last the day after the table's end.
    std::vector<std::int32_t> month_starts_;
    std::vector<MonthStartCorrection> corrections_;
};

// The same questions to the built-in table, where no installation's corrections apply.
[[nodiscard]] std::optional<HijriDate> to_hijri(Day day);
[[nodiscard]] std::optional<Day> from_hijri(const HijriDate& date);
[[nodiscard]] std::optional<int> hijri_month_length(int year, int month);

// The whole Hijri months completed from `from` to `to`, counted by the dates as written; divided
// by 12, the years of age. A month is complete on the same day of a later month. From a 30th it is
// complete only once a month of 29 days has ended, on the 1st of the one after it: a person is
// never made older than the days that have passed (the plus_months of a table is the other
// reading). Exchanging the dates changes only the sign.
[[nodiscard]] int hijri_months_between(const HijriDate& from, const HijriDate& to);

}  // namespace taqwim
