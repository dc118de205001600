#include "documents/guide_in_force.h"

#include "regulations/registration.h"
#include "school/schools_store.h"

namespace taqwim::documents {

std::optional<sa_guide::DocumentRules> guide_in_force(
    database::Session& session, SchoolId school, Day day,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
{
    const RuleSet* const guide = find_rule_set(rule_sets, "sa_guide");
    if (guide == nullptr || school::country_of(session, school) != "SA")
        return std::nullopt;
    const auto values = guide->parameters().on(day);
    return values ? std::optional(sa_guide::DocumentRules::read(*values)) : std::nullopt;
}

}  // namespace taqwim::documents
