// Article 7: passing a subject and passing the grade, in either round. For affiliated students Article 10 (6) stands in
// the place of 7 (2).
#pragma once

#include "core/trace.h"
#include "regulations/sa_1426/outcome.h"

namespace taqwim::sa_1426 {

enum class RoundNumber : std::uint8_t { first, second };

// The mark that stands in a round: after the second-round exam where there was one.
[[nodiscard]] const Mark& standing_mark(const SubjectOutcome& subject, RoundNumber round);

// Whether every exam that was due up to this round was sat. Who sat the second round in a subject has (SR-8.5).
[[nodiscard]] bool has_sat(const SubjectOutcome& subject, RoundNumber round);

// SR-7.1  The minimum mark reached, and the exams sat. A subject without a minimum is passed by sitting (decision D4).
// It needs the subject's final mark.
[[nodiscard]] bool passes_subject(const SubjectOutcome& subject, const char* code,
                                  RoundNumber round, Trace& trace);

// A year in one round, and the subjects that are not passed in it.
struct YearInRound {
    const StudentYear& year;
    const Outcome& outcome;
    RoundNumber round;
    SubjectSet not_passed;
};

// SR-7.2a  No subject below the minimum.
[[nodiscard]] bool reaches_minimum_in_all_subjects(const YearInRound& year, Trace& trace);

// SR-7.2b  Intermediate grades and first secondary: two subjects at most, each with 70 % of the minimum.
[[nodiscard]] bool passes_by_two_subject_allowance(const YearInRound& year, const Rules& rules,
                                                   Trace& trace);

// SR-7.2c  The last two secondary grades: one subject with 60 % of the minimum.
[[nodiscard]] bool passes_by_one_subject_allowance(const YearInRound& year, const Rules& rules,
                                                   Trace& trace);

// SR-10.6  Affiliated students: the minimum in each subject, without tolerance (decision D12).
[[nodiscard]] bool affiliated_student_passes(const YearInRound& year, Trace& trace);

// SR-7.2  Whether the grade is passed, by the first clause that says so. Fills in the round's decision and clause and
// the subjects excused when it is; leaves them alone when not.
[[nodiscard]] bool passes_grade(const StudentYear& year, RoundNumber round, const Rules& rules,
                                Outcome& outcome, Trace& trace);

}  // namespace taqwim::sa_1426
