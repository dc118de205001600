// Invented student-years of an ordinary kind, for benchmarks and tests: the same for the same number.
#pragma once

#include <cstdint>
#include <string_view>

#include "regulations/sa_1447/facts.h"
#include "regulations/sa_1447/rules.h"

namespace taqwim::sa_1447 {

// A whole year of a grade and track of the plans, with the second sitting where one is due. About one course in twenty
// lies low. The rules must outlive the facts.
[[nodiscard]] StudentYear ordinary_year(std::uint64_t number, int grade, std::string_view track,
                                        const EditionRules1447& rules);

}  // namespace taqwim::sa_1447
