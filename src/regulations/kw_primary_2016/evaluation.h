// A student's year from facts to outcome: the one path, with and without trace.
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// Computes every mark and the decision into `outcome` (cleared first). Pure: no clock, no file, no state.
// A refusal means that the facts contradict the regulation (papers that are not due, approvals that are missing) or
// hold numbers that cannot be computed exactly; `outcome` is then not to be used.
[[nodiscard]] std::optional<Refusal> evaluate(const StudentYear& year, const Rules& rules,
                                              Outcome& outcome, Trace& trace);

// Tells the memory that `next` is evaluated after the one at hand. A long row of student-years is then as quick as a
// short one that fits the cache; results do not depend on it.
void expect(const StudentYear& next);

}  // namespace taqwim::kw_primary_2016
