// PG-17.D.30  Whose papers are kept after the second round: of each grade the first and the last places by the total of the
// year. The lists are for the store of papers alone; nobody is ranked in public (SR-3.7).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/mark.h"
#include "core/trace.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

struct KeptPapers {
    std::vector<std::size_t> top;     // from the first place down
    std::vector<std::size_t> bottom;  // from the last place up
};

// Equal totals share a place, so a list may hold more students than places. A student without a total (withheld) has no
// place, and one of the first places is not counted among the last again.
[[nodiscard]] KeptPapers kept_papers(std::span<const std::optional<Mark>> totals,
                                     const RetentionRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
