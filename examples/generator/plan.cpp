#include "plan.h"

#include <algorithm>

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::index;

SampleCalendar make_calendar()
{
    SampleCalendar calendar;
    kw_primary_2016::SchoolCalendar& days = calendar.days;
    days.year_start = day(2015, 9, 13);
    days.holiday_start = day(2016, 1, 17);
    days.holiday_end = day(2016, 1, 31);
    days.year_end = day(2016, 6, 9);
    for (const Weekday weekday : {Weekday::sunday, Weekday::monday, Weekday::tuesday,
                                  Weekday::wednesday, Weekday::thursday})
        days.school_weekdays[static_cast<std::size_t>(weekday)] = true;
    days.public_holidays = {day(2015, 9, 23),  day(2015, 9, 24),  day(2015, 9, 27),
                            day(2015, 10, 15), day(2015, 12, 24), day(2016, 1, 3),
                            day(2016, 2, 25),  day(2016, 2, 28),  day(2016, 5, 5)};
    days.last_two_months_start = day(2016, 4, 10);
    days.first_performance = day(2016, 5, 29);
    days.first_placement = day(2016, 6, 12);
    days.second_round = day(2016, 6, 19);
    days.next_second_term_start = day(2017, 2, 5);
    days.make_up_window_start = day(2016, 6, 5);
    days.make_up_window_end = day(2016, 6, 11);
    calendar.make_up_window_5_start = day(2016, 5, 22);
    calendar.make_up_window_5_end = day(2016, 5, 28);
    for (const Term term : k_terms)
        for (Day one = days.term_start(term); one <= days.term_end(term); one = one + 1)
            if (days.is_school_day(one))
                calendar.school_days[index(term)].push_back(one);
    return calendar;
}

}  // namespace

Day day(int year, int month, int day_of_month)
{
    return Day::of(year, month, day_of_month).value();
}

bool is_taught(int grade, Subject subject)
{
    return grade >= 4 || (subject != Subject::social && subject != Subject::computer);
}

bool is_scientific(Subject subject)
{
    return index(subject) <= index(Subject::social);
}

const std::vector<Subject>& subjects_of(int grade)
{
    static const auto lists = [] {
        std::array<std::vector<Subject>, 2> made;
        for (std::size_t i = 0; i < k_subjects; ++i)
            for (const int upper : {0, 1})
                if (is_taught(upper == 1 ? 4 : 1, static_cast<Subject>(i)))
                    made[static_cast<std::size_t>(upper)].push_back(static_cast<Subject>(i));
        return made;
    }();
    return lists[grade >= 4 ? 1 : 0];
}

const std::vector<Subject>& scientific_subjects_of(int grade)
{
    static const auto lists = [] {
        std::array<std::vector<Subject>, 2> made;
        for (const int upper : {0, 1})
            for (const Subject subject : subjects_of(upper == 1 ? 4 : 1))
                if (is_scientific(subject))
                    made[static_cast<std::size_t>(upper)].push_back(subject);
        return made;
    }();
    return lists[grade >= 4 ? 1 : 0];
}

int competencies_of(Subject subject)
{
    if (subject == Subject::english)
        return 4;
    return subject == Subject::maths ? 5 : 3;
}

int units_of(Subject subject)
{
    switch (subject) {
    case Subject::arabic:
    case Subject::english: return 3;
    case Subject::computer:
    case Subject::art:
    case Subject::music: return 1;
    default: return 2;
    }
}

Day SampleCalendar::last_lesson(int grade, Term term) const
{
    if (term == Term::first)
        return day(2016, 1, 10);
    return grade == k_grades ? day(2016, 5, 19) : day(2016, 5, 31);
}

Day SampleCalendar::last_make_up(int grade, Term term, Day missed, bool is_unit) const
{
    // The first week of term 2 begins on Monday 1 February; its last school day within seven days is the Sunday.
    if (term == Term::first)
        return day(2016, 2, 7);
    if (grade == k_grades)
        return is_in_last_two_months(missed) || is_unit ? day(2016, 5, 26) : days.year_end;
    return days.year_end;
}

const SampleCalendar& sample_calendar()
{
    static const SampleCalendar calendar = make_calendar();
    return calendar;
}

}  // namespace taqwim::sample_school
