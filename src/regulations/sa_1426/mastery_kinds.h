// What can be asked about the year by mastery: the kinds of documents that every edition with mastery rules answers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/document_kind.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_fields.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_1426 {

// "primary" and "mastery_year".
[[nodiscard]] std::vector<DocumentKind> mastery_kinds();

// The primary stage by counts (SR-5.1 to SR-5.3):
//
//   {"grade": 3, "minimum": {"total": 42, "mastered": 41, "not_taught": 0}, "other": {"total": 30, "mastered": 21},
//    "committee": {"members": 5, "present": 3, "chair_present": true, "votes": {"PRIMARY_PROMOTED": 3}, "reasons": "…"},
//    "summaries": {"periods": 4, "published": [1, 2, 3, 4]}}
//   → {"outcome": "PRIMARY_PROMOTED", "by": "5.3", "final": true}
[[nodiscard]] std::optional<Refusal> primary_kind(const JsonValue& input, const EditionRules& rules,
                                                  Trace& trace, JsonWriter& out);

// For the kinds of other editions.

// Throws ConfigurationFault when the edition has none: it lists a kind that it cannot answer.
[[nodiscard]] const MasteryRules& needed_mastery_rules(const EditionRules& rules);
// The grade, when it is one that goes by mastery.
[[nodiscard]] std::optional<int> read_mastery_grade(const JsonValue& input,
                                                    const MasteryRules& rules, FieldReader& reader);
// The session that the object holds.
[[nodiscard]] CommitteeSession read_committee(const JsonValue& committee, FieldReader& reader);

}  // namespace taqwim::sa_1426
