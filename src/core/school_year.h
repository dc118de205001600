// A school year by its Gregorian years.
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

    // Reads exactly YYYY-YYYY, in any of the digits that digits.h names. Nothing when the second
    // year is not the one after the first: which of the two was meant would be a guess.
    [[nodiscard]] static std::optional<SchoolYear> parse(std::string_view text);

    // "2015-2016", in ASCII digits.
    [[nodiscard]] std::string to_text() const;

    // 1 September of the first year.
    [[nodiscard]] Day first_day() const;

    // 31 August of the second.
    [[nodiscard]] Day last_day() const;

    // Whether the day is one of this year's, its first and its last included.
    [[nodiscard]] bool contains(Day day) const;

    friend constexpr auto operator<=>(const SchoolYear&, const SchoolYear&) = default;
};

}  // namespace taqwim
