// An outcome as JSON: the fields of docs/outcome.md.
#pragma once

#include <array>
#include <span>
#include <string>

#include "regulations/frame/json_writer.h"
#include "regulations/kw_primary_2016/outcome.h"
#include "regulations/kw_primary_2016/what_would_change.h"

namespace taqwim::kw_primary_2016 {

// The printed symbols of the verbal grades (م, ج.ج, …), by VerbalGrade.
using GradeSymbols = std::array<std::string, 5>;

// The fields of the outcome into the object that is open in `json`.
void write_outcome(const StudentYear& year, const Outcome& outcome, const Rules& rules,
                   const GradeSymbols& symbols, JsonWriter& json);

// "what_would_change": one entry for each subject that stands in the way.
void write_what_would_change(std::span<const SubjectInTheWay> subjects, JsonWriter& json);

// "17.1" for KW-17.1: the article and clause as the document numbers them. KW-DECIDE has none.
[[nodiscard]] std::string article_of(const char* clause);

}  // namespace taqwim::kw_primary_2016
