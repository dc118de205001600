// Reads a year by mastery from JSON (docs/mastery-year.md). Strict: a field that is not known is refused, and so are
// marks and results that somebody typed. A missing fact stays missing.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "regulations/frame/json_value.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_fields.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_1426 {

// The year of one student. Everything that is wrong is in the reader; the facts may be used when it is clean.
// `other_fields` are those of the input that the edition reads itself.
[[nodiscard]] MasteryYear read_mastery_year(const JsonValue& input, const MasteryRules& rules,
                                            const std::vector<std::string_view>& other_fields,
                                            FieldReader& reader);

}  // namespace taqwim::sa_1426
