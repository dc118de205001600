#include "regulations/kw_primary_2016/facts.h"

#include <algorithm>

namespace taqwim::kw_primary_2016 {

// KW-2  Term 1 runs from the start of the year to the start of the mid-year holiday, term 2 from
// its end to the end of the year. A day of the holiday belongs to no term.
std::optional<Term> SchoolCalendar::term_of(Day day) const
{
    if (day >= year_start && day < holiday_start)
        return Term::first;
    if (day > holiday_end && day <= year_end)
        return Term::second;
    return std::nullopt;
}

bool SchoolCalendar::is_school_day(Day day) const
{
    return term_of(day).has_value() && school_weekdays[static_cast<std::size_t>(day.weekday())] &&
           !std::binary_search(public_holidays.begin(), public_holidays.end(), day);
}

Day SchoolCalendar::term_start(Term term) const
{
    if (term == Term::first)
        return year_start;
    // The holiday often ends with a weekend: the term starts when the school does.
    for (Day day = holiday_end + 1; day <= year_end; day = day + 1)
        if (is_school_day(day))
            return day;
    return holiday_end + 1;
}

Day SchoolCalendar::term_end(Term term) const
{
    return term == Term::first ? holiday_start - 1 : year_end;
}

}  // namespace taqwim::kw_primary_2016
