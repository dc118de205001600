// What a Kuwaiti year has beside marks, attendance and committees: who the student is, the days of the year, exemptions
// (docs/student-year.md).
#pragma once

#include "results/facts_tree.h"
#include "results/record_facts.h"

namespace taqwim::results {

void put_kuwait_year(database::Session& session, const YearPlace& place, FactsTree& tree);

}  // namespace taqwim::results
