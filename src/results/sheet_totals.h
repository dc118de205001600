// What the regulation makes of a mark sheet today: each student's figures of its subject and term, as far as they can be
// worked out from what is entered. The same evaluation as everywhere else; nothing is stored.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/exact.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/rule_set.h"
#include "results/year_facts.h"

namespace taqwim::results {

struct Figure {
    std::string name;  // formative, final, coursework, exam, term or year
    Exact value;

    friend bool operator==(const Figure&, const Figure&) = default;
};

struct StudentTotals {
    std::int64_t student_id = 0;
    std::vector<Figure> figures = {};  // those that are known, in the order in which they are shown
    std::string grade =
        {};  // the word of the term's or year's mark, where the regulation gives one
    std::optional<Refusal> refusal = std::nullopt;  // of the facts
};

// The figures of one subject and term (0: of the year) in an outcome, whichever regulation wrote it.
[[nodiscard]] StudentTotals totals_in(const JsonValue& outcome, std::string_view subject, int term);

// Of one student, or of all who are in the sheet on that day. Refuses with record_unknown {sheet, student}.
[[nodiscard]] Result<std::vector<StudentTotals>> totals_of_sheet(
    database::Session& session, const FactsSource& facts,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, SchoolId school, std::int64_t sheet_id,
    std::optional<std::int64_t> student_id, Day today);

}  // namespace taqwim::results
