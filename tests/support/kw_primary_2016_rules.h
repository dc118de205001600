#pragma once

#include <array>

#include "core/school_year.h"
#include "regulations/kw_primary_2016/rules.h"
#include "regulations/kw_primary_2016/student_year_builder.h"

namespace taqwim::tests {

// The rules of kw_primary_2016 as the project's own parameter files give them for the school year
// 2015-2016.
[[nodiscard]] const kw_primary_2016::Rules& kw_rules();

inline constexpr SchoolYear k_kw_school_year{2015};

// The symbols and labels of the five levels (KW-9).
[[nodiscard]] std::span<const kw_primary_2016::LevelSymbol> kw_level_symbols();

}  // namespace taqwim::tests
