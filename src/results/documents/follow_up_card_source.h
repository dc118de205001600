// KW-T-CARD, KW-T-REPORT  The follow-up card of a learner from the record: the year's outcome, behaviour grades and attendance,
// and on its second page the notes of his teachers in the term that began last.
#pragma once

#include "documents/paper_kinds.h"
#include "results/documents/follow_up_card/follow_up_card.h"
#include "results/documents/year_on_paper.h"

namespace taqwim::results {

// Refuses as attendance's counts do, with regulation_unknown, and of an issue with facts_incomplete while a row of the report
// is not signed.
[[nodiscard]] Result<FollowUpCard> follow_up_card_of(
    database::Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
    const documents::PaperOrder& order, const YearOnPaper& year);

}  // namespace taqwim::results
