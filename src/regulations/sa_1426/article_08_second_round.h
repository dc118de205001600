// Article 8, and Article 10 (7) for affiliated students: what the second round covers, out of how many marks, and the
// final mark that stands after it.
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/outcome.h"

namespace taqwim::sa_1426 {

// SR-8.1  The terms that the subject's second-round exam covers. The subject must not be passed.
[[nodiscard]] Scope second_round_scope(const StudentYear& year, std::size_t subject,
                                       const Outcome& outcome, Trace& trace);

// SR-8.2  The marks allotted to an exam of that scope: those of the end-of-term exams it stands for.
[[nodiscard]] Mark second_round_maximum(const StudentYear& year, std::size_t subject,
                                        const Outcome& outcome, Trace& trace);

// SR-8.3, SR-8.4  The final mark after the second-round exam, SR-10.7 and PG-20.10 where they stand in their place. Fills in
// what became of the exam and whether the subject is passed (SR-7.1).
void second_round_final_mark(const StudentYear& year, std::size_t subject, const Rules& rules,
                             Outcome& outcome, Trace& trace);

// A second-round mark of a subject that is not due for one (SR-8.0), or above the marks allotted (SR-8.2).
[[nodiscard]] std::optional<Refusal> refuses_second_round(const StudentYear& year,
                                                          const Outcome& outcome);

}  // namespace taqwim::sa_1426
