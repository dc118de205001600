// The subjects of each grade, their competencies and units, and the school year 2015-2016 of the sample. The calendar
// is invented after the pattern of «القرار رقم ١»; its days are nobody's.
#pragma once

#include <memory>
#include <vector>

#include "regulations/kw_primary_2016/facts.h"
#include "sample_student.h"

namespace taqwim::sample_school {

inline constexpr int k_grades = 5;
inline constexpr int k_sections = 4;

[[nodiscard]] bool is_taught(int grade, Subject subject);
[[nodiscard]] bool is_scientific(Subject subject);
[[nodiscard]] const std::vector<Subject>& subjects_of(int grade);
// The scientific ones, in the order of the card.
[[nodiscard]] const std::vector<Subject>& scientific_subjects_of(int grade);
[[nodiscard]] int competencies_of(Subject subject);
[[nodiscard]] int units_of(Subject subject);

struct SampleCalendar {
    kw_primary_2016::SchoolCalendar days;  // of grades 1 to 4
    Day make_up_window_5_start;  // of grade 5: its window ends before the performance assessment
    Day make_up_window_5_end;
    std::array<std::vector<Day>, 2> school_days;  // of each term, in order

    [[nodiscard]] const std::vector<Day>& of(Term term) const
    {
        return school_days[kw_primary_2016::index(term)];
    }
    // The last day on which lessons are assessed: what follows belongs to make-ups and to the performance assessment.
    [[nodiscard]] Day last_lesson(int grade, Term term) const;
    // The last day to make up what was missed in the term, when it was missed on this day.
    [[nodiscard]] Day last_make_up(int grade, Term term, Day missed, bool is_unit) const;
    [[nodiscard]] bool is_in_last_two_months(Day day) const
    {
        return day >= *days.last_two_months_start;
    }
};
[[nodiscard]] const SampleCalendar& sample_calendar();

// A day of the sample's year or the next one; it must exist.
[[nodiscard]] Day day(int year, int month, int day_of_month);

}  // namespace taqwim::sample_school
