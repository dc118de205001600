// Article 32: boys of grades 4 and 5 who are over twelve.
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-32  Whether the student is to be moved to a school with men teachers at the start of the year. Unknown where the
// staff of the school, the sex or the first school day is not given; age_to_be_checked when only the birth date is
// missing. Exactly twelve on the first school day stays (decision D39).
void moves_to_mens_school(const StudentYear& year, const Rules& rules, Outcome& outcome,
                          Trace& trace);

}  // namespace taqwim::kw_primary_2016
