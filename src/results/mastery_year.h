// A year that is judged by skills, from the record (docs/mastery-year.md): the class's list of skills with the days on
// which they were taught, the student's judgements, and the periodic reports of his class.
#pragma once

#include <vector>

#include "results/facts_tree.h"
#include "results/year_cells.h"

namespace taqwim::results {

// Whether the class's sheets are lists of skills: a grade goes by marks or by mastery, never by both (SR-5.1).
[[nodiscard]] bool goes_by_mastery(const std::vector<YearCell>& cells,
                                   const std::string& enrolment);

// Everything below "/input" but what later rooms add.
void put_mastery_year(database::Session& session, const YearPlace& place,
                      const std::vector<YearCell>& cells, FactsTree& tree);

}  // namespace taqwim::results
