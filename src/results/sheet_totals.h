// What the regulation makes of a mark sheet today: each student's figures of its subject and term, as far as they can be
// worked out from what is entered, and what the others wait for. The same evaluation as everywhere else; nothing is stored.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"
#include "regulations/frame/rule_set.h"
#include "results/subject_figures.h"
#include "results/year_facts.h"

namespace taqwim::results {

struct StudentTotals {
    std::int64_t student_id = 0;
    SubjectFigures figures = {};
    std::optional<Refusal> refusal = std::nullopt;  // of the facts
};

// Of one student, or of all who are in the sheet on that day. Refuses with record_unknown {sheet, student}.
[[nodiscard]] Result<std::vector<StudentTotals>> totals_of_sheet(
    database::Session& session, const FactsSource& facts,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, SchoolId school, std::int64_t sheet_id,
    std::optional<std::int64_t> student_id, Day today);

}  // namespace taqwim::results
