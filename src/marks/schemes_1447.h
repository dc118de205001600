// Sheets of the distribution of 1447: the parts of a subject's model become columns (regulations/sa_1447/models.h). Marks of
// the first sitting stand in the sheets of the term, the exam with its alternative apart; the second sitting in one of its
// own, below the secondary stage once a year.
#pragma once

#include <vector>

#include "core/refusal.h"
#include "marks/schemes.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::marks {

// Without a class. Refuses with subject_not_in_plan (SA1447-PLANS) and value_not_listed (track, form).
[[nodiscard]] Result<std::vector<SheetDraft>> sheets_of_1447(const SchemeRequest& request,
                                                             const RuleSet& rule_set,
                                                             const ParametersOnDay& parameters);

}  // namespace taqwim::marks
