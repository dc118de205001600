// KW-T-FOLLOW, PG-1.55  The teacher's follow-up register of a class from what was entered into its sheets.
#pragma once

#include "documents/paper_kinds.h"
#include "marks/documents/follow_up_register/follow_up_register.h"

namespace taqwim::results {

// Of the order's class and, where one is named, its subject alone. Part "term_1" or "term_2" (the measures of a Kuwaiti
// class), "notes", "matrix", "pages" or "lists" (a Saudi class that goes by skills). Refuses with record_unknown {class}, and
// facts_incomplete where the class has no such sheets.
[[nodiscard]] Result<marks::FollowUpRegister> follow_up_register_of(
    database::Session& session, const documents::PaperOrder& order);

// The kinds "follow_up_register", one for the Kuwaiti record and one for the guide's.
void add_follow_up_registers(documents::PaperKinds& kinds);

}  // namespace taqwim::results
