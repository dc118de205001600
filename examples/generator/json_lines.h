// Writes students as student-years in JSON (docs/student-year.md), one a line.
#pragma once

#include <cstdint>
#include <string_view>

#include "regulations/frame/json_writer.h"
#include "sample_student.h"

namespace taqwim::sample_school {

// The student with all days: the same facts as in the school's folder.
void write_student_year(const SampleStudent& student, JsonWriter& json);

// An ordinary student-year without days, as large as a real one: some 16 levels for each subject and term, absence as
// counts. `number` of `seed` is always the same student, whatever was written before.
void write_plain_year(std::uint64_t seed, std::uint64_t number, JsonWriter& json);

}  // namespace taqwim::sample_school
