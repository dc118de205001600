// The API of statistics: docs/api/statistics.yaml. Each question names its purpose (SR-3.6).
#pragma once

#include <memory>
#include <vector>

#include "regulations/frame/rule_set.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::results {

// Both outlive the routes.
[[nodiscard]] std::vector<school::Route> statistics_routes(
    school::Record& record, const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::results
