#include "results/documents/achievement_source.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "results/year_cells.h"
#include "results/year_place.h"
#include "school/on_day.h"
#include "school/staff_store.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperOrder;

int number_in(std::string_view text)
{
    const std::size_t digit = text.find_first_of("0123456789");
    int number = 0;
    if (digit != std::string_view::npos)
        std::from_chars(text.data() + digit, text.data() + text.size(), number);
    return number;
}

// The points that the outcome lists; nothing in the place of one that is not there.
std::vector<std::optional<int>> points_in(const JsonValue& term, std::string_view name)
{
    std::vector<std::optional<int>> points;
    if (const auto listed = term.find(name))
        for (const JsonValue one : *listed)
            points.push_back(one.is(JsonKind::null) ? std::nullopt
                                                    : std::optional(number_in(one.number())));
    return points;
}

std::optional<Mark> mark_in(const JsonValue& term, std::string_view name)
{
    const auto found = term.find(name);
    if (!found || found->is(JsonKind::null))
        return std::nullopt;
    const auto exact = Exact::parse(found->is(JsonKind::number) ? found->number() : found->text());
    return exact ? std::optional(Mark(*exact)) : std::nullopt;
}

// Sum and most of the points behind a mark: what was left out with leave (decision D25) is in neither.
marks::AchievementResult result_of(const std::vector<std::optional<int>>& points,
                                   const std::optional<Mark>& mark, int maximum_level)
{
    marks::AchievementResult result;
    result.mark = mark;
    if (!mark)
        return result;
    result.points = result.most_points = 0;
    for (const auto& one : points)
        if (one) {
            *result.points += *one;
            *result.most_points += maximum_level;
        }
    return result;
}

std::optional<Day> day_of_cell(const YearCell& cell)
{
    return Day::parse(cell.assessed_on.empty() ? cell.missed_on : cell.assessed_on);
}

class TermReader {
public:
    TermReader(Session& session, const PaperOrder& order, const YearOnPaper& year,
               int maximum_level)
        : session_(session),
          order_(order),
          year_(year),
          maximum_level_(maximum_level),
          term_(order.part == "term_2" ? 2 : 1)
    {
        const StudentId student{order.school, order.student_id.value()};
        if (const auto place = year_place(session, student, order.school_year_id))
            cells_ = cells_of(session, *place);
    }

    [[nodiscard]] std::vector<marks::FormativeRecord> formative() const
    {
        std::vector<marks::FormativeRecord> records;
        for (const school::PlanSubject& subject : year_.subjects)
            if (const auto term = assessed(subject.subject)) {
                marks::FormativeRecord record;
                record.head = head_of(subject);
                const auto levels = points_in(*term, "competency_levels");
                record.competencies = competencies_of(subject.subject, levels);
                record.result = result_of(levels, mark_in(*term, "formative"), maximum_level_);
                records.push_back(std::move(record));
            }
        return records;
    }

    [[nodiscard]] std::vector<marks::FinalRecord> final() const
    {
        std::vector<marks::FinalRecord> records;
        for (const school::PlanSubject& subject : year_.subjects)
            if (const auto term = assessed(subject.subject)) {
                marks::FinalRecord record;
                record.head = head_of(subject);
                const auto points = points_in(*term, "unit_points");
                record.units = units_of(subject.subject, points);
                record.result = result_of(points, mark_in(*term, "summative"), maximum_level_);
                records.push_back(std::move(record));
            }
        return records;
    }

private:
    // What the regulation made of a subject in the term. Nothing of one that he is exempt from or was not taught.
    [[nodiscard]] std::optional<JsonValue> assessed(std::string_view subject) const
    {
        std::optional<JsonValue> at = year_.outcome.root();
        for (const std::string_view name :
             {std::string_view("terms"), std::string_view(term_ == 1 ? "T1" : "T2"),
              std::string_view("subjects"), subject}) {
            at = at->find(name);
            if (!at || !at->is(JsonKind::object))
                return std::nullopt;
        }
        return at->find("formative") || at->find("summative") ? at : std::nullopt;
    }

    [[nodiscard]] marks::AchievementHead head_of(const school::PlanSubject& subject) const
    {
        marks::AchievementHead head;
        head.subject = order_.language == print::Language::english && !subject.name_en.empty()
                           ? subject.name_en
                           : subject.name_ar;
        head.learner = year_.student;
        head.grade_and_section =
            documents::grade_on_paper("KW", year_.grade, order_.language) + " / " + year_.section;
        head.school_year = year_.school_year;
        head.term = term_;
        if (const auto teacher = school::teacher_of(session_, order_.school, *order_.class_id,
                                                    subject.subject, order_.today))
            if (const auto person =
                    school::find_staff_member(session_, order_.school, teacher->staff_member_id))
                head.teacher =
                    order_.language == print::Language::english && !person->name_en.empty()
                        ? person->name_en
                        : person->name_ar;
        return head;
    }

    [[nodiscard]] std::vector<const YearCell*> cells(std::string_view subject,
                                                     std::string_view part) const
    {
        std::vector<const YearCell*> found;
        for (const YearCell& cell : cells_)
            if (cell.subject == subject && cell.part == part && cell.term == term_)
                found.push_back(&cell);
        return found;
    }

    [[nodiscard]] std::vector<marks::FormativeCompetency> competencies_of(
        std::string_view subject, const std::vector<std::optional<int>>& levels) const
    {
        std::vector<marks::FormativeCompetency> competencies;
        for (std::size_t index = 0; index < levels.size(); ++index) {
            marks::FormativeCompetency competency;
            competency.number = static_cast<int>(index) + 1;
            competency.level = levels[index];
            competencies.push_back(std::move(competency));
        }
        for (const YearCell* cell : cells(subject, "formative")) {
            const int number = number_in(cell->need_group);
            // KW-10.2: a sheet that holds the average of each competency has no criteria.
            if (number < 1 || static_cast<std::size_t>(number) > competencies.size() ||
                cell->column.find('.') == std::string::npos)
                continue;
            auto& criteria = competencies[static_cast<std::size_t>(number) - 1].criteria;
            if (criteria.empty() || criteria.back().number != cell->column)
                criteria.push_back({cell->column, {}});
            if (const auto measure = measure_of(*cell))
                criteria.back().measures.push_back(*measure);
        }
        return competencies;
    }

    [[nodiscard]] static std::optional<marks::FormativeMeasure> measure_of(const YearCell& cell)
    {
        const auto day = day_of_cell(cell);
        if (cell.is_empty() || !day)
            return std::nullopt;
        marks::FormativeMeasure measure;
        measure.day = *day;
        if (cell.level)
            measure.points = static_cast<int>(*cell.level);
        else if (cell.status == "excused")
            measure.state = marks::FormativeMeasure::State::deferred;
        else if (cell.status == "unexcused") {
            measure.state = marks::FormativeMeasure::State::unexcused;
            measure.points = 0;  // KW-15.A.U1
        } else
            return std::nullopt;
        return measure;
    }

    [[nodiscard]] std::vector<marks::FinalUnit> units_of(
        std::string_view subject, const std::vector<std::optional<int>>& points) const
    {
        std::vector<marks::FinalUnit> units;
        for (const YearCell* cell : cells(subject, "final")) {
            marks::FinalUnit unit;
            const auto index = units.size();
            unit.number = std::to_string(number_in(cell->column));
            unit.day = cell->is_empty() ? std::nullopt : day_of_cell(*cell);
            if (index < points.size())
                unit.points = points[index];
            if (cell->status == "excused" && !cell->has_value())
                unit.state = marks::FinalUnit::State::deferred;
            else if (cell->status == "unexcused" && !cell->has_value())
                unit.state = marks::FinalUnit::State::unexcused;
            else if (cell->has_value())
                unit.state = marks::FinalUnit::State::assessed;
            units.push_back(std::move(unit));
        }
        return units;
    }

    Session& session_;
    const PaperOrder& order_;
    const YearOnPaper& year_;
    int maximum_level_;
    int term_;
    std::vector<YearCell> cells_;
};

Result<int> maximum_level(const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                          const YearOnPaper& year)
{
    const auto rules = std::ranges::find_if(
        rule_sets, [&](const auto& one) { return one->id() == year.regulation; });
    if (rules == rule_sets.end())
        return Refusal{RefusalCode::regulation_unknown, {{"regulation", year.regulation}}, "", ""};
    const auto parameters = (*rules)->parameters().on(Day::parse(year.first_day).value());
    if (!parameters)
        return parameters.refusal();
    return parameters->count("formative.maximum_level").value;
}

Refusal no_record(const char* clause)
{
    return {RefusalCode::facts_incomplete, {{"value", "marks"}}, "part", clause};
}

}  // namespace

Result<marks::FormativeRecords> formative_records_of(
    Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
    const PaperOrder& order, const YearOnPaper& year)
{
    const auto most = maximum_level(rule_sets, year);
    if (!most)
        return most.refusal();
    marks::FormativeRecords records{TermReader(session, order, year, *most).formative()};
    if (records.subjects.empty())
        return no_record("KW-T-10");
    return records;
}

Result<marks::FinalRecords> final_records_of(Session& session,
                                             const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                             const PaperOrder& order, const YearOnPaper& year)
{
    const auto most = maximum_level(rule_sets, year);
    if (!most)
        return most.refusal();
    marks::FinalRecords records{TermReader(session, order, year, *most).final()};
    if (records.subjects.empty())
        return no_record("KW-T-11b");
    return records;
}

}  // namespace taqwim::results
