// When a section is assessed: the days on which each criterion is measured and each unit is held. A class is measured
// together, so these are the section's days; what a student missed follows from them.
#pragma once

#include <cstdint>
#include <vector>

#include "plan.h"
#include "random.h"

namespace taqwim::sample_school {

struct PlannedMeasure {
    std::uint8_t competency = 0;
    std::uint8_t criterion = 0;
    Day on;
};

struct PlannedUnit {
    Day on;
    int maximum = 10;
};

struct SubjectSchedule {
    std::vector<PlannedMeasure> measures;  // by competency, criterion and day
    std::vector<PlannedUnit> units;        // in order
};

class SectionSchedule {
public:
    SectionSchedule(int grade, Random random);

    [[nodiscard]] const SubjectSchedule& at(Subject subject, Term term) const
    {
        return schedules_[kw_primary_2016::index(subject)][kw_primary_2016::index(term)];
    }
    [[nodiscard]] Day unit_day(Subject subject, Term term, int number) const
    {
        return at(subject, term).units.at(static_cast<std::size_t>(number - 1)).on;
    }
    // Whether a unit of any subject is held on the day: a day on which nobody likes to be away.
    [[nodiscard]] bool has_unit(Day day) const;

private:
    std::array<std::array<SubjectSchedule, 2>, k_subjects> schedules_;
    std::vector<Day> unit_days_;  // in order
};

}  // namespace taqwim::sample_school
