// The early grades' card from the record: levels and skills from the outcome's report, words and opinion as they were written.
#pragma once

#include "documents/paper_kinds.h"
#include "results/documents/early_grade_card/early_grade_card.h"
#include "results/publications.h"

namespace taqwim::results {

// The report that the order's part names, report_1 to report_4. The first three are no results of a year: they are issued as the
// judgements stand, from their day on. The fourth is the final certificate and is issued of what is published (PG-1.44). What
// nobody has written has empty lines for a hand. Refuses as year_on_paper does, with facts_incomplete (a year that is not judged
// by skills, a report whose day has not come; of an issue a subject without a teacher), and of an issue with skills_unassessed and
// result_withheld.
[[nodiscard]] Result<EarlyGradeCard> early_grade_card_of(database::Session& session,
                                                         const Publications& publications,
                                                         const documents::PaperOrder& order);

}  // namespace taqwim::results
