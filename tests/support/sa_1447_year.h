// The rules of sa_1447 as its files give them, and whole student-years to change a fact in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1447/outcome.h"
#include "regulations/sa_1447/rules.h"

namespace taqwim::tests {

// In force on the first day of 2025-2026.
[[nodiscard]] const sa_1447::EditionRules1447& rules_1447();

// Every part of every subject has this share of its maximum, every standard is met, behaviour is without offence and with
// the share of distinguished behaviour, and nobody was absent.
[[nodiscard]] sa_1447::StudentYear whole_year(int grade, std::string_view track, Exact share);

// The course of a subject; term 0 for a subject of the year. Fails loudly when there is none.
[[nodiscard]] sa_1447::CourseFacts& course_of(sa_1447::StudentYear& year, std::string_view subject,
                                              int term);

struct Evaluated1447 {
    std::optional<Refusal> refusal;
    sa_1447::Outcome outcome;
};
[[nodiscard]] Evaluated1447 evaluated(const sa_1447::StudentYear& year);

[[nodiscard]] const sa_1447::CourseOutcome& outcome_of(const sa_1447::StudentYear& year,
                                                       const sa_1447::Outcome& outcome,
                                                       std::string_view subject, int term);

// The codes of what was left open, in their order.
[[nodiscard]] std::vector<std::string> left_open(const sa_1447::Outcome& outcome);

// A mark from its text: "52.5".
[[nodiscard]] Mark mark(std::string_view text);

}  // namespace taqwim::tests
