#include "results/sheet_totals.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/sheet_store.h"
#include "results/evaluation.h"

namespace taqwim::results {

namespace {

std::optional<JsonValue> at(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    std::optional<JsonValue> value = from;
    for (const std::string_view name : path) {
        if (!value->is(JsonKind::object))
            return std::nullopt;
        value = value->find(name);
        if (!value)
            return std::nullopt;
    }
    return value;
}

void add(std::string_view name, const std::optional<JsonValue>& value, StudentTotals& totals)
{
    if (!value || !(value->is(JsonKind::text) || value->is(JsonKind::number)))
        return;
    const auto number = Exact::parse(value->is(JsonKind::text) ? value->text() : value->number());
    if (number)
        totals.figures.push_back({std::string(name), *number});
}

void take_grade(const std::optional<JsonValue>& value, StudentTotals& totals)
{
    if (value && value->is(JsonKind::text))
        totals.grade = value->text();
}

// kw_primary_2016: {"terms": {"T1": {"subjects": {CODE: {"formative", "summative", "net", "grade"}}}}, "year": …}
void take_of_term(const JsonValue& subject, StudentTotals& totals)
{
    add("formative", subject.find("formative"), totals);
    add("final", subject.find("summative"), totals);
    add("term", subject.find("net"), totals);
    take_grade(subject.find("grade"), totals);
}

void take_of_year(const JsonValue& subject, StudentTotals& totals)
{
    add("year", subject.find("after_raise"), totals);
    take_grade(subject.find("grade"), totals);
}

// sa_1426: {"subjects": {CODE: {"terms": {"t1": {"coursework", "exam", "mark"}}, "final"}}}
void take_of_1426(const JsonValue& subject, int term, StudentTotals& totals)
{
    constexpr std::array<std::string_view, 3> keys = {"t1", "t2", "t3"};
    if (term > 0)
        if (const auto found =
                at(subject, {"terms", keys.at(static_cast<std::size_t>(term - 1))})) {
            add("coursework", found->find("coursework"), totals);
            add("exam", found->find("exam"), totals);
            add("term", found->find("mark"), totals);
        }
    add("year", subject.find("final"), totals);
}

}  // namespace

StudentTotals totals_in(const JsonValue& outcome, std::string_view subject, int term)
{
    StudentTotals totals;
    const std::string name = "T" + std::to_string(term);
    if (const auto found = at(outcome, {"terms", name, "subjects", subject}))
        take_of_term(*found, totals);
    else if (const auto year = at(outcome, {"year", "subjects", subject}))
        take_of_year(*year, totals);
    else if (const auto plain = at(outcome, {"subjects", subject}))
        take_of_1426(*plain, term, totals);
    return totals;
}

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
            row = totals_in(document->root(), sheet->subject, sheet->term);
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
