// A student's attendance of a year as the record has it: one place from which counts, notices, and the facts of results
// are taken. Everything in it is in order of days, whatever the order in which it was entered.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "attendance/excuses_store.h"
#include "attendance/roll_store.h"
#include "core/identity.h"
#include "school/years.h"

namespace taqwim::attendance {

// Decision D20: a day that was missed whole stands once; else each missed period.
struct Absence {
    Day day{0};
    std::int64_t period = 0;  // 0: the whole day

    friend auto operator<=>(const Absence&, const Absence&) = default;
};

// KW-20.0: from the morning assembly. Once a day.
struct Lateness {
    Day day{0};
    std::string judgement;  // undecided, accepted, refused
    std::optional<std::int64_t> minutes;
};

// SR-11.1
struct ExaminationAbsence {
    std::string subject;
    std::string sitting;  // t1, t2, second_round
    Day day{0};
};

// What the school before a transfer had counted in a term (KW-24).
struct CarriedCounts {
    std::int64_t term = 1;
    std::int64_t unexcused_days = 0;
    std::int64_t excused_days = 0;
    std::int64_t latenesses_unaccepted = 0;
    std::vector<std::string> documents;
};

struct Ledger {
    StudentId student;
    school::TeachingYear year;
    std::vector<Day> holidays;     // of the calendar
    std::vector<Day> school_days;  // of the year
    std::string regulation;
    int grade = 0;
    Day enrolled_on{0};
    bool is_newcomer = false;
    std::optional<Day> birth_day;
    std::string nationality;

    std::vector<Absence> absences;
    std::vector<Lateness> latenesses;
    std::vector<DecidedExcuse> excuses;
    std::vector<DecidedLeave> leaves;
    std::vector<OfficialActivity> activities;
    std::vector<ExaminationAbsence> examinations;
    std::vector<CarriedCounts> carried;

    // The days that were missed whole.
    [[nodiscard]] std::vector<Day> whole_days() const;
    // Whether an accepted excuse or an official activity covers the day.
    [[nodiscard]] bool is_excused(Day day) const;
    // KW-21.2
    [[nodiscard]] bool left_without_approval(Day day) const;
    [[nodiscard]] bool was_away(Day first, Day last) const;
};

// Refuses with record_unknown and not_enrolled.
[[nodiscard]] Result<Ledger> read_ledger(database::Session& session, StudentId student,
                                         std::int64_t year_id);

// How many periods the student had on a day by the timetable; 0 where there is none.
using PeriodsOf = std::function<std::int64_t(Day)>;

// KW-22.3, KW-20.0, KW-21.1  Absences from what stands of the rolls. All periods of the timetable together are a whole
// day; the assembly alone is a lateness; what falls after an approved leave is no absence.
[[nodiscard]] std::vector<Absence> absences_in(const std::vector<RollEntry>& entries,
                                               const std::vector<DecidedLeave>& leaves,
                                               const PeriodsOf& periods_of);
[[nodiscard]] std::vector<Lateness> latenesses_in(const std::vector<RollEntry>& entries,
                                                  const std::vector<Absence>& absences,
                                                  const std::vector<LatenessJudgement>& judgements);

// {"absences": …, "latenesses": …, "leaves": …, "excuses": …, "activities": …}, for screens and transfers.
void write_ledger(JsonWriter& json, const Ledger& ledger);

}  // namespace taqwim::attendance
