// Articles 20 to 25 of kw_primary_2016 over the record's facts, by that regulation's own functions.
#pragma once

#include <vector>

#include "attendance/counts.h"

namespace taqwim::attendance {

[[nodiscard]] Result<std::vector<TermCounts>> kuwait_counts(const Ledger& ledger,
                                                            const RuleSet& rule_set, Day today);

}  // namespace taqwim::attendance
