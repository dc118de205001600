// PG-19.R  The windows in which students absent with an accepted excuse are re-examined. What Article 11 leaves to the
// Ministry stands here; the arithmetic is that of SR-11.1.
#pragma once

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/article_11_makeup.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

// PG-19.R.1, PG-19.R.2, PG-19.R.4; the refusals of PG-19.R (grades without exams) and PG-19.R.3 (grade 12 in the second
// term, whose next exam is the second round) carry these clauses.
[[nodiscard]] Result<sa_1426::MakeupWindow> examination_makeup_window(
    const sa_1426::MakeupRequest& request, const AbsenceRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
