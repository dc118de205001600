// What can be asked about the early grades under the guide: the kinds of documents that its rule set answers beside
// those of every edition with mastery rules.
//
//   early_level            {"studied": 6, "mastered": 4, "audience": "staff"}
//   early_period_series    {"periods": [{"n": 1, "studied_cumulative": 6, "mastered_cumulative": 4}, …]}
//   early_promotion        {"subjects": [{"subject": "math", "listed": 25, "studied": 25, "mastered": 8, "minimum": 5,
//                           "minimum_mastered": 5}], "opinion": {"option": "b", "remarks": ["stuttering"]}}
//   early_composite_skill  {"skill": "…", "parts": ["1-9", "10-49"], "taught_by_report": ["1-9"], "latest": {"1-9": "mastered"}}
//   placement_age          {"target_grade": 2, "birth_hijri": "1420-11-10", "reference_hijri": "1427-08-10"}
//   placement_test         the same with "pledge", "proof", "directorate_answered" and "test"
//   early_description      {"text": "…"}: refuses a mark in words that describe (PG-1.61, PG-1.62)
//   early_recitation       {"grade": 1}: refuses where recitation is not judged (PG-1.64)
#pragma once

#include <optional>
#include <vector>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_guide {

// All of them, and "mastery_year" with what the guide adds to it.
[[nodiscard]] std::vector<sa_1426::DocumentKind> early_kinds();

using EarlyKind = std::optional<Refusal>(const JsonValue& input, const sa_1426::EditionRules& rules,
                                         Trace& trace, JsonWriter& out);
EarlyKind early_level_kind;
EarlyKind early_period_series_kind;
EarlyKind early_promotion_kind;
EarlyKind early_composite_skill_kind;
EarlyKind placement_age_kind;
EarlyKind placement_test_kind;
EarlyKind early_description_kind;
EarlyKind early_recitation_kind;

}  // namespace taqwim::sa_guide
