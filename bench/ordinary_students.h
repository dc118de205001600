// The students that the benchmarks here measure with: ordinary years of grade 4, the same on every machine.
#pragma once

#include <cstddef>
#include <vector>

#include "regulations/frame/json_writer.h"
#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"

namespace taqwim::bench {

// The rules in force in 2015-2016. They live as long as the program.
[[nodiscard]] const kw_primary_2016::Rules& rules();

// Student-years numbered from 0.
[[nodiscard]] std::vector<kw_primary_2016::StudentYear> ordinary_students(std::size_t count);

// An ordinary student-year as a JSON document of docs/student-year.md.
void write_student_year(const kw_primary_2016::StudentYear& year, JsonWriter& json);

}  // namespace taqwim::bench
