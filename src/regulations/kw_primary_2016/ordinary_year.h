// An ordinary student-year for measuring: all subjects, two terms, raw levels and unit scores, a few absences. Made
// from a number, the same on every machine.
#pragma once

#include <cstdint>

#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"

namespace taqwim::kw_primary_2016 {

[[nodiscard]] StudentYear ordinary_year(std::uint64_t number, int grade, const Rules& rules);

}  // namespace taqwim::kw_primary_2016
