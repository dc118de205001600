// Article 16: the exceptional cases (الحالات المستثناة): what they open, who approves it, and until when.
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-16.2  What the case opens, from what was missed: both terms when he attended a part of the first and was absent
// to the end, the second term when he missed all of it, missed units of the last two months, or the performance
// assessment alone. None when nothing was missed. Sets the second chance of each subject concerned.
SecondChance scope_of_exceptional_case(const StudentYear& year, const AbsenceClasses& classes,
                                       Outcome& outcome, Trace& trace);

// KW-16.1, KW-18.4, KW-19.6  Whose approval the scope needs: the ministry's specialised committee for both terms,
// the educational district otherwise.
[[nodiscard]] Judgement approval_of(const ExceptionalCase& exceptional, SecondChance scope);

// KW-16.1  The last day for the assessment: the end of the first week of the next year's second term in grades 1 to
// 4, 15 October of the next school year in grade 5 (decision D37). Nothing when the calendar lacks the day.
[[nodiscard]] std::optional<Day> exceptional_limit(const StudentYear& year, const Rules& rules);

// Whether every subject of the case has its paper. One missed with an accepted excuse is none: the case goes on until its
// limit (KW-15.B.E2, KW-15.C.E5). To be asked while only the case has opened second chances.
[[nodiscard]] bool exceptional_case_is_assessed(const StudentYear& year, const Outcome& outcome);

// KW-16.1  Whether the case still waits: not assessed and its limit not past (decision D38).
Finding is_pending_exceptional_case(const StudentYear& year, SecondChance scope, const Rules& rules,
                                    Outcome& outcome, Trace& trace);

}  // namespace taqwim::kw_primary_2016
