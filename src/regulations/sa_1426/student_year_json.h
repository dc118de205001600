// Reads a Saudi year by marks from JSON (docs/saudi-student-year.md): the names and shapes of the catalogue's thirty-five students,
// with the plan and every mark in the document itself. Strict: a field that is not known is refused, and so is a result
// that somebody typed. A missing fact (no field, null, an empty text) stays missing.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/json_value.h"
#include "regulations/sa_1426/document_kind.h"
#include "regulations/sa_1426/facts.h"
#include "regulations/sa_1426/given_policy.h"
#include "regulations/sa_1426/student_year_builder.h"

namespace taqwim::sa_1426 {

struct StudentYearReading {
    std::optional<StudentYear> facts;  // when nothing is wrong
    std::vector<Refusal> problems;     // everything that is
    // The rules that the facts were checked by and are to be evaluated by. They point into `policy` where there is one.
    const Rules* rules = nullptr;
    std::unique_ptr<const GivenPolicy> policy;
};

struct StudentYearReader {
    const RulesInForce& rules;
    // The plan of the student-year read last, so that consecutive students of a class share one. Of one thread.
    std::shared_ptr<const Plan>* last_plan = nullptr;
};

[[nodiscard]] StudentYearReading read_student_year(const JsonValue& document,
                                                   const StudentYearReader& reader);

}  // namespace taqwim::sa_1426
