// The rules of the guide in force on a day: those of a year by marks, as sa_1426 has them, with the guide's own values,
// and its parts for the early grades, for assessment and
// for what follows an examination (sa_1426/rules_part.h).
#pragma once

#include <memory>

#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/mastery_rules.h"
#include "regulations/sa_1426/rules.h"
#include "regulations/sa_guide/assessment_rules.h"
#include "regulations/sa_guide/early_rules.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

struct GuideRules : sa_1426::Rules,
                    sa_1426::MasteryRules,
                    EarlyRules,
                    OperationsRules,
                    AssessmentRules {
    // Throws ConfigurationFault with what is wrong in one of the parts. The digest also covers the mark schemes.
    [[nodiscard]] static std::unique_ptr<const GuideRules> read(const ParametersOnDay& parameters);
};

}  // namespace taqwim::sa_guide
