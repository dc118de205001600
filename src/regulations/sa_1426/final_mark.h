// SR-1.11  The final mark of a subject in the first round: coursework and exam of both terms, then the fraction rule.
#pragma once

#include "core/trace.h"
#include "regulations/sa_1426/outcome.h"

namespace taqwim::sa_1426 {

// Fills in what of the subject is entered, which exams were sat, and its marks. An exam that was not sat counts 0. With a
// part that was not entered its term has no mark and the subject no final one; what is missing is added to the outcome's list. The allotment must
// be there (article_06_allotment.h).
void final_mark(const StudentYear& year, std::size_t subject, const Rules& rules, Outcome& outcome,
                Trace& trace);

}  // namespace taqwim::sa_1426
