#include "results/mark_statistics.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "regulations/registration.h"
#include "results/blanking.h"
#include "results/result_marks.h"
#include "results/result_words.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

struct PlannedSubject {
    std::string code;
    std::string name_ar;
    std::string name_en;
    std::int64_t position = 0;
};

// The subjects of a plan by their codes and, as some outcomes name them, by their Arabic names.
using Plan = std::map<std::string, PlannedSubject, std::less<>>;

std::map<std::int64_t, Plan> plans_of(Session& session, SchoolId school,
                                      std::int64_t school_year_id)
{
    std::map<std::int64_t, Plan> plans;
    for (const Row& row :
         session.find_all("SELECT s.study_plan_id, s.subject, s.name_ar, s.name_en, s.position "
                          "FROM plan_subject s JOIN study_plan p "
                          "ON p.school_id = s.school_id AND p.study_plan_id = s.study_plan_id "
                          "WHERE p.school_id = $1 AND p.school_year_id = $2 "
                          "ORDER BY s.study_plan_id, s.position",
                          school, school_year_id)) {
        Plan& plan = plans[row.integer("study_plan_id")];
        // The first place is the year's own.
        const PlannedSubject subject{row.text("subject"), row.text("name_ar"), row.text("name_en"),
                                     row.integer("position") + 1};
        plan.emplace(subject.code, subject);
        plan.emplace(subject.name_ar, subject);
    }
    return plans;
}

// The year, the subjects of the plan in its order, then what the plan does not know.
MarkRow started(const Row& row, const Plan& plan)
{
    constexpr std::int64_t last = 10'000;
    MarkRow started{.regulation = row.text("regulation"),
                    .subject = row.text("subject"),
                    .term = row.integer("term"),
                    .maximum =
                        Exact::ratio(row.integer("maximum_num"), row.integer("maximum_den"))};
    if (started.subject.empty())
        return started;
    started.position = last;
    if (const auto found = plan.find(started.subject); found != plan.end()) {
        const PlannedSubject& subject = found->second;
        started.subject = subject.code;
        started.name_ar = subject.name_ar;
        started.name_en = subject.name_en;
        started.position = subject.position;
    } else {
        started.name_ar = started.name_en = started.subject;
    }
    return started;
}

BandCount& band_of(MarkRow& row, const std::string& code)
{
    const auto found = std::ranges::find(row.bands, code, &BandCount::code);
    if (found != row.bands.end())
        return *found;
    row.bands.push_back({.code = code});
    return row.bands.back();
}

// A group of marks with one denominator.
void add(const Row& group, MarkRow& row)
{
    const std::int64_t students = group.integer("students");
    row.students += students;
    if (const auto passed = group.integer_or_null("is_passed"))
        (*passed == 1 ? row.passed : row.not_passed) += students;
    std::optional<Exact> greatest;
    if (const auto denominator = group.integer_or_null("mark_den")) {
        row.marks += students;
        row.tenths[static_cast<std::size_t>(group.integer("tenth"))] += students;
        greatest = Exact::ratio(group.integer("greatest"), *denominator);
        try {
            row.sum += Exact::ratio(group.integer("mark_sum"), *denominator);
        } catch (const ArithmeticOverflow&) {
            row.is_sum_known = false;
        }
    }
    if (const std::string band = group.text("band"); !band.empty()) {
        BandCount& of = band_of(row, band);
        of.students += students;
        if (greatest && (!of.greatest || *of.greatest < *greatest))
            of.greatest = greatest;
    }
}

// Bands begin where others end, so that the greatest mark in each tells their order.
void put_in_order(MarkRows& rows)
{
    std::ranges::stable_sort(rows, [](const MarkRow& one, const MarkRow& other) {
        return std::tie(one.position, one.subject, one.term, one.regulation) <
               std::tie(other.position, other.subject, other.term, other.regulation);
    });
    for (MarkRow& row : rows)
        std::ranges::sort(row.bands, [](const BandCount& one, const BandCount& other) {
            if (one.greatest != other.greatest)
                return other.greatest < one.greatest;
            return one.code < other.code;
        });
}

void write_pair(const std::optional<Exact>& value, JsonWriter& json)
{
    if (!value) {
        json.null();
        return;
    }
    json.begin_object().key("exact").exact(*value).key("shown").text(value->shown()).end_object();
}

class RowWriter {
public:
    RowWriter(const RuleSetList& rule_sets, JsonWriter& json) : rule_sets_(rule_sets), json_(json)
    {}

    void write(const MarkRow& row)
    {
        begin(row, row.students);
        json_.key("mean");
        write_pair(row.mean(), json_);
        json_.key("passed").number(row.passed).key("not_passed").number(row.not_passed);
        json_.key("bands").begin_array();
        for (const BandCount& band : row.bands)
            write_cell(row, band.code, band.students);
        json_.end_array();
        json_.key("tenths").begin_array();
        for (const std::int64_t tenth : row.tenths)
            json_.number(tenth);
        json_.end_array().end_object();
    }

    // As it may leave the school. One division of the students alone: two of the same students could give each other's
    // cells away.
    void write_blanked(const MarkRow& row, std::int64_t all, std::int64_t least)
    {
        std::vector<std::string> codes;
        std::vector<std::int64_t> cells;
        for (const BandCount& band : row.bands) {
            codes.push_back(band.code);
            cells.push_back(band.students);
        }
        if (codes.empty()) {
            codes = {"passed", "not_passed"};
            cells = {row.passed, row.not_passed};
        }
        const auto counted = std::accumulate(cells.begin(), cells.end(), std::int64_t{0});
        if (counted < row.students) {
            codes.emplace_back("neither");
            cells.push_back(row.students - counted);
        }
        BlankedCells shown = blanked_cells(cells, least);
        if (!may_stand_beside(row.students, all, least) ||
            (row.marks > 0 && !may_stand_beside(row.marks, row.students, least))) {
            shown.total.reset();
            shown.cells.assign(cells.size(), std::nullopt);
        }
        begin(row, shown.total);
        // PG-1.37: the percentage behind a level is for the school's own staff.
        json_.key("mean");
        write_pair(shown.total && !row.is_judged_by_skills() ? row.mean() : std::nullopt, json_);
        json_.key("cells").begin_array();
        for (std::size_t i = 0; i < codes.size(); ++i)
            write_cell(row, codes[i], shown.cells[i]);
        json_.end_array().end_object();
    }

private:
    void begin(const MarkRow& row, std::optional<std::int64_t> students)
    {
        json_.begin_object().key("subject").text(row.subject).key("term").number(row.term);
        if (row.subject.empty()) {
            write_word("statistics.whole_year");
        } else {
            json_.key("name_ar").text(row.name_ar).key("name_en").text(row.name_en);
        }
        json_.key("maximum").exact(row.maximum).key("students");
        students ? json_.number(*students) : json_.null();
    }

    void write_word(const std::string& key)
    {
        json_.key("name_ar").text(result_word(Language::ar, key));
        json_.key("name_en").text(result_word(Language::en, key));
    }

    // The word of the regulation that gave the band.
    void write_cell(const MarkRow& row, const std::string& code,
                    std::optional<std::int64_t> students)
    {
        json_.begin_object().key("code").text(code);
        json_.key("ar").text(word(row, code, Language::ar));
        json_.key("en").text(word(row, code, Language::en)).key("students");
        students ? json_.number(*students) : json_.null();
        json_.end_object();
    }

    [[nodiscard]] std::string word(const MarkRow& row, const std::string& code,
                                   Language language) const
    {
        if (code.starts_with(k_level_band))
            return result_word(language, "statistics.level",
                               {{"level", code.substr(k_level_band.size())}});
        const RuleSet* const rule_set = find_rule_set(rule_sets_, row.regulation);
        const std::string key = "label." + code;
        if (!row.bands.empty() && rule_set != nullptr && rule_set->messages(language).has(key))
            return rule_set->messages(language).format(key);
        const std::string own = "statistics." + code;
        return has_result_word(own) ? result_word(language, own) : code;
    }

    const RuleSetList& rule_sets_;
    JsonWriter& json_;
};

const MarkRows& rows_in(const std::map<std::int64_t, MarkRows>& rows, std::int64_t group)
{
    static const MarkRows none;
    const auto found = rows.find(group);
    return found == rows.end() ? none : found->second;
}

}  // namespace

bool MarkRow::is_judged_by_skills() const
{
    return !bands.empty() && bands.front().code.starts_with(k_level_band);
}

std::optional<Exact> MarkRow::mean() const
{
    if (marks == 0 || !is_sum_known)
        return std::nullopt;
    return sum / Exact(marks);
}

std::map<std::int64_t, MarkRows> mark_rows(Session& session, SchoolId school,
                                           std::int64_t school_year_id,
                                           const MarkQuestion& question, Instant now)
{
    static const std::string query =
        "SELECT v.class_id, v.regulation, m.subject, m.term, m.maximum_num, m.maximum_den, "
        "m.band, m.tenth, m.is_passed, m.mark_den, COUNT(*) AS students, "
        "MAX(m.mark_num) AS greatest, CAST(SUM(m.mark_num) AS BIGINT) AS mark_sum " +
        std::string(k_from_shown_versions) +
        "JOIN result_mark m ON m.school_id = v.school_id "
        "AND m.result_version_id = v.result_version_id "
        "GROUP BY v.class_id, v.regulation, m.subject, m.term, m.maximum_num, m.maximum_den, "
        "m.band, m.tenth, m.is_passed, m.mark_den "
        "ORDER BY v.class_id, v.regulation, m.subject, m.term, m.maximum_num, m.maximum_den, "
        "m.band, m.tenth, m.is_passed, m.mark_den";
    std::map<std::int64_t, GradedClass> classes;
    for (GradedClass& one : classes_with_grades(session, school, school_year_id))
        classes.emplace(one.class_id, std::move(one));
    auto plans = plans_of(session, school, school_year_id);
    std::map<std::int64_t, MarkRows> by_group;
    for (const Row& row : session.find_all(query, school, school_year_id, now)) {
        const auto found = classes.find(row.integer("class_id"));
        if (found == classes.end() || (question.class_id != 0 && question.class_id != found->first))
            continue;
        MarkRow fresh = started(row, plans[found->second.study_plan_id]);
        if (!question.subject.empty() && question.subject != fresh.subject)
            continue;
        MarkRows& rows = by_group[question.is_by_grade ? found->second.grade : found->first];
        auto place = std::ranges::find_if(rows, [&](const MarkRow& one) {
            return one.subject == fresh.subject && one.term == fresh.term &&
                   one.regulation == fresh.regulation && one.maximum == fresh.maximum;
        });
        if (place == rows.end())
            place = rows.insert(rows.end(), std::move(fresh));
        add(row, *place);
    }
    for (auto& [group, rows] : by_group)
        put_in_order(rows);
    return by_group;
}

std::string school_marks_json(Session& session, SchoolId school, std::int64_t school_year_id,
                              const MarkQuestion& question, const RuleSetList& rule_sets,
                              Instant now)
{
    const auto rows = mark_rows(session, school, school_year_id, question, now);
    JsonWriter json;
    RowWriter writer(rule_sets, json);
    const auto write_subjects = [&](std::int64_t group) {
        json.key("subjects").begin_array();
        for (const MarkRow& row : rows_in(rows, group))
            writer.write(row);
        json.end_array().end_object();
    };
    json.begin_object().key("items").begin_array();
    if (question.is_by_grade) {
        for (const auto& [grade, of_grade] : rows) {
            json.begin_object().key("grade").number(grade);
            write_subjects(grade);
        }
    } else {
        for (const GradedClass& one : classes_with_grades(session, school, school_year_id)) {
            if (question.class_id != 0 && question.class_id != one.class_id)
                continue;
            json.begin_object().key("class_id").text(std::to_string(one.class_id));
            json.key("name").text(one.name).key("grade").number(one.grade);
            write_subjects(one.class_id);
        }
    }
    json.end_array().end_object();
    return std::string(json.str());
}

std::string school_years_json(Session& session, SchoolId school, const std::string& subject,
                              const RuleSetList& rule_sets, const PromotionRules& rules,
                              Instant now)
{
    JsonWriter json;
    RowWriter writer(rule_sets, json);
    json.begin_object().key("items").begin_array();
    for (const Row& year :
         session.find_all("SELECT school_year_id, name FROM school_year WHERE school_id = $1 "
                          "ORDER BY first_day, school_year_id",
                          school)) {
        const std::int64_t id = year.integer("school_year_id");
        const auto rows =
            mark_rows(session, school, id, {.is_by_grade = true, .subject = subject}, now);
        json.begin_object().key("school_year_id").text(std::to_string(id));
        json.key("name").text(year.text("name"));
        const auto by_grade = counts_by_grade(session, school, id, rules, now);
        write_counts(CountedRow::of(together(by_grade)), json);
        json.key("grades").begin_array();
        for (const auto& [grade, counts] : by_grade) {
            json.begin_object().key("grade").number(grade);
            write_counts(CountedRow::of(counts), json);
            json.key("subjects").begin_array();
            for (const MarkRow& row : rows_in(rows, grade))
                if (row.subject == subject)
                    writer.write(row);
            json.end_array().end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> directorate_marks_json(Session& session, std::int64_t directorate_id,
                                           const std::string& year, const std::string& subject,
                                           const school::Page& page, const RuleSetList& rule_sets,
                                           const PromotionRules& rules, std::int64_t least,
                                           Instant now)
{
    const auto schools = schools_of_directorate(session, directorate_id, year, page);
    if (!schools)
        return schools.refusal();
    JsonWriter json;
    RowWriter writer(rule_sets, json);
    json.begin_object().key("items").begin_array();
    SchoolId last{0};
    for (std::size_t i = 0; i < schools->size() && std::cmp_less(i, page.limit); ++i) {
        const SchoolYearId& one = (*schools)[i];
        last = one.school;
        const auto rows = mark_rows(session, one.school, one.school_year_id,
                                    {.is_by_grade = true, .subject = subject}, now);
        json.begin_object().key("school_id").text(last.to_text()).key("grades").begin_array();
        for (const auto& [grade, counts] :
             counts_by_grade(session, one.school, one.school_year_id, rules, now)) {
            const auto all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
            json.begin_object().key("grade").number(grade).key("subjects").begin_array();
            for (const MarkRow& row : rows_in(rows, grade))
                writer.write_blanked(row, all, least);
            json.end_array().end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().key("next");
    std::cmp_greater(schools->size(), page.limit) ? json.text(last.to_text()) : json.null();
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::results
