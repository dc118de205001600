// Names and persons. They are put together from lists of common names and belong to nobody.
#pragma once

#include <string>

#include "random.h"
#include "sample_student.h"

namespace taqwim::sample_school {

// Given name, father's name and family name.
[[nodiscard]] std::string drawn_name(Random& random);
[[nodiscard]] std::string drawn_non_muslim_name(Random& random);

// Name, sex, birth date and nationality of a boy of the grade.
void draw_person(SampleStudent& student, Random& random);

}  // namespace taqwim::sample_school
