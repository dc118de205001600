// A student's year by mastery from facts to outcome: the one path, with and without trace.
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_outcome.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_1426 {

// Pure: no clock, no file, no state. A refusal means that the facts contradict the regulation (a session of the
// committee for who needs none, or before the last day); `outcome` is then not to be used.
[[nodiscard]] std::optional<Refusal> evaluate_mastery(const MasteryYear& year,
                                                      const MasteryRules& rules,
                                                      MasteryOutcome& outcome, Trace& trace);

}  // namespace taqwim::sa_1426
