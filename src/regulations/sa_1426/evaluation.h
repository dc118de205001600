// A student's year by marks from facts to outcome: the one path, with and without trace.
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/outcome.h"

namespace taqwim::sa_1426 {

// Computes every mark and the decision into `outcome` (cleared first). Pure: no clock, no file, no state. A refusal
// means that the facts contradict the regulation (a second-round mark that is not due, a plan in which no subject
// counts) or hold numbers that cannot be computed exactly; `outcome` is then not to be used.
[[nodiscard]] std::optional<Refusal> evaluate(const StudentYear& year, const Rules& rules,
                                              Outcome& outcome, Trace& trace);

}  // namespace taqwim::sa_1426
