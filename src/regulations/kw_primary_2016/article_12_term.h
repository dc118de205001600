// Article 12: the term mark of a subject, the total of a term, and the notional total of an exempt student.
#pragma once

#include <array>

#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-12.1  The mark of a subject in a term, net of the deduction of that term, with its verbal grade. Also where it
// is zero for absence (KW-5.3), carried to the second term (KW-15.A.E3) or not there because of an exemption.
void term_mark(const StudentYear& year, Subject subject, Term term, const AbsenceClasses& classes,
               const Rules& rules, Outcome& outcome, Trace& trace);

// KW-8.1, KW-12.2, KW-12.3  The total of the counted subjects, its percentage and general grade. `marks` holds one
// entry a subject, null while its mark is not known; subjects that are not counted are not looked at. Where
// `exempt` holds for a counted subject, it is left out and the notional total takes its place. Not known while one
// mark is not known, or when all are exempt.
using SubjectMarks = std::array<const Mark*, k_subjects>;
Total counted_total(const StudentYear& year, const char* what, const SubjectMarks& marks,
                    SubjectSet exempt, const Rules& rules, Trace& trace);

// KW-12.2  Actual total × total of maxima ÷ (total of maxima − maxima of the exempt subjects), exemptions together
// (decision D13). At least one counted subject is assessed.
Mark notional_total(const Mark& actual, const Mark& maximum, const Mark& exempt_maximum,
                    Trace& trace);

}  // namespace taqwim::kw_primary_2016
