#include "results/statistics.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "results/blanking.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

ResultKind kind_of(const PromotionRules& rules, std::string_view regulation,
                   std::string_view decision)
{
    const PromotionRule* const rule = rules.find(regulation, decision);
    if (rule == nullptr || rule->is_undecided)
        return ResultKind::open;
    switch (rule->step) {
    case AfterDecision::next_grade: return ResultKind::passed;
    case AfterDecision::same_grade:
    case AfterDecision::by_law: return ResultKind::not_passed;
    case AfterDecision::named: return ResultKind::named;
    case AfterDecision::waits: return ResultKind::second_chance;
    }
    return ResultKind::open;
}

// Every student's newest version that anybody can see; a student whose result is withheld counts like others.
std::map<std::int64_t, KindCounts> counted(const std::vector<Row>& rows,
                                           const PromotionRules& rules)
{
    std::map<std::int64_t, KindCounts> counts;
    for (const Row& row : rows)
        counts[row.integer("class_id")][static_cast<std::size_t>(kind_of(
            rules, row.text("regulation"), row.text("decision")))] += row.integer("students");
    return counts;
}

void add(const KindCounts& counts, KindCounts& sum)
{
    std::ranges::transform(sum, counts, sum.begin(), std::plus{});
}

void write_count(std::string_view name, const std::optional<std::int64_t>& count, JsonWriter& json)
{
    json.key(name);
    count ? json.number(*count) : json.null();
}

}  // namespace

static_assert(static_cast<std::size_t>(ResultKind::passed) == 0, "the others come after it");

CountedRow CountedRow::of(const std::array<std::int64_t, 5>& counts)
{
    CountedRow row;
    std::ranges::copy(counts, row.cells.begin());
    row.total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    return row;
}

std::optional<Exact> CountedRow::pass_share() const
{
    const auto passed = cells[static_cast<std::size_t>(ResultKind::passed)];
    if (!passed || !total || *total == 0)
        return std::nullopt;
    return Exact(*passed) / Exact(*total);
}

CountedRow blanked(const CountedRow& row, std::int64_t least)
{
    std::array<std::int64_t, k_result_kinds.size()> counts = {};
    std::ranges::transform(row.cells, counts.begin(), [](const auto& cell) { return *cell; });
    const BlankedCells shown = blanked_cells(counts, least);
    CountedRow blank;
    std::ranges::copy(shown.cells, blank.cells.begin());
    blank.total = shown.total;
    return blank;
}

std::map<std::int64_t, KindCounts> counts_by_class(Session& session, SchoolId school,
                                                   std::int64_t school_year_id,
                                                   const PromotionRules& rules, Instant now)
{
    static const std::string query =
        "SELECT v.class_id, v.regulation, v.decision, COUNT(*) AS students " +
        std::string(k_from_shown_versions) +
        "GROUP BY v.class_id, v.regulation, v.decision "
        "ORDER BY v.class_id, v.regulation, v.decision";
    return counted(session.find_all(query, school, school_year_id, now), rules);
}

std::vector<GradedClass> classes_with_grades(Session& session, SchoolId school,
                                             std::int64_t school_year_id)
{
    std::vector<GradedClass> classes;
    for (const Row& row : session.find_all(
             "SELECT c.class_id, c.name, p.grade, p.study_plan_id FROM class c JOIN study_plan p "
             "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
             "WHERE c.school_id = $1 AND c.school_year_id = $2 ORDER BY p.grade, c.name, "
             "c.class_id",
             school, school_year_id))
        classes.push_back({row.integer("class_id"), row.text("name"), row.integer("grade"),
                           row.integer("study_plan_id")});
    return classes;
}

void write_counts(const CountedRow& row, JsonWriter& json)
{
    for (std::size_t kind = 0; kind < row.cells.size(); ++kind)
        write_count(k_result_kinds[kind], row.cells[kind], json);
    write_count("total", row.total, json);
    json.key("pass_share");
    const auto share = row.pass_share();
    if (!share) {
        json.null();
        return;
    }
    json.begin_object().key("exact").exact(*share).key("shown").text(share->shown()).end_object();
}

Result<std::vector<SchoolYearId>> schools_of_directorate(Session& session,
                                                         std::int64_t directorate_id,
                                                         const std::string& year,
                                                         const school::Page& page)
{
    if (!session.find_one("SELECT directorate_id FROM directorate WHERE directorate_id = $1",
                          directorate_id))
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "directorate"}, {"id", std::to_string(directorate_id)}},
                       "directorate_id",
                       ""};
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    std::vector<SchoolYearId> schools;
    for (const Row& row : session.find_all(
             "SELECT s.school_id, y.school_year_id FROM school s JOIN school_year y "
             "ON y.school_id = s.school_id WHERE s.directorate_id = $1 AND y.name = $2 "
             "AND s.school_id > $3 ORDER BY s.school_id LIMIT $4",
             directorate_id, year, *after, page.rows()))
        schools.push_back({SchoolId{row.integer("school_id")}, row.integer("school_year_id")});
    return schools;
}

std::string school_statistics_json(Session& session, SchoolId school, std::int64_t school_year_id,
                                   const PromotionRules& rules, Instant now)
{
    const auto counts = counts_by_class(session, school, school_year_id, rules, now);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const GradedClass& one : classes_with_grades(session, school, school_year_id)) {
        const auto found = counts.find(one.class_id);
        json.begin_object().key("class_id").text(std::to_string(one.class_id));
        json.key("name").text(one.name).key("grade").number(one.grade);
        write_counts(CountedRow::of(found == counts.end() ? KindCounts{} : found->second), json);
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

std::map<std::int64_t, KindCounts> counts_by_grade(Session& session, SchoolId school,
                                                   std::int64_t school_year_id,
                                                   const PromotionRules& rules, Instant now)
{
    const auto counts = counts_by_class(session, school, school_year_id, rules, now);
    std::map<std::int64_t, KindCounts> by_grade;
    for (const GradedClass& one : classes_with_grades(session, school, school_year_id))
        if (const auto found = counts.find(one.class_id); found != counts.end())
            add(found->second, by_grade[one.grade]);
    return by_grade;
}

KindCounts together(const std::map<std::int64_t, KindCounts>& by_grade)
{
    KindCounts sum = {};
    for (const auto& [grade, counts] : by_grade)
        add(counts, sum);
    return sum;
}

Result<std::string> directorate_statistics_json(Session& session, std::int64_t directorate_id,
                                                const std::string& year, const school::Page& page,
                                                const PromotionRules& rules, std::int64_t least,
                                                Instant now)
{
    const auto schools = schools_of_directorate(session, directorate_id, year, page);
    if (!schools)
        return schools.refusal();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    SchoolId last{0};
    for (std::size_t i = 0; i < schools->size() && std::cmp_less(i, page.limit); ++i) {
        const SchoolYearId& one = (*schools)[i];
        last = one.school;
        json.begin_object().key("school_id").text(last.to_text()).key("grades").begin_array();
        for (const auto& [grade, counts] :
             counts_by_grade(session, one.school, one.school_year_id, rules, now)) {
            json.begin_object().key("grade").number(grade);
            write_counts(blanked(CountedRow::of(counts), least), json);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().key("next");
    std::cmp_greater(schools->size(), page.limit) ? json.text(last.to_text()) : json.null();
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::results
