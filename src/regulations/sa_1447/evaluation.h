// A student's year from facts to outcome: the one path, with and without trace.
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1447/outcome.h"

namespace taqwim::sa_1447 {

// Computes every mark and the decision into `outcome` (cleared first). Pure: no clock, no file, no state. A refusal means
// that a mark stands in a sitting that is not due, or numbers that cannot be computed exactly; `outcome` is then not to
// be used.
[[nodiscard]] std::optional<Refusal> evaluate(const StudentYear& year,
                                              const EditionRules1447& rules, Outcome& outcome,
                                              Trace& trace);

}  // namespace taqwim::sa_1447
