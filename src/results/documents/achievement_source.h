// KW-T-10, KW-T-11b  A learner's achievement records of a term from the record: the measures and units as they stand in
// the mark sheets, levels, points and marks as the regulation makes them.
#pragma once

#include <memory>
#include <vector>

#include "documents/paper_kinds.h"
#include "marks/documents/final_record/final_record.h"
#include "marks/documents/formative_record/formative_record.h"
#include "regulations/frame/rule_set.h"
#include "results/documents/year_on_paper.h"

namespace taqwim::results {

// Part "term_1" or "term_2": a record of each subject in which he is assessed, in the order of the plan. Refuses with
// regulation_unknown, and with facts_incomplete where the term has no record.
[[nodiscard]] Result<marks::FormativeRecords> formative_records_of(
    database::Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
    const documents::PaperOrder& order, const YearOnPaper& year);
[[nodiscard]] Result<marks::FinalRecords> final_records_of(
    database::Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
    const documents::PaperOrder& order, const YearOnPaper& year);

}  // namespace taqwim::results
