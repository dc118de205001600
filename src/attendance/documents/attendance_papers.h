// The papers of this room, for the desk (documents/paper_kinds.h).
#pragma once

#include "attendance/excuses.h"
#include "documents/paper_kinds.h"

namespace taqwim::attendance {

// The rule sets outlive the kinds.
void add_attendance_papers(documents::PaperKinds& kinds, const RuleSets& rule_sets);

}  // namespace taqwim::attendance
