#include "regulations/kw_primary_2016/persons.h"

#include <algorithm>

namespace taqwim::kw_primary_2016 {

void moves_to_mens_school(const StudentYear& year, const Rules& rules, Outcome& outcome,
                          Trace& trace)
{
    if (year.sex == Sex::unknown || year.school_staff == SchoolStaff::unknown || !year.calendar)
        return;
    const std::vector<int>& grades = rules.boys_transfer_grades.value;
    const bool concerned = year.sex == Sex::male && year.school_staff == SchoolStaff::women &&
                           std::find(grades.begin(), grades.end(), year.grade) != grades.end();
    if (!concerned) {
        outcome.moves_to_mens_school = Known::no;
        return;
    }
    auto step = trace.enter("KW-32", "moves_to_mens_school");
    if (!year.birth_date) {
        step.missing("birth_date");
        outcome.age_to_be_checked = true;
        return;
    }
    const Day birthday = year.birth_date->plus_years(step.read(rules.boys_transfer_age));
    const bool stays = step.not_before("birthday", birthday, year.calendar->year_start);
    step.conclude(!stays);
    outcome.moves_to_mens_school = stays ? Known::no : Known::yes;
}

}  // namespace taqwim::kw_primary_2016
