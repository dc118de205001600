// What the rules make of a student's year by mastery.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/finding.h"
#include "core/refusal.h"
#include "regulations/sa_1426/article_05_primary.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_reports.h"

namespace taqwim::sa_1426 {

enum class PrimaryOutcome : std::uint8_t {
    provisional,        // before the last day of term 2 (PG-1.34)
    blocked,            // a minimum skill was not taught or never judged (D8)
    promoted,           // by the minimum skills
    pending_committee,  // no default: the student waits (D29)
    decided             // by the committee, finally
};

// What a minimum skill still lacks. Mastering all of it would promote the student.
struct MissingSkill {
    SkillPlace place;
    std::vector<std::size_t> untaught_parts;
    std::vector<std::size_t> unjudged_parts;
    std::vector<std::size_t> unmastered_parts;
};

struct MasteryOutcome {
    std::vector<Report> reports;  // in their order
    Report standing;              // on the day on which the year is looked at
    MinimumSkills minimum;
    std::vector<MissingSkill> missing_minimum;
    Finding promotion = Finding::undetermined;
    PrimaryOutcome outcome = PrimaryOutcome::provisional;
    std::optional<CommitteeChoice> decision;  // of the committee
    std::optional<RefusalCode> error;         // why it is blocked
    const char* by = "";                      // "5.1", "5.3"
    std::vector<int> missing_summaries;       // when the year is over (SR-5.2)

    // "PRIMARY_PROMOTED", "PENDING_COMMITTEE", …
    [[nodiscard]] const char* code() const;
    [[nodiscard]] bool is_final() const { return outcome == PrimaryOutcome::decided; }
};

}  // namespace taqwim::sa_1426
