// What several kinds of documents of the early grades read and write alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/frame/json_value.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_fields.h"
#include "regulations/sa_guide/early_grades.h"
#include "regulations/sa_guide/early_rules.h"

namespace taqwim::sa_guide {

// "opinion": {"option": "b", "remarks": ["stuttering"]}
[[nodiscard]] std::optional<ClassHeadOpinion> read_opinion(const JsonValue& input,
                                                           const EarlyRules& rules,
                                                           sa_1426::FieldReader& reader);
// "final_effort": [{"skill": "…", "attempts": 2, "guardian_contacts": 1, "committee_contacts": 1}]
[[nodiscard]] std::vector<FinalEffort> read_final_efforts(const JsonValue& input,
                                                          sa_1426::FieldReader& reader);
// The first missing skill for which something is missing in the last weeks.
[[nodiscard]] std::optional<Refusal> refuses_without_final_efforts(
    const std::vector<std::string>& skills, const std::vector<FinalEffort>& efforts, Trace& trace);

// A refusal of a rule, whose field is a place within the input.
[[nodiscard]] Refusal at(const JsonValue& input, Refusal refusal);

// PG-1.63  "promote", "retain", "refer_support".
[[nodiscard]] const char* committee_word(sa_1426::CommitteeChoice choice);

}  // namespace taqwim::sa_guide
