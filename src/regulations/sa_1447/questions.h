// What can be asked besides a student's year: one pure function of its input each (docs/saudi-1447-year.md).
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1447 {

// SA1447-GPA  {"years": [{"grade": 10, "average": "91.5"}, …]}: the cumulative average of the secondary stage.
[[nodiscard]] std::optional<Refusal> answer_gpa(const JsonValue& input,
                                                const sa_1426::EditionRules& rules, Trace& trace,
                                                JsonWriter& out);

// SA1447-M10  The ledger of behaviour in a term.
[[nodiscard]] std::optional<Refusal> answer_behaviour(const JsonValue& input,
                                                      const sa_1426::EditionRules& rules,
                                                      Trace& trace, JsonWriter& out);

// SA1447-M11, SA1447-BAR  The ledger of attendance, and with a grade whether the days bar the student.
[[nodiscard]] std::optional<Refusal> answer_attendance(const JsonValue& input,
                                                       const sa_1426::EditionRules& rules,
                                                       Trace& trace, JsonWriter& out);

}  // namespace taqwim::sa_1447
