#include "regulations/sa_1426/mastery_rules.h"

#include <algorithm>

#include "core/configuration_fault.h"

namespace taqwim::sa_1426 {

bool MasteryRules::covers(int grade) const
{
    return std::find(grades.value.begin(), grades.value.end(), grade) != grades.value.end();
}

MasteryRules MasteryRules::read(const ParametersOnDay& parameters, const MasteryClauses& clauses)
{
    std::vector<ConfigurationProblem> problems;
    const auto expect = [&](bool holds, const char* parameter, const char* problem) {
        if (!holds)
            problems.push_back(
                {"parameters of the year by mastery", 0, std::string(parameter) + ": " + problem});
    };

    MasteryRules rules;
    rules.clauses = clauses;
    rules.grades = parameters.counts("mastery.grades");
    expect(!rules.grades.value.empty(), "mastery.grades", "must name a grade");

    // A level is the first whose lower bound is reached (D3), so the bounds fall and end at 0.
    const auto from = parameters.exacts("mastery.level_from");
    const auto levels = parameters.counts("mastery.levels");
    rules.level_bands.info = from.info;
    expect(from.value.size() == levels.value.size() && !from.value.empty() &&
               from.value.back().is_zero() &&
               std::is_sorted(from.value.rbegin(), from.value.rend(), std::less_equal<>()),
           "mastery.level_from", "must fall, end at 0 and have as many entries as mastery.levels");
    for (std::size_t i = 0; i < std::min(from.value.size(), levels.value.size()); ++i)
        rules.level_bands.value.push_back({from.value[i], levels.value[i]});

    rules.reports_per_year = parameters.count("mastery.reports_per_year");
    rules.tools = parameters.list("mastery.tools");
    expect(!rules.tools.value.empty(), "mastery.tools", "must name a tool");
    rules.quorum_share = parameters.share("mastery.quorum_share");
    rules.guardian_sees_minimum = parameters.yes_no("mastery.guardian_sees_minimum");
    if (!problems.empty())
        throw ConfigurationFault(problems);
    return rules;
}

const MasteryRules* mastery_rules_of(const EditionRules& rules)
{
    return dynamic_cast<const MasteryRules*>(&rules);
}

}  // namespace taqwim::sa_1426
