// Behaviour and attendance (SA1447-M10, SA1447-M11): ledgers of a term that open full and show every deduction and
// restoration.
#pragma once

#include "core/trace.h"
#include "regulations/sa_1447/outcome.h"

namespace taqwim::sa_1447 {

// SA1447-CONDUCT  In the first grades conduct is described in words and has no mark.
[[nodiscard]] bool is_described_in_words(int grade, const EditionRules1447& rules);

// SA1447-BEHAVIOUR  What the offences of a term deduct, before anything is earned back.
[[nodiscard]] Mark behaviour_deduction(const std::vector<Offence>& offences,
                                       const BehaviourRules& rules, Trace& trace, int term);

// SA1447-M10  Unknown while the marks of distinguished behaviour are missing. `term` is told in the trace, 0 for none.
[[nodiscard]] LedgerOutcome behaviour_mark(const BehaviourFacts& facts, const BehaviourRules& rules,
                                           Trace& trace, int term);

// SA1447-ATTENDANCE, SA1447-EXCUSES  Days of absence that no accepted excuse took away.
[[nodiscard]] int unexcused_days(const AttendanceFacts& facts, const AttendanceRules& rules,
                                 Trace& trace, int term);

// SA1447-M11
[[nodiscard]] LedgerOutcome attendance_mark(const AttendanceFacts& facts,
                                            const AttendanceRules& rules, Trace& trace, int term);

// SA1447-BAR  Whether the days without excuse bar the student: exactly 18 of 180 do.
[[nodiscard]] bool is_barred_by_absence(int unexcused_days, Stage stage,
                                        const AttendanceRules& rules, Trace& trace);

}  // namespace taqwim::sa_1447
