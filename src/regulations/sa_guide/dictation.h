// PG-5.dictation.2: the mark of a test dictation from the wrong words.
#pragma once

#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

// The leaf's maximum less half a mark for each wrong word, not below 0. A word is wrong once however many errors it has;
// the same word wrong twice counts twice; an omitted word is wrong. Refuses a grade without a row in the table and more
// wrong words than are dictated.
[[nodiscard]] Result<Mark> test_dictation_mark(const Mark& maximum, int wrong_words, int grade,
                                               const AssessmentRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
