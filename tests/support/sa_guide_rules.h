#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/school_year.h"
#include "regulations/sa_guide/guide_rules.h"

namespace taqwim::tests {

inline constexpr SchoolYear k_sa_guide_school_year{2004};

// The rules of sa_guide as the program's own files give them for the school year 2004-2005.
[[nodiscard]] const sa_guide::GuideRules& sa_guide_rules();

// The same with other values, by name: {"oral.counts_1", "[\"2\"]"}, each as TOML writes it. The rules live until the
// program ends. Throws ConfigurationFault when the values do not go together.
[[nodiscard]] const sa_guide::GuideRules& sa_guide_rules_with(
    const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace taqwim::tests
