// Which student shows which branch: as a CSV file beside the school's folder, and as the table of examples/README.md.
#pragma once

#include <string>

#include "school.h"

namespace taqwim::sample_school {

// student, grade, branch, decision_round_1, decision, repeat_reason, rows, clauses, ar, en; by the table's order.
[[nodiscard]] std::string branches_csv(const SampleSchool& school);

// The same in Markdown.
[[nodiscard]] std::string branches_markdown(const SampleSchool& school);

}  // namespace taqwim::sample_school
