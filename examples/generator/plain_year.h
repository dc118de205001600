// Ordinary student-years in any number, for measuring: without days, so that a million take neither a school nor a
// calendar.
#pragma once

#include <cstdint>

#include "regulations/frame/json_writer.h"

namespace taqwim::sample_school {

// As large as a real one: some 16 levels for each subject and term, absence as counts. `number` of `seed` is always the
// same student, whatever was written before.
void write_plain_year(std::uint64_t seed, std::uint64_t number, JsonWriter& json);

}  // namespace taqwim::sample_school
