// A class's results as one sheet, from the record: each row is what the student's own card says.
#pragma once

#include <memory>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/rule_set.h"
#include "results/documents/class_result_sheet/class_result_sheet.h"
#include "results/publications.h"

namespace taqwim::results {

// Of the order's class; part "term_1", "term_2" or "year". A student whose result is withheld, or whose year cannot be
// judged yet, stands in it without marks. Refuses with record_unknown {class}, and an issue with result_not_published.
[[nodiscard]] Result<ClassResultSheet> class_result_sheet_of(
    database::Session& session, const Publications& publications,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, const documents::PaperOrder& order);

}  // namespace taqwim::results
