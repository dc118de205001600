// What the votes of a committee carry: who may vote, who is in conflict, the quorum, and the regulation's own rule where
// it has one (SR-5.3, PG-1.63). Without SQL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "committees/committees.h"
#include "core/refusal.h"
#include "regulations/sa_1426/article_05_primary.h"

namespace taqwim::committees {

// The values of the mastery regulations: they alone say how many make a quorum. Nothing for another regulation.
[[nodiscard]] std::optional<sa_1426::MasteryRules> mastery_rules(const RuleSet* rules, Day day);

// The decision's attendance as the rules count it.
[[nodiscard]] sa_1426::CommitteeSession session_of(const Decision& decision);

// Counts who may vote on the day, who is in conflict, who is there, and whether the chair is. Refuses who is no voting
// member on that day, or named twice: record_unknown {staff_member}.
[[nodiscard]] std::optional<Refusal> count_attendance(Decision& decision,
                                                      const std::vector<Member>& all);
// A vote that the kind of case does not have, or of somebody in conflict: value_not_listed.
[[nodiscard]] std::optional<Refusal> refuses_vote(const Decision& decision, std::string_view kind);

// What the votes carry, or why they carry nothing.
[[nodiscard]] Result<std::string> carried_by_votes(
    const Decision& decision, std::string_view kind,
    const std::optional<sa_1426::MasteryRules>& rules);

}  // namespace taqwim::committees
