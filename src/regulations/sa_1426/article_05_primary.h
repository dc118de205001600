// Article 5, the primary stage: promotion by the minimum skills, four summaries a year, and the guidance committee's
// final decision. The guide's part 1 decides its early grades by the same functions, under its own clauses.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_1426 {

// The minimum skills of all subjects of the grade, at the end of the year.
struct MinimumSkills {
    int total = 0;
    int mastered = 0;
    int not_taught = 0;  // one part of it at least
    int unjudged = 0;    // taught in whole, and one part never judged
};

// SR-5.1, PG-1.58  Met when every minimum skill is mastered. Undetermined when one was not taught or never judged:
// that is not the student's failing (D8).
[[nodiscard]] Finding promoted_by_minimum_skills(const MinimumSkills& skills,
                                                 const MasteryRules& rules, Trace& trace);

// SR-5.3, PG-1.63  What the committee decided, which is final; or why its session decides nothing.
[[nodiscard]] Result<CommitteeChoice> decided_by_guidance_committee(const CommitteeSession& session,
                                                                    const MasteryRules& rules,
                                                                    Trace& trace);
// The least number present that makes a quorum.
[[nodiscard]] int quorum_of(const CommitteeSession& session, const MasteryRules& rules);

// SR-5.2  The periods, from `first` on, whose summary was not given to the guardian.
[[nodiscard]] std::vector<int> missing_summaries(std::span<const int> published, int first,
                                                 const MasteryRules& rules, Trace& trace);

// SR-4.3b, PG-1.7  Refuses an exam mark where skills decide.
[[nodiscard]] std::optional<Refusal> refuses_exam_mark(int grade, const std::string& field,
                                                       const MasteryRules& rules, Trace& trace);

}  // namespace taqwim::sa_1426
