#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/school_year.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::tests {

inline constexpr SchoolYear k_sa_1426_school_year{2005};

// The rules of sa_1426 as the project's own parameter files give them for the school year 2005-2006.
[[nodiscard]] const sa_1426::Rules& sa_1426_rules();

// The same with other values, by name: {"fractions.raise", "none"}; a list's entries are parted by blanks. The rules live
// until the program ends. Throws ConfigurationFault when the values do not go together.
[[nodiscard]] const sa_1426::Rules& sa_1426_rules_with(
    const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace taqwim::tests
