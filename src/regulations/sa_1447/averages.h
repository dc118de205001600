// Averages: of a year by weekly periods, and the cumulative average of the secondary stage.
#pragma once

#include <array>
#include <optional>

#include "core/trace.h"
#include "regulations/sa_1447/outcome.h"

namespace taqwim::sa_1447 {

// SA1447-AVERAGE, SA1447-CONDUCT  Fills the averages, and what is missing for them. Every subject weighs its weekly
// periods; behaviour and attendance count as a subject each; activity without periods has its share of the whole.
void put_averages(const StudentYear& year, const EditionRules1447& rules, Outcome& outcome,
                  Trace& trace);

// SA1447-GPA  The cumulative average of the three secondary years, exact.
[[nodiscard]] Exact cumulative_average(const std::array<Exact, 3>& year_averages,
                                       const EditionRules1447& rules, Trace& trace);

// The average as it is shown and printed: rounded once, ties go up (decision D9).
[[nodiscard]] Exact shown_average(const Exact& average, const EditionRules1447& rules);

}  // namespace taqwim::sa_1447
