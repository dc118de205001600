// KW-DECIDE: the decision at the end of the year, in the order of decision D36, and after a second chance.
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// Steps 1 to 9: the decision of the first round into `outcome`. Year marks and term marks are there already; this
// raises (KW-17), counts (KW-4.6) and decides.
void decide_year(const StudentYear& year, const AbsenceClasses& classes, const Rules& rules,
                 Outcome& outcome, Trace& trace);

// KW-5.1  Absent on every school day of both terms, with or without excuse (decisions D50, D53).
Finding absent_whole_year(const Outcome& outcome, Trace& trace);

// Step 10: the results of placement or second round and the decision after it; while papers are not marked the first
// round's decision stands. Refuses papers of subjects that have no second chance, papers without the approval they
// need and papers after their limit.
std::optional<Refusal> decide_after_second_chance(const StudentYear& year, const Rules& rules,
                                                  Outcome& outcome, Trace& trace);

// The totals of the year: KW-12.3 on year marks (decision D12).
void year_total(const StudentYear& year, const Rules& rules, Outcome& outcome, Trace& trace);

}  // namespace taqwim::kw_primary_2016
