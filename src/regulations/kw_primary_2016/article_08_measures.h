// The table of Article 8: how often a criterion is measured.
#pragma once

#include <vector>

#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"

namespace taqwim::kw_primary_2016 {

struct RareCriterion {
    Subject subject;
    Term term;
    int competency;
    int criterion;
    int times;
};

// KW-T-8  The criteria that were measured, but less often than the table asks (twice). A warning to the teacher and
// the head of department at the end of the term, never a change of a mark (decision D7).
[[nodiscard]] std::vector<RareCriterion> criteria_measured_too_rarely(const StudentYear& year,
                                                                      const Rules& rules);

}  // namespace taqwim::kw_primary_2016
