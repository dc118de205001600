#include "regulations/sa_guide/early_rules.h"

#include "core/configuration_fault.h"

namespace taqwim::sa_guide {

EarlyRules EarlyRules::read(const ParametersOnDay& parameters)
{
    EarlyRules rules;
    rules.final_weeks = parameters.count("mastery.final_weeks");
    rules.remarks = parameters.list("mastery.remarks");
    rules.recitation_first_grade = parameters.count("mastery.recitation_first_grade");
    rules.target_grades = parameters.counts("placement.target_grades");
    rules.ages = parameters.counts("placement.ages");
    rules.tolerance_months = parameters.count("placement.tolerance_months");
    rules.pledge_grades = parameters.counts("placement.pledge_grades");
    rules.nomad_issuers = parameters.list("placement.nomad_issuers");
    rules.posted_abroad_issuers = parameters.list("placement.posted_abroad_issuers");
    if (rules.ages.value.size() != rules.target_grades.value.size())
        throw ConfigurationFault(
            {"parameters of sa_guide", 0,
             "placement.ages: must have as many entries as placement.target_grades"});
    return rules;
}

const EarlyRules& needed_early_rules(const sa_1426::EditionRules& rules)
{
    const auto* const early = dynamic_cast<const EarlyRules*>(&rules);
    if (early == nullptr)
        throw ConfigurationFault(
            {"kinds of documents", 0, "the edition has no rules of the early grades"});
    return *early;
}

}  // namespace taqwim::sa_guide
