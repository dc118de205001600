#include "results/sheet_totals.h"

#include <utility>

#include "core/refusal_codes.h"
#include "marks/sheet_store.h"
#include "results/evaluation.h"

namespace taqwim::results {

Result<std::vector<StudentTotals>> totals_of_sheet(
    database::Session& session, const FactsSource& facts,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, SchoolId school, std::int64_t sheet_id,
    std::optional<std::int64_t> student_id, Day today)
{
    const auto sheet = marks::find_sheet(session, {school, sheet_id});
    if (!sheet)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "sheet"}, {"id", std::to_string(sheet_id)}},
                       "sheet_id",
                       ""};
    YearEvaluation evaluation(rule_sets);
    std::vector<StudentTotals> totals;
    for (const marks::StudentInSheet& student : marks::roster(session, *sheet, today)) {
        if (student_id && student.student_id != *student_id)
            continue;
        StudentTotals row;
        const auto year = facts.facts(session, {school, student.student_id}, sheet->school_year_id);
        const auto evaluated =
            year ? evaluation.evaluate(year->regulation, year->json, Depth::outcome)
                 : Result<Evaluated>(year.refusal());
        if (!evaluated) {
            row.refusal = evaluated.refusal();
        } else if (evaluated->is_refused()) {
            row.refusal = evaluated->refusals.front();
        } else if (const auto document = JsonDocument::parse(evaluated->outcome)) {
            row.figures = figures_in(document->root(), sheet->subject, sheet->term);
        }
        row.student_id = student.student_id;
        totals.push_back(std::move(row));
    }
    if (student_id && totals.empty())
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "student"}, {"id", std::to_string(*student_id)}},
                       "student_id",
                       ""};
    return totals;
}

}  // namespace taqwim::results
