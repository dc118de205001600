#include "core/school_year.h"

#include <cstdint>

namespace taqwim {

std::optional<SchoolYear> SchoolYear::of(int first)
{
    // The last school year ends in k_last_gregorian_year, so it begins the year before.
    if (first < k_first_gregorian_year || first >= k_last_gregorian_year)
        return std::nullopt;
    return SchoolYear{first};
}

std::optional<SchoolYear> SchoolYear::parse(std::string_view text)
{
    const auto years = date_text::numbers<2>(text, {4, 4});
    if (!years || (*years)[1] != (*years)[0] + 1)
        return std::nullopt;
    return SchoolYear::of((*years)[0]);
}

std::string SchoolYear::to_text() const
{
    return date_text::padded(first, 4) + '-' + date_text::padded(first + 1, 4);
}

Day SchoolYear::first_day() const
{
    return day_count::to_day(day_count::of_civil(first, 9, 1));
}

Day SchoolYear::last_day() const
{
    return day_count::to_day(day_count::of_civil(std::int64_t{first} + 1, 8, 31));
}

bool SchoolYear::contains(Day day) const
{
    return first_day() <= day && day <= last_day();
}

}  // namespace taqwim
