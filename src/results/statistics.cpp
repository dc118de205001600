#include "results/statistics.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;
using Counts = std::array<std::int64_t, k_result_kinds.size()>;

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

struct Published {
    std::int64_t class_id = 0;
    ResultKind kind = ResultKind::open;
};

// The newest version of each student that anybody can see; a student whose result is withheld counts like others.
std::map<std::int64_t, Published> published_of_year(Session& session, SchoolId school,
                                                    std::int64_t school_year_id,
                                                    const PromotionRules& rules, Instant now)
{
    std::map<std::int64_t, Published> newest;
    for (const Row& row : session.find_all(
             "SELECT v.student_id, v.class_id, v.regulation, v.decision FROM result_version v "
             "JOIN student s ON s.school_id = v.school_id AND s.student_id = v.student_id "
             "JOIN publication p "
             "ON p.school_id = v.school_id AND p.publication_id = v.publication_id "
             "LEFT JOIN publication_withdrawal w "
             "ON w.school_id = p.school_id AND w.publication_id = p.publication_id "
             "WHERE v.school_id = $1 AND v.school_year_id = $2 AND p.visible_from <= $3 "
             "AND w.publication_id IS NULL AND s.merged_into IS NULL "
             "ORDER BY v.student_id, v.version, v.result_version_id",
             school, school_year_id, now))
        newest[row.integer("student_id")] = {
            row.integer("class_id"), kind_of(rules, row.text("regulation"), row.text("decision"))};
    return newest;
}

std::map<std::int64_t, Counts> counts_by_class(Session& session, SchoolId school,
                                               std::int64_t school_year_id,
                                               const PromotionRules& rules, Instant now)
{
    std::map<std::int64_t, Counts> counts;
    for (const auto& [student, one] :
         published_of_year(session, school, school_year_id, rules, now))
        ++counts[one.class_id][static_cast<std::size_t>(one.kind)];
    return counts;
}

void add(const Counts& counts, Counts& sum)
{
    std::ranges::transform(sum, counts, sum.begin(), std::plus{});
}

std::vector<Row> classes_with_grades(Session& session, SchoolId school, std::int64_t school_year_id)
{
    return session.find_all(
        "SELECT c.class_id, c.name, p.grade FROM class c JOIN study_plan p "
        "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
        "WHERE c.school_id = $1 AND c.school_year_id = $2 ORDER BY p.grade, c.name, c.class_id",
        school, school_year_id);
}

void write_count(std::string_view name, const std::optional<std::int64_t>& count, JsonWriter& json)
{
    json.key(name);
    count ? json.number(*count) : json.null();
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

CountedRow blanked(const CountedRow& row)
{
    const auto is_small = [](const auto& cell) { return *cell > 0 && *cell < k_least_shown; };
    if (std::ranges::none_of(row.cells, is_small))
        return row;
    CountedRow shown = row;
    const auto blank = [](auto& cell) {
        if (cell != 0)
            cell.reset();
    };
    const auto& passed = row.cells[static_cast<std::size_t>(ResultKind::passed)];
    // The others together: a small cell among them has company, for alone it would be the sum, which is not small.
    if (!is_small(passed) && *row.total - *passed >= k_least_shown) {
        std::ranges::for_each(shown.cells.begin() + 1, shown.cells.end(), blank);
        return shown;
    }
    const auto filled =
        std::ranges::count_if(row.cells, [](const auto& cell) { return cell != 0; });
    if (*row.total >= k_least_shown && *row.total > filled) {
        std::ranges::for_each(shown.cells, blank);
        return shown;
    }
    return {};
}

std::string school_statistics_json(Session& session, SchoolId school, std::int64_t school_year_id,
                                   const PromotionRules& rules, Instant now)
{
    const auto counts = counts_by_class(session, school, school_year_id, rules, now);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const Row& one : classes_with_grades(session, school, school_year_id)) {
        const std::int64_t id = one.integer("class_id");
        const auto found = counts.find(id);
        json.begin_object().key("class_id").text(std::to_string(id));
        json.key("name").text(one.text("name")).key("grade").number(one.integer("grade"));
        write_counts(CountedRow::of(found == counts.end() ? Counts{} : found->second), json);
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> directorate_statistics_json(Session& session, std::int64_t directorate_id,
                                                const std::string& year, const school::Page& page,
                                                const PromotionRules& rules, Instant now)
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
    const auto schools =
        session.find_all("SELECT s.school_id, y.school_year_id FROM school s JOIN school_year y "
                         "ON y.school_id = s.school_id WHERE s.directorate_id = $1 AND y.name = $2 "
                         "AND s.school_id > $3 ORDER BY s.school_id LIMIT $4",
                         directorate_id, year, *after, page.rows());
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    std::int64_t last = 0;
    for (std::size_t i = 0; i < schools.size() && std::cmp_less(i, page.limit); ++i) {
        last = schools[i].integer("school_id");
        const SchoolId school{last};
        const std::int64_t school_year = schools[i].integer("school_year_id");
        const auto counts = counts_by_class(session, school, school_year, rules, now);
        std::map<std::int64_t, Counts> by_grade;
        for (const Row& one : classes_with_grades(session, school, school_year))
            if (const auto found = counts.find(one.integer("class_id")); found != counts.end())
                add(found->second, by_grade[one.integer("grade")]);
        json.begin_object().key("school_id").text(std::to_string(last));
        json.key("grades").begin_array();
        for (const auto& [grade, of_grade] : by_grade) {
            json.begin_object().key("grade").number(grade);
            write_counts(blanked(CountedRow::of(of_grade)), json);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().key("next");
    std::cmp_greater(schools.size(), page.limit) ? json.text(std::to_string(last)) : json.null();
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::results
