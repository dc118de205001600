// Writes students as student-years in JSON (docs/student-year.md), one a line.
#pragma once

#include "regulations/frame/json_writer.h"
#include "sample_student.h"

namespace taqwim::sample_school {

// The student with all days: the same facts as in the school's folder.
void write_student_year(const SampleStudent& student, JsonWriter& json);

// "policy": the competencies and units of the grade, into the object that is open.
void write_policy(int grade, JsonWriter& json);

}  // namespace taqwim::sample_school
