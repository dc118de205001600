// The sheet of secondary students' data from the record: names, days of birth, nationality, and the paper with which each is matched.
#pragma once

#include "documents/paper_kinds.h"
#include "results/documents/identity_sheet/identity_sheet.h"

namespace taqwim::results {

// PG-7.2: of the last secondary grade; a Saudi with the number of the identity card, anybody else with the passport's. Seat
// numbers and places of birth are not in the record: their places stay open. Refuses with record_unknown, with
// grade_not_covered, and of what is to stand with facts_incomplete while somebody's paper is not recorded.
[[nodiscard]] Result<IdentitySheet> identity_sheet_of(database::Session& session,
                                                      const documents::PaperOrder& order);

}  // namespace taqwim::results
