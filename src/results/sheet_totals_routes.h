// The API of a mark sheet's totals: docs/api/evaluation.yaml.
#pragma once

#include <memory>
#include <vector>

#include "marks/marks.h"
#include "regulations/frame/rule_set.h"
#include "results/year_facts.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::results {

// All of them outlive the route.
[[nodiscard]] school::Route sheet_totals_route(
    school::Record& record, const marks::Marks& marks, const FactsSource& facts,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::results
