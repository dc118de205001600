// The study plans of a year as each rule set has them: kw_primary_2016 in its parameters (KW-1), sa_1447 in its edition
// (SA1447-PLANS), and for the years of 1426 and the guide, whose regulation leaves plans to the ministry (SR-1.9), what is
// published of them (plans/sa_1426.json).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.h"
#include "core/refusal.h"
#include "regulations/frame/rule_set.h"
#include "school/plans.h"
#include "school/schools.h"

namespace taqwim::school {

struct RegulationPlan {
    StudyPlan plan;
    // enacted by the regulation, found in a public source, or assumed where none says it.
    ParameterStatus status = ParameterStatus::assumed;
};

// One for each grade of the school that the rule set knows, and each of these tracks of it. Where a grade has none of
// them: of memorisation schools that of memorisation, else the general one, else all. Refuses with day_not_covered and
// scheme_unknown.
[[nodiscard]] Result<std::vector<RegulationPlan>> plans_of_regulation(
    const RuleSet& rule_set, const School& of, Day first_day,
    const std::vector<std::string>& tracks);

}  // namespace taqwim::school
