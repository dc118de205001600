// KW-T-CARD  The follow-up card of a learner from the record: the year's outcome, behaviour grades, and attendance.
#pragma once

#include "documents/paper_kinds.h"
#include "results/documents/follow_up_card/follow_up_card.h"
#include "results/documents/year_on_paper.h"

namespace taqwim::results {

// Refuses as attendance's counts do, and with regulation_unknown.
[[nodiscard]] Result<FollowUpCard> follow_up_card_of(
    database::Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
    const documents::PaperOrder& order, const YearOnPaper& year);

}  // namespace taqwim::results
