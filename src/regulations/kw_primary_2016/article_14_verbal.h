// Article 14: verbal grades (التقدير اللفظي).
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-14  The verbal grade of an exact percentage, 0 to 100. A boundary belongs to the higher grade (decision D11).
VerbalGrade verbal_grade(const Exact& percentage, const Rules& rules, Trace& trace);

// KW-14  The verbal grade of a subject mark.
VerbalGrade verbal_grade(const Mark& mark, const Rules& rules, Trace& trace);

}  // namespace taqwim::kw_primary_2016
