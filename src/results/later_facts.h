// What attendance and committees add to a student-year.
#pragma once

#include "results/record_facts.h"

namespace taqwim::results {

// Days, absences from examinations and conduct, in the form of the student's regulation.
void attendance_facts(database::Session& session, const YearPlace& place, FactsTree& tree);

// Decisions of the guidance committee (SR-5.3) and cases of Article 16 (KW-16).
void committee_facts(database::Session& session, const YearPlace& place, FactsTree& tree);

}  // namespace taqwim::results
