#pragma once

#include <memory>
#include <string>
#include <vector>

#include "regulations/sa_1426/mastery_rules.h"
#include "regulations/sa_guide/early_rules.h"

namespace taqwim::tests {

// The mastery rules of sa_1426, as its own parameter files give them, for tests that need no rule set.
struct RegulationMasteryRules : sa_1426::EditionRules, sa_1426::MasteryRules {
    explicit RegulationMasteryRules(sa_1426::MasteryRules rules)
        : sa_1426::MasteryRules(std::move(rules))
    {}
};
[[nodiscard]] const RegulationMasteryRules& regulation_mastery_rules();

// The same of sa_guide, with those of its early grades.
struct GuideMasteryRules : sa_1426::EditionRules, sa_1426::MasteryRules, sa_guide::EarlyRules {
    GuideMasteryRules(sa_1426::MasteryRules rules, sa_guide::EarlyRules early)
        : sa_1426::MasteryRules(std::move(rules)), sa_guide::EarlyRules(std::move(early))
    {}
};
[[nodiscard]] const GuideMasteryRules& guide_mastery_rules();

}  // namespace taqwim::tests
