#include "regulations/sa_1426/after_the_result_rules.h"

#include <algorithm>

#include "core/configuration_fault.h"

namespace taqwim::sa_1426 {

AfterTheResultRules AfterTheResultRules::read(const ParametersOnDay& parameters)
{
    AfterTheResultRules rules;
    rules.most_age_intermediate = parameters.count("after_the_result.most_age_intermediate");
    rules.most_age_secondary = parameters.count("after_the_result.most_age_secondary");
    rules.leaving_least_failures = parameters.count("after_the_result.leaving_least_failures");
    rules.leaving_grades = parameters.counts("after_the_result.leaving_grades");
    rules.failed_subjects_years = parameters.count("after_the_result.failed_subjects_years");
    rules.choice_grade = parameters.count("after_the_result.choice_grade");
    rules.choice_days = parameters.count("after_the_result.choice_days");
    rules.affiliation_grades = parameters.counts("after_the_result.affiliation_grades");
    rules.exceptional_least_mean = parameters.mark("after_the_result.exceptional_least_mean");
    rules.exceptional_least_mark = parameters.mark("after_the_result.exceptional_least_mark");
    rules.exceptional_most_skips = parameters.count("after_the_result.exceptional_most_skips");
    rules.remedial_plan_days = parameters.count("after_the_result.remedial_plan_days");
    rules.makeup = MakeupRules::read(parameters, "after_the_result");
    rules.general_grade_labels = GeneralGradeLabels::read(parameters, "after_the_result");
    rules.risk_ratio = parameters.share("risk.risk_ratio");
    rules.goal_mastery_share = parameters.share("risk.goal_mastery_share");
    rules.class_least_size = parameters.count("risk.class_least_size");
    rules.balance_least = parameters.share("risk.balance_least");
    rules.balance_most = parameters.share("risk.balance_most");

    std::vector<ConfigurationProblem> problems;
    const auto& leaving = rules.leaving_grades.value;
    if (std::find(leaving.begin(), leaving.end(), rules.choice_grade.value) != leaving.end())
        problems.push_back({"parameters of what follows a result", 0,
                            "after_the_result.leaving_grades: must not hold "
                            "after_the_result.choice_grade, whose students choose"});
    if (rules.balance_least.value > rules.balance_most.value)
        problems.push_back({"parameters of what follows a result", 0,
                            "risk.balance_least: must not be above risk.balance_most"});
    if (!problems.empty())
        throw ConfigurationFault(problems);
    return rules;
}

}  // namespace taqwim::sa_1426
