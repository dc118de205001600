#include "core/school_year.h"

#include <algorithm>
#include <cstdint>

#include "core/hijri.h"

namespace taqwim {

namespace {

constexpr int k_september = 9;
// Names of a single Hijri year begin with 1442, the school year 2020-2021.
constexpr int k_first_single_hijri_year = 1442;

// The Hijri year in which 1 September falls; 0 outside of the table.
int hijri_year_of_september(int year)
{
    const auto date = to_hijri(day_count::to_day(day_count::of_civil(year, k_september, 1)));
    return date ? date->year : 0;
}

// The school year whose 1 September falls in a Hijri year, if there is one.
std::optional<SchoolYear> beginning_in(int hijri_year)
{
    const auto begins = from_hijri({hijri_year, 1, 1});
    if (!begins)
        return std::nullopt;
    for (const int year : {begins->year(), begins->year() + 1})
        if (hijri_year_of_september(year) == hijri_year)
            return SchoolYear::of(year);
    return std::nullopt;
}

bool is_hijri(int year)
{
    return year >= k_first_hijri_year && year < k_last_hijri_year;
}

}  // namespace

std::optional<SchoolYear> SchoolYear::of(int first)
{
    // The last school year ends in k_last_gregorian_year, so it begins the year before.
    if (first < k_first_gregorian_year || first >= k_last_gregorian_year)
        return std::nullopt;
    return SchoolYear{first};
}

std::optional<SchoolYear> SchoolYear::parse(std::string_view text)
{
    if (const auto year = date_text::numbers<1>(text, {4}))
        return is_hijri((*year)[0]) ? beginning_in((*year)[0]) : std::nullopt;

    // A stroke stands between Hijri years only: 2015/2016 was never read.
    std::string hyphened(text);
    std::replace(hyphened.begin(), hyphened.end(), '/', '-');
    const auto years = date_text::numbers<2>(hyphened, {4, 4});
    if (!years || (*years)[1] != (*years)[0] + 1)
        return std::nullopt;
    const auto [first, second] = *years;
    if (is_hijri(first)) {
        const auto year = beginning_in(first);
        return year ? year : beginning_in(second);
    }
    return hyphened == text ? SchoolYear::of(first) : std::nullopt;
}

std::string SchoolYear::to_text() const
{
    return date_text::padded(first, 4) + '-' + date_text::padded(first + 1, 4);
}

std::string SchoolYear::hijri_name() const
{
    const int year = hijri_year_of_september(first);
    if (year == 0)
        return to_text();
    if (year >= k_first_single_hijri_year)
        return date_text::padded(year, 4);
    const bool is_skipped = hijri_year_of_september(first - 1) == year - 2;
    const int named_first = is_skipped ? year - 1 : year;
    return date_text::padded(named_first, 4) + '-' + date_text::padded(named_first + 1, 4);
}

Day SchoolYear::first_day() const
{
    return day_count::to_day(day_count::of_civil(first, k_september, 1));
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
