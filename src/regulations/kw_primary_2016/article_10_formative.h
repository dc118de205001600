// Articles 9 and 10: levels of performance and the formative mark (درجة التقييم البنائي), 0 to 60 a term.
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-10.1 to KW-10.4  The formative mark of a subject in a term. Fills the formative part of `result` and adds the
// level of each general competency to `outcome`.
//   known        every general competency in force has a level or is excluded with signature
//   provisional  a missed measure may still be made up (KW-15.A.E1)
//   missing      a competency has no level; what is missing is added to `outcome`
PartState formative_mark(const StudentYear& year, Subject subject, Term term,
                         const AbsenceClasses& classes, const Rules& rules, Outcome& outcome,
                         SubjectTermOutcome& result, Trace& trace);

}  // namespace taqwim::kw_primary_2016
