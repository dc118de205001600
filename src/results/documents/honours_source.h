// SR-3.7  The certificate of one honour, from its entry in the record (results/honours.h).
#pragma once

#include "documents/paper_kinds.h"

namespace taqwim::results {

// Refuses with record_unknown (no such honour of this student and year, or one that was withdrawn), facts_incomplete (English
// without its text) and, of an issue, honour_consent_missing.
void add_honours_paper(documents::PaperKinds& kinds);

}  // namespace taqwim::results
