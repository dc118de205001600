#include <doctest/doctest.h>

#include "regulations/kw_primary_2016/facts.h"

using taqwim::Day;
using namespace taqwim::kw_primary_2016;

namespace {

Day day(int year, int month, int of_month)
{
    return *Day::of(year, month, of_month);
}

// Holiday from Sunday 17 to Saturday 30 January 2016; the school week is Sunday to Thursday.
SchoolCalendar calendar()
{
    SchoolCalendar calendar;
    calendar.decision = "1/2015";
    calendar.year_start = day(2015, 9, 13);
    calendar.holiday_start = day(2016, 1, 17);
    calendar.holiday_end = day(2016, 1, 30);
    calendar.year_end = day(2016, 6, 2);
    calendar.school_weekdays = {true, true, true, true, true, false, false};
    calendar.public_holidays = {day(2016, 1, 31), day(2016, 2, 25)};
    return calendar;
}

}  // namespace

TEST_CASE("KW-2: a day of the mid-year holiday belongs to no term, the days beside it do")
{
    const SchoolCalendar year = calendar();
    CHECK(year.term_of(day(2015, 9, 12)) == std::nullopt);
    CHECK(year.term_of(day(2015, 9, 13)) == Term::first);
    CHECK(year.term_of(day(2016, 1, 16)) == Term::first);
    CHECK(year.term_of(day(2016, 1, 17)) == std::nullopt);
    CHECK(year.term_of(day(2016, 1, 20)) == std::nullopt);
    CHECK(year.term_of(day(2016, 1, 30)) == std::nullopt);
    CHECK(year.term_of(day(2016, 1, 31)) == Term::second);
    CHECK(year.term_of(day(2016, 2, 1)) == Term::second);
    CHECK(year.term_of(day(2016, 6, 2)) == Term::second);
    CHECK(year.term_of(day(2016, 6, 3)) == std::nullopt);
}

TEST_CASE(
    "KW-2: a school day lies in a term, on a day of the school week, and is no public holiday")
{
    const SchoolCalendar year = calendar();
    CHECK(year.is_school_day(day(2015, 9, 13)));        // Sunday
    CHECK(year.is_school_day(day(2015, 9, 17)));        // Thursday
    CHECK_FALSE(year.is_school_day(day(2015, 9, 18)));  // Friday
    CHECK_FALSE(year.is_school_day(day(2015, 9, 19)));  // Saturday
    CHECK_FALSE(year.is_school_day(day(2016, 1, 20)));  // in the holiday
    CHECK_FALSE(year.is_school_day(day(2016, 2, 25)));  // public holiday
    CHECK(year.is_school_day(day(2016, 2, 24)));
    CHECK_FALSE(year.is_school_day(day(2016, 6, 5)));  // after the year
}

TEST_CASE("KW-2: term 2 starts on its first school day and term 1 ends before the holiday")
{
    const SchoolCalendar year = calendar();
    CHECK(year.term_start(Term::first) == day(2015, 9, 13));
    CHECK(year.term_end(Term::first) == day(2016, 1, 16));
    CHECK(year.term_start(Term::second) == day(2016, 2, 1));  // 31 January is a public holiday
    CHECK(year.second_term_start() == day(2016, 2, 1));
    CHECK(year.term_end(Term::second) == day(2016, 6, 2));

    SchoolCalendar without_school = year;
    without_school.school_weekdays = {};
    CHECK(without_school.term_start(Term::second) == day(2016, 1, 31));
}
