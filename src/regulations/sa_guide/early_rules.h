// The parameters of the early grades and of the placement tests in force on a day, beside those of every year by mastery
// (sa_1426/mastery_rules.h). Values and sources stand in parameters/mastery.toml and parameters/placement.toml.
#pragma once

#include <string>
#include <vector>

#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_guide {

// Under which clauses of the guide the year by mastery runs.
inline constexpr sa_1426::MasteryClauses k_guide_clauses = {
    .counting = "PG-1.35",
    .level = "PG-1.40",
    .report = "PG-1.43",
    .unmastered = "PG-1.52",
    .final_day = "PG-1.34",
    .judgement = "PG-1.33",
    .evidence = "PG-1.30",
    .promotion = "PG-1.58",
    .committee = "PG-1.63",
    .exam_mark = "PG-1.7",
    .second_round = "PG-1.10",
    .admission = "PG-2.1",
};

// The guide's rules hold these beside its others: struct GuideRules : sa_1426::Rules, sa_1426::MasteryRules, EarlyRules.
struct EarlyRules {
    virtual ~EarlyRules() = default;

    Parameter<int> final_weeks;                   // mastery.final_weeks
    Parameter<std::vector<std::string>> remarks;  // mastery.remarks
    Parameter<int> recitation_first_grade;        // mastery.recitation_first_grade
    Parameter<std::vector<int>> target_grades;    // placement.target_grades
    Parameter<std::vector<int>> ages;             // placement.ages, in the order of the grades
    Parameter<int> tolerance_months;              // placement.tolerance_months
    Parameter<std::vector<int>> pledge_grades;    // placement.pledge_grades
    Parameter<std::vector<std::string>> nomad_issuers;          // placement.nomad_issuers
    Parameter<std::vector<std::string>> posted_abroad_issuers;  // placement.posted_abroad_issuers

    // Throws ConfigurationFault with all that is wrong: ages that are not as many as the grades.
    [[nodiscard]] static EarlyRules read(const ParametersOnDay& parameters);
};

// The early-grade rules of an edition. Throws ConfigurationFault when it has none.
[[nodiscard]] const EarlyRules& needed_early_rules(const sa_1426::EditionRules& rules);

}  // namespace taqwim::sa_guide
