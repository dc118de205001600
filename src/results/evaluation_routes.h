// The API of what the law makes of a year today: docs/api/evaluation.yaml.
#pragma once

#include <memory>
#include <vector>

#include "regulations/frame/rule_set.h"
#include "results/year_facts.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::results {

// All of them outlive the routes.
[[nodiscard]] std::vector<school::Route> evaluation_routes(
    school::Record& record, const FactsSource& facts,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::results
