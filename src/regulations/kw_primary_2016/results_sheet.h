// How an outcome reads to people: a line of the class sheet, a record of a flat table, and the frame of an
// explanation. Words come from the message files; nothing is computed here.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "regulations/frame/rule_set.h"
#include "regulations/kw_primary_2016/outcome.h"
#include "regulations/kw_primary_2016/outcome_json.h"
#include "regulations/kw_primary_2016/what_would_change.h"

namespace taqwim::kw_primary_2016 {

// What a sheet is written from.
struct SheetSource {
    const StudentYear& year;
    const Outcome& outcome;
    const Rules& rules;
    const Messages& words;
    const GradeSymbols& symbols;
};

[[nodiscard]] SheetRow sheet_row(const SheetSource& source);
// The row of a student whose facts were refused.
[[nodiscard]] SheetRow refused_sheet_row(const std::string& id, const StudentYear* year,
                                         std::span<const Refusal> refusals, const Messages& words);

[[nodiscard]] std::vector<std::string> csv_columns(const Messages& words);
[[nodiscard]] std::vector<std::string> csv_record(const SheetSource& source);
[[nodiscard]] std::vector<std::string> refused_csv_record(const std::string& id,
                                                          std::span<const Refusal> refusals,
                                                          const Messages& words);

[[nodiscard]] Explanation explanation(const SheetSource& source, const ClauseRegister& clauses,
                                      std::span<const SubjectInTheWay> changes,
                                      const TraceRecording& trace,
                                      const std::string& regulation_title);

}  // namespace taqwim::kw_primary_2016
