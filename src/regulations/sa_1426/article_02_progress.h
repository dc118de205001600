// Articles 1 (6), 2 (2), 2 (5) and 4 (3): where a student stands. Nothing here decides a result, and nothing here is a rank.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/after_the_result_rules.h"

namespace taqwim::sa_1426 {

// SR-2.2  A learning goal with the marks of its items.
struct Goal {
    bool taught = true;
    Mark mark;
    Mark of;
};
struct GoalCoverage {
    int taught = 0;
    int mastered = 0;
    std::optional<Exact> percent;  // none when nothing was taught
};
// Goals not yet taught do not count. Exactly the share of mastery is enough; a goal without marks is not mastered.
[[nodiscard]] GoalCoverage goal_coverage(std::span<const Goal> goals,
                                         const AfterTheResultRules& rules, Trace& trace);
[[nodiscard]] std::optional<Exact> goal_percent(int mastered, int taught, Trace& trace);

// SR-2.5  A part of the year's marks; no mark when it is still to come.
struct YearPart {
    std::optional<Mark> mark;
    Mark of;
};
enum class RiskStatus : std::uint8_t {
    no_minimum,  // the subject has none
    on_track,
    at_risk,  // what is needed is more than the share of what can still be had
    cannot    // never shown to the student in this word: what remains possible is the second round
};
[[nodiscard]] const char* code(RiskStatus status);
struct Risk {
    RiskStatus status = RiskStatus::no_minimum;
    Mark needed;     // negative when the minimum is already passed
    Mark available;  // marks that can still be had
};
[[nodiscard]] Risk risk_of_failure(const std::optional<Mark>& minimum,
                                   std::span<const YearPart> parts,
                                   const AfterTheResultRules& rules, Trace& trace);

// SR-1.6  A mark beside the mean of the class, for norm-referenced tests. The square root that the standard deviation and
// the standard score need is taken of whole numbers, so that the two places shown are exact.
struct ClassMean {
    int sitters = 0;
    bool shown = false;  // enough sat
    Exact mean;
    Exact variance;   // of the whole class
    Exact deviation;  // rounded to two places, half up
    // Of one student's mark.
    std::optional<Exact> difference;
    std::optional<Exact> score;  // rounded to two places; none when all marks are alike
};
[[nodiscard]] ClassMean class_mean(std::span<const Mark> sitters, const std::optional<Mark>& own,
                                   const AfterTheResultRules& rules, Trace& trace);

// The square root of a number that is not negative, rounded to so many places, half up.
[[nodiscard]] Exact rounded_root(const Exact& square, int places);

// SR-4.3a  The share of the first term in periods or in content. Refuses a course that has nothing in both terms.
struct TermBalance {
    Exact share;
    bool balanced = false;  // otherwise the plan needs a written reason
};
[[nodiscard]] Result<TermBalance> balance_of_terms(int first, int second,
                                                   const AfterTheResultRules& rules, Trace& trace);

}  // namespace taqwim::sa_1426
