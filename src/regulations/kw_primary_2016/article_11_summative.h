// Article 11: the final mark of a term (درجة التقييم النهائي), 0 to 40, from one assessment per unit.
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-11.3, KW-T-11a  The points of one unit score: its lower bounds decide, without rounding (decision D10).
[[nodiscard]] int unit_points(std::int32_t score_centi, std::int32_t maximum_centi,
                              const Rules& rules);

// KW-11.1, KW-11.2  The final mark of a subject in a term. Fills the summative part of `result` and adds the points
// of each unit to `outcome`.
//   known                   every unit has points, or a zero that a clause orders
//   provisional             a missed unit may still be made up
//   awaiting_second_chance  an excused unit was never made up: placement or second round (KW-15.B.E2, KW-15.C.E2)
//   missing                 a unit has no result; what is missing is added to `outcome`
PartState summative_mark(const StudentYear& year, Subject subject, Term term,
                         const AbsenceClasses& classes, const Rules& rules, Outcome& outcome,
                         SubjectTermOutcome& result, Trace& trace);

}  // namespace taqwim::kw_primary_2016
