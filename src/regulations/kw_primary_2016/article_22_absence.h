// Articles 20 to 25: lateness, leave, absence with and without excuse, deductions, notices. Each term stands by
// itself (KW-20.1, KW-22.1).
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-20.3  Whole days that the latenesses with no accepted excuse make: one for each eight.
int converted_lateness_days(int lateness_unaccepted, const Rules& rules, Trace& trace);

// KW-T-22a  Marks off for intermittent days with accepted excuse: two from day 31, two more from day 61, and so on.
Mark excused_deduction(int excused_days, const Rules& rules, Trace& trace);

// KW-22.6  Marks off for days without excuse: two each from days 7, 13, 19 and 25 (decision D17).
Mark unexcused_deduction(int unexcused_days, const Rules& rules, Trace& trace);

// KW-22.7  The days, the deduction and the documents of a term, into `result`. The deduction is taken from the
// term mark of every assessed subject (decision D15). `result` says already whether the whole term was missed.
void term_deduction(const StudentYear& year, Term term, const AbsenceClasses& classes,
                    Known compulsory, const Rules& rules, TermOutcome& result, Trace& trace);

// KW-4.4  Attendance in the last two school months. Undetermined when the attendance of those months is not known
// (decision D54); then it stands in nobody's way.
Finding attended_last_two_months(const StudentYear& year, const AbsenceClasses& classes,
                                 const Rules& rules, Trace& trace);

// KW-P5-E.1  Whether the law of compulsory education binds the student, on the day of judgement.
Known is_compulsory_learner(const StudentYear& year, const Rules& rules, Trace& trace);

}  // namespace taqwim::kw_primary_2016
