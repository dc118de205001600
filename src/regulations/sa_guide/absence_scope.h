// PG-19 and PG-20.4  Who was absent from an examination: the excuses that are accepted, what is to be examined in the second
// round, and the final mark it leads to.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/outcome.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

// PG-19.2 (f)  A subject of a student who did not sit the first term's exam, nor any make-up of it.
struct MissedFirstTerm {
    Mark coursework_1;
    Mark coursework_2;
    std::optional<Mark> exam_2;        // none: the second term was missed too
    Mark second_term_share;            // what the second term has to reach
    std::array<Mark, 2> exam_maximum;  // of the end-of-term exams
    std::optional<Mark> second_round;
};

struct MissedFirstTermResult {
    sa_1426::Scope scope = sa_1426::Scope::first_term;
    Mark second_round_maximum;
    std::optional<Mark> final_mark;  // after the second round
};

// The subject is not passed in the first round whatever its total, and cannot be tolerated. Only the first term is
// examined when the second term reached its share, its fraction raised; otherwise the whole course. Coursework is kept.
// Refuses a second-round mark above what is allotted.
[[nodiscard]] Result<MissedFirstTermResult> missed_first_term(const MissedFirstTerm& facts,
                                                              const sa_1426::Rules& rules,
                                                              Trace& trace);

// PG-19.X.1  The seven grounds.
enum class ExcuseGround : std::uint8_t {
    illness = 1,
    detention,
    representing_the_kingdom,
    death_of_relative,
    accompanying_relative,
    first_term_abroad,
    other
};

struct Excuse {
    ExcuseGround ground = ExcuseGround::illness;
    bool has_evidence = false;
    bool has_directorate_agreement = false;  // of the last ground
    std::string_view relative;               // of the two grounds about relatives
    // The last day for filing is the day before the make-up window opens.
    std::optional<Day> filed_on;
    std::optional<Day> window_opens_on;
};

// Nothing when the excuse may be accepted.
[[nodiscard]] std::optional<Refusal> excuse_refusal(const Excuse& excuse, const AbsenceRules& rules,
                                                    Trace& trace);

// PG-20.4 with PG-20.6 to PG-20.9  What becomes of a subject after the first round.
enum class AbsenceState : std::uint8_t {
    sat,
    excuse_accepted,          // and the absentees' exam was missed, or there is none
    excuse_accepted_pending,  // the absentees' exam is still open
    excuse_rejected,
    unexcused,
    cancelled
};
enum class NextExam : std::uint8_t { none, make_up, second_round, year_failed };
[[nodiscard]] const char* code(NextExam next);

struct SubjectAfterRound {
    int grade = 0;
    bool in_second_round = false;  // the exam that was missed is that of the second round
    AbsenceState state = AbsenceState::sat;
    bool passed = true;      // reached the minimum, when sat
    bool tolerated = false;  // SR-7.2b, SR-7.2c: promoted all the same
};

// Refuses the early grades, which have no second round (PG-20.9).
[[nodiscard]] Result<NextExam> next_exam(const SubjectAfterRound& subject, const OralRules& rules,
                                         Trace& trace);

}  // namespace taqwim::sa_guide
