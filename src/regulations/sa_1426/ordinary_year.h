// Invented student-years of an ordinary kind, for benchmarks and tests: the same for the same number.
#pragma once

#include <cstdint>

#include "regulations/sa_1426/facts.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

// A regular student's whole year, second round included where one is due: nine subjects up to grade 9, ten from grade 10
// on. About one in six has something below a minimum mark.
[[nodiscard]] StudentYear ordinary_year(std::uint64_t number, int grade, const Rules& rules);

}  // namespace taqwim::sa_1426
