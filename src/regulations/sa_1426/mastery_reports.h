// The periodic reports: each holds everything from the first day to its own, and supersedes those before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/trace.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_level.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_1426 {

// PG-1.52  A skill that the report names.
struct UnmasteredSkill {
    SkillPlace place;
    std::vector<std::size_t> parts;  // that are missing: taught and not mastered
    std::vector<std::size_t> unassessed_parts;
};

struct SubjectReport {
    SkillCounts counts;
    std::optional<int> level;
    std::vector<UnmasteredSkill> unmastered;  // as many as were studied and not mastered
};

struct Report {
    int number = 0;  // 0: how things stand on the day, without a report
    Day on{};
    std::vector<SubjectReport> subjects;         // in the order of the list
    std::vector<std::size_t> unconfirmed_parts;  // D4: studied, never judged and not confirmed
    int superseded_by = 0;                       // the number of the next report; 0 while it stands
    bool is_final_certificate = false;           // PG-1.44: the last one of the year

    [[nodiscard]] bool may_be_closed() const { return unconfirmed_parts.empty(); }
};

// PG-1.43, SR-5.2  Sees nothing that happened after the day of the occasion.
[[nodiscard]] Report cumulative_report(const MasteryYear& year, const ReportOccasion& occasion,
                                       const MasteryRules& rules, Trace& trace);

// "Counting (1-99): 10-49": the skill, and the parts that are missing when it has parts.
[[nodiscard]] std::string card_text(const SkillList& list, const UnmasteredSkill& skill);
[[nodiscard]] std::string card_text(const std::string& skill,
                                    const std::vector<std::string>& parts);

}  // namespace taqwim::sa_1426
