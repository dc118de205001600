// What a student has mastered of what was studied by a day, and the level that it makes.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/exact.h"
#include "core/trace.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_1426 {

// How one skill stands on a day. A skill means the parts of it that were taught by then (PG-1.35).
struct SkillStanding {
    bool studied = false;  // at least one part was taught
    bool mastered = false;
    std::vector<std::size_t> missing_parts;     // taught and not mastered, unassessed ones included
    std::vector<std::size_t> unassessed_parts;  // taught and never judged (D4)
};
[[nodiscard]] SkillStanding standing_of(const MasteryYear& year, const Skill& skill, Day day);

struct SkillCounts {
    int studied = 0;
    int mastered = 0;

    friend bool operator==(const SkillCounts&, const SkillCounts&) = default;
};

// PG-1.22, PG-1.35, SR-4.3b  A skill counts once however many parts it has; the year is one unit.
[[nodiscard]] SkillCounts mastered_of_studied_skills(const MasteryYear& year, std::size_t subject,
                                                     Day day, const MasteryRules& rules,
                                                     Trace& trace);

// 100 × mastered ÷ studied; nothing when nothing was studied (D9). For staff only (D7).
[[nodiscard]] std::optional<Exact> percentage_of(const SkillCounts& counts);

// PG-1.40  1 to 4; nothing when nothing was studied. Has no part in the promotion (PG-1.38). `subject` may be null.
[[nodiscard]] std::optional<int> level_of_mastered_skills(const SkillCounts& counts,
                                                          const char* subject,
                                                          const MasteryRules& rules, Trace& trace);

}  // namespace taqwim::sa_1426
