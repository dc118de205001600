// The attendance of one student, as it is drawn up: absences in spells, each with its excuse, and on which days he was
// there. It writes the ledger, or the counts of a school that keeps no days.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "plan.h"
#include "sample_student.h"

namespace taqwim::sample_school {

// What the office holds for a spell of absence.
enum class ExcuseKind : std::uint8_t {
    none,
    medical,              // on the school's form, by a health centre
    government_hospital,  // the same by a hospital
    private_certified,    // a private hospital, certified by school health
    non_medical,          // accepted by the head
    on_the_last_day,      // handed in on the third school day after coming back
    a_day_late,           // on the fourth
    not_on_the_form,
    not_certified,
    private_uncertified,
    refused,
    undecided,
    never_handed_in,
};
[[nodiscard]] bool is_accepted(ExcuseKind kind);

enum class DayState : std::uint8_t { present, unexcused, excused };

class Presence {
public:
    // Absent for so many school days from a day on, that one included.
    void absent(Day first, int school_days, ExcuseKind excuse);
    void absent_between(Day first, Day last, ExcuseKind excuse);
    // One or more periods of a day without excuse.
    void missed_periods(Day day, const std::vector<int>& periods);
    void late(Day day, kw_primary_2016::Judgement judgement);
    void leave(Day day, bool approved);
    void activity(Day first, Day last);

    [[nodiscard]] DayState on(Day day) const;
    [[nodiscard]] bool is_free(Day day) const;  // nothing is noted for the day
    [[nodiscard]] bool is_empty() const;
    // The first school day after this one on which he is there.
    [[nodiscard]] std::optional<Day> next_attended(Day after) const;

    // Writes everything into the student, in the form that his section keeps.
    void write(SampleStudent& student) const;

private:
    struct Spell {
        Day first;
        Day last;
        ExcuseKind excuse;
    };
    [[nodiscard]] kw_primary_2016::Excuse excuse_of(const Spell& spell) const;
    void write_counts(SampleStudent& student) const;

    std::vector<Spell> spells_;
    std::map<Day, DayState> whole_days_;
    std::vector<kw_primary_2016::Absence> periods_;
    std::vector<kw_primary_2016::Lateness> latenesses_;
    std::vector<kw_primary_2016::Leave> leaves_;
    std::vector<kw_primary_2016::OfficialActivity> activities_;
};

}  // namespace taqwim::sample_school
