// A year under the distribution of 1447 as its papers need it: courses of the year and of a term, sittings, the averages, behaviour
// and attendance. Every number is the outcome's.
#pragma once

#include "regulations/frame/rule_set.h"
#include "results/documents/saudi_year.h"

namespace taqwim::results {

// Fills in what the outcome of sa_1447 says. False for an outcome that has no courses.
[[nodiscard]] bool read_course_year(const YearOnPaper& year, const RuleSet& rules,
                                    const ParametersOnDay& parameters, SaudiYear& saudi);

}  // namespace taqwim::results
