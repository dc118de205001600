// PG-24.W.1  The notice of mastered skills from the judgements as they stand on its day.
#pragma once

#include "documents/paper_kinds.h"
#include "results/documents/skills_notice/skills_notice.h"
#include "results/publications.h"

namespace taqwim::results {

// Refuses with record_unknown, facts_incomplete (of a year that does not go by skills), and of an issue with
// result_withheld.
[[nodiscard]] Result<SkillsNotice> skills_notice_of(database::Session& session,
                                                    const Publications& publications,
                                                    const documents::PaperOrder& order);

}  // namespace taqwim::results
