// A school year by its Gregorian years, and by the Hijri years that a school may name it with.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/day.h"

namespace taqwim {

// A school year counted in Gregorian years, such as 2015-2016. It runs from 1 September to
// 31 August whatever the days of teaching are, so that every day belongs to exactly one.
struct SchoolYear {
    // The year in which it begins: 2015 for 2015-2016.
    int first;

    // Nothing unless all its days are days that Day::of accepts.
    [[nodiscard]] static std::optional<SchoolYear> of(int first);

    // Reads YYYY-YYYY, in any of the digits that digits.h names. Nothing when the second year is
    // not the one after the first: which of the two was meant would be a guess.
    //
    // Hijri years (1300 to 1599) may stand as 1426-1427, 1426/1427 or 1447. They name the school
    // year whose 1 September falls in the first Hijri year by the Umm al-Qura calendar. About once
    // in 33 years a Hijri year holds no 1 September: 1440-1441 then is the school year that begins
    // in 1441, and 1440 alone is nothing.
    [[nodiscard]] static std::optional<SchoolYear> parse(std::string_view text);

    // "2015-2016", in ASCII digits.
    [[nodiscard]] std::string to_text() const;

    // "1426-1427", or "1447": two Hijri years up to the school year 1440-1441 (2019-2020) and one
    // from 1442 on, as the Saudi ministry names them. The first or only one is that of
    // 1 September; where the Hijri year before holds no 1 September, the two are that one and the
    // one of 1 September: 1440-1441. parse reads every such name back. A year outside of the Hijri
    // table is named as to_text has it.
    [[nodiscard]] std::string hijri_name() const;

    // 1 September of the first year.
    [[nodiscard]] Day first_day() const;

    // 31 August of the second.
    [[nodiscard]] Day last_day() const;

    // Whether the day is one of this year's, its first and its last included.
    [[nodiscard]] bool contains(Day day) const;

    friend constexpr auto operator<=>(const SchoolYear&, const SchoolYear&) = default;
};

}  // namespace taqwim
