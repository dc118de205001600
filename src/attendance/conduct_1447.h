// Conduct as the facts of sa_1447's model 10.
#pragma once

#include <vector>

#include "attendance/conduct.h"
#include "regulations/sa_1447/conduct.h"
#include "school/years.h"

namespace taqwim::attendance {

// The offences of a term, each of the list as one line with how often (decision D10 of sa_1447); marks as sums. The
// marks of distinguished behaviour are missing while none was recorded.
[[nodiscard]] sa_1447::BehaviourFacts behaviour_facts(const std::vector<ConductEntry>& conduct,
                                                      const school::Term& term);

}  // namespace taqwim::attendance
