// What comes after a year that was not passed, where the regulation says more than the decision: Article 9 on repeating,
// leaving and the choice of the third secondary, and Article 10 for affiliated students. The law is asked; this only hands
// it the facts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "regulations/frame/rule_set.h"
#include "results/evaluation.h"
#include "results/promotion_store.h"

namespace taqwim::results {

struct FailedYearFacts {
    std::string regulation;
    std::string year_name;
    std::int64_t grade = 0;
    std::string decision;  // REPEAT, NOT_PASSED
    bool is_affiliated = false;
    bool is_night_school = false;
    std::vector<std::string> not_passed;  // subjects of the last round
    std::vector<std::string> excused;
    std::optional<Day> birth_day;
    Day next_first_day{0};
    Day today{0};
    std::int64_t failures_in_grade = 1;
    std::string extension;  // approved, refused; empty: not decided
    bool is_leaving_approved = false;
    std::optional<Grade12Wish> wish;
};

struct AfterTheResult {
    std::string action;  // "REPEAT_REGULAR", "AWAIT_CHOICE" …
    std::string clause;  // "SR-9.1"
};

// Refuses as the rule set does: choice_late, field_missing (the birth date) …
[[nodiscard]] Result<AfterTheResult> after_the_result(const FailedYearFacts& facts,
                                                      YearEvaluation& evaluation);

}  // namespace taqwim::results
