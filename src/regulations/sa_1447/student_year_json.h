// A student's year as JSON: docs/saudi-1447-year.md. Everything that is wrong with it is reported in one pass.
#pragma once

#include <optional>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/json_value.h"
#include "regulations/sa_1447/document_reader.h"
#include "regulations/sa_1447/facts.h"
#include "regulations/sa_1447/rules.h"

namespace taqwim::sa_1447 {

// Reads the facts of a student's year under these rules, which must outlive them. Nothing when the reader has problems.
// School year and id are the caller's.
[[nodiscard]] std::optional<StudentYear> read_student_year(const JsonValue& document,
                                                           const EditionRules1447& rules,
                                                           DocumentReader& reader);

// {"offences": [{"degree": 1, "times": 4}], "recovered": "1", "distinguished": "18"}
[[nodiscard]] BehaviourFacts read_behaviour(const JsonValue& value, const EditionRules1447& rules,
                                            DocumentReader& reader);

// {"absent_days": 3, "excuses": [{"days": 2, "after_working_days": 1, "accepted": true}]}
// `more` are fields beside these that the caller reads itself.
[[nodiscard]] AttendanceFacts read_attendance(const JsonValue& value, const EditionRules1447& rules,
                                              DocumentReader& reader,
                                              DocumentReader::Names more = {});

}  // namespace taqwim::sa_1447
