// How a year goes, class by class: how many students reached each step of the attendance ladder, and what of the marks is
// still to be entered. Of today, before anything is published; counts alone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "platform/database/session.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::results {

// {"class_id", "name", "grade", "students", "not_counted", "terms": [{"term", "unexcused_days", "mean_unexcused_days",
// "excused_days", "ladder": [{"kind", "clause", "students"}]}], "marks": {"sheets", "signed", "overdue", "needed",
// "missing", "awaited"}}: "not_counted" are students whose absence cannot be counted, because the calendar lacks what the
// regulation counts by. Refuses with record_unknown {class}.
[[nodiscard]] Result<std::string> class_work_json(
    database::Session& session, SchoolId school, std::int64_t class_id,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, Day today);

}  // namespace taqwim::results
