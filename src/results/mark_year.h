// A year by marks from the record: each cell's value put where its column's settings say, sums of the cells that share a
// place, and what the plan says of the subjects (docs/saudi-student-year.md, docs/student-year.md).
#pragma once

#include <vector>

#include "results/facts_tree.h"
#include "results/year_cells.h"

namespace taqwim::results {

// The marks of all sheets, and under kw_primary_2016 how many competencies and units they have.
void put_marks(const std::vector<YearCell>& cells, const YearPlace& place, FactsTree& tree);

// PG-9.2, SR-6.5, KW-15.A.E1  What holds for the student alone, by a decision.
void put_provisions(database::Session& session, const YearPlace& place, FactsTree& tree);

// The plan, the kind of student and, under the guide, of school: regulations of grades by marks (SR-1.2, SR-1.9).
void put_saudi_year(database::Session& session, const YearPlace& place, FactsTree& tree);

}  // namespace taqwim::results
