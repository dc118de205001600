// A Saudi year by marks from JSON and back, for tests alone: as short as it can be, and apart from the product's reader.
#pragma once

#include <nlohmann/json.hpp>

#include "regulations/sa_1426/outcome.h"

namespace taqwim::tests {

// The facts of a year: student_kind, grade, plan (a list of subjects), marks, absences, second_round, one_term,
// exam_only_terms. In marks null is an exam that was not sat and "" a part that was not entered. Throws
// std::runtime_error for a key that nobody reads.
[[nodiscard]] sa_1426::StudentYear sa_1426_year(const nlohmann::json& facts);

// A student of cases/students.json with the plan and the base marks of cases/policy.json laid out in full.
[[nodiscard]] nlohmann::json sa_1426_facts(const nlohmann::json& student,
                                           const nlohmann::json& policy);

// {"round1": …, "round2": …} as the expected results have it, every subject's final mark among them; besides, "subjects",
// "missing" and "average".
[[nodiscard]] nlohmann::json sa_1426_outcome(const sa_1426::StudentYear& year,
                                             const sa_1426::Outcome& outcome);

}  // namespace taqwim::tests
