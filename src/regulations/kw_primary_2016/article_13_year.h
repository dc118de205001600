// Article 13, with KW-4.7 and KW-4.8: the year mark of a subject.
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-13.1  Half the sum of two net term marks.
Mark mean_of_terms(const Mark& first, const Mark& second, Trace& trace);

// KW-13.2, KW-4.8.3  70 % of the mean of the terms and 30 % of the performance-standard assessment.
Mark mark_with_performance(const Mark& mean, const Mark& performance, const Rules& rules,
                           Trace& trace);

// KW-13  The year mark of a subject from the term marks in `outcome`, where they are known.
void year_mark(const StudentYear& year, Subject subject, const Rules& rules, Outcome& outcome,
               Trace& trace);

}  // namespace taqwim::kw_primary_2016
