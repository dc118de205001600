// Who is assessed again, from the record: the subjects and scopes of the outcome, and its marks once they are there.
#pragma once

#include <memory>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/rule_set.h"
#include "results/documents/placement_list/placement_list.h"
#include "results/documents/placement_notice/placement_notice.h"
#include "results/documents/year_on_paper.h"

namespace taqwim::results {

// KW-18.2, KW-19. The record has the first day of the assessments and none of a subject. Refuses with facts_incomplete for a learner
// who is not assessed again.
[[nodiscard]] Result<PlacementNotice> placement_notice_of(
    database::Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
    const documents::PaperOrder& order, const YearOnPaper& year);

// Of the order's class. A learner whose result is withheld is not on it, nor on a draft one whose year cannot be judged. Refuses with
// record_unknown, of an issue as year_on_paper does, and with facts_incomplete where nobody is assessed again.
[[nodiscard]] Result<PlacementList> placement_list_of(database::Session& session,
                                                      const Publications& publications,
                                                      const documents::PaperOrder& order);

}  // namespace taqwim::results
