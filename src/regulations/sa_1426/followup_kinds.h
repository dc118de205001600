// The questions about what follows a result, as documents of sa_1426 (document_kind.h): the next year, cumulative averages,
// exceptional promotion, make-up windows, and where a student stands.
//
//   {"kind": "followup", "input": {"grade": 7, "outcome": "REPEAT", "not_passed": ["MTH"], "age": 14}}
//   {"kind": "cumulative_average", "input": {"years": [{"grade": 11, "subjects": [{"code": "MTH", "final": "78", "periods": 5}]}]}}
//
// The edition's rules inherit from Rules and from AfterTheResultRules.
#pragma once

#include <optional>
#include <vector>

#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_1426 {

[[nodiscard]] std::vector<DocumentKind> followup_kinds();

// The kinds one by one. Each writes its fields into the object that is open, or refuses.
using KindRule = std::optional<Refusal>(const JsonValue& input, const EditionRules& rules,
                                        Trace& trace, JsonWriter& out);
// followup_kinds.cpp
KindRule followup_kind;  // SR-9.1 to SR-9.3, SR-10.1 to SR-10.8, SR-7.4
KindRule
    failed_subjects_year_kind;  // SR-9.2, SR-9.3: the year of who is affiliated in failed subjects
KindRule exceptional_promotion_kind;  // SR-7.3
KindRule makeup_window_kind;          // SR-11.1
// average_kinds.cpp
KindRule cumulative_average_kind;  // SR-12.2
// progress_kinds.cpp
KindRule risk_of_failure_kind;   // SR-2.5
KindRule goal_coverage_kind;     // SR-2.2
KindRule class_mean_kind;        // SR-1.6
KindRule balance_of_terms_kind;  // SR-4.3a

}  // namespace taqwim::sa_1426
