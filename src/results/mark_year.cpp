#include "results/mark_year.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "marks/mark_value.h"
#include "marks/provisions.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1447/plans.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

// "12.5" of 1250.
std::string mark_text(std::int64_t centi)
{
    return marks::to_text(marks::CentiMark{centi});
}

// A value with its days, or bare when it has none.
std::string dated(const char* name, const std::string& value, const YearCell& cell,
                  const std::string& maximum = {})
{
    if (cell.assessed_on.empty() && cell.missed_on.empty() && cell.practised_on.empty() &&
        maximum.empty())
        return json_text(value);
    JsonWriter json;
    json.begin_object().key(name).text(value);
    if (!maximum.empty())
        json.key("max").text(maximum);
    if (!cell.assessed_on.empty() && cell.has_value())
        json.key("on").text(cell.assessed_on);
    // What was not assessed on a day was missed on it.
    const bool is_missed_then = !cell.has_value() && cell.missed_on.empty();
    if (!cell.missed_on.empty() || (is_missed_then && !cell.assessed_on.empty()))
        json.key("missed_on").text(is_missed_then ? cell.assessed_on : cell.missed_on);
    if (!cell.practised_on.empty())
        json.key("activities_practised_on").text(cell.practised_on);
    json.end_object();
    return std::string(json.str());
}

class CellsToFacts {
public:
    CellsToFacts(FactsTree& tree, const YearPlace& place) : tree_(tree), place_(place) {}

    void put(const YearCell& cell)
    {
        const FactForm fact(
            cell, marks::enrolment_in_sheet(place_.enrolment, place_.is_exam_only(cell.term)));
        if (cell.part == "formative" && cell.term > 0)
            competencies_[{cell.subject, cell.term}].insert(cell.need_group);
        if (fact.form() == "unit")
            ++units_[{cell.subject, cell.term}];
        if (fact.place().empty())
            return;
        if (fact.form() == "addend")
            add(cell, fact);
        else if (!cell.is_empty())
            put_value(cell, fact);
    }

    // What can be said once all cells are seen: sums, and how many competencies and units there are.
    void finish()
    {
        for (const auto& [place, sum] : sums_)
            tree_.put_element(place, sum.is_whole ? json_text(mark_text(sum.centi)) : "null");
        if (place_.regulation != "kw_primary_2016")
            return;
        put_counts("competencies", competency_counts());
        put_counts("units", units_);
    }

private:
    using PerTerm = std::map<std::pair<std::string, std::int64_t>, std::size_t>;
    struct Sum {
        std::int64_t centi = 0;
        bool is_whole = true;
    };

    // A sum is there once every part of it is; parts that have no place of their own for what happened are missing.
    void add(const YearCell& cell, const FactForm& fact)
    {
        Sum& sum = sums_[fact.place()];
        if (cell.mark_centi)
            sum.centi += *cell.mark_centi;
        else
            sum.is_whole = false;
        if (!cell.has_value() && !fact.status_place().empty() && !fact.status_word().empty())
            tree_.put(fact.status_place(), json_text(fact.status_word()));
    }

    void put_value(const YearCell& cell, const FactForm& fact)
    {
        std::string value = fact.status_word();
        if (cell.mark_centi)
            value = mark_text(*cell.mark_centi);
        else if (cell.level)
            value = std::to_string(*cell.level);
        else if (!cell.judgement.empty())
            value = cell.judgement == "mastered" ? "met" : "not_met";
        if (value.empty())
            return;
        if (!cell.has_value() && !fact.status_place().empty())
            tree_.put(fact.status_place(), json_text(value));
        else if (fact.form() == "measures")
            tree_.append(fact.place(), dated("level", value, cell));
        else if (fact.form() == "list")
            tree_.append(fact.place(), json_text(value));
        else if (fact.form() == "unit")
            tree_.put_element(fact.place(), dated("score", value, cell, fact.maximum()));
        else if (fact.form() == "kept")
            put_kept(value, fact);
        else if (fact.form() == "average")
            tree_.put_element(fact.place(), value);
        else if (fact.form() == "sitting")
            tree_.put(fact.place(), sitting(value, cell));
        else
            put_field(value, cell, fact);
    }

    // KW-19  The fields of a second round share the day on which they were sat.
    void put_field(const std::string& value, const YearCell& cell, const FactForm& fact)
    {
        tree_.put(fact.place(), json_text(value));
        if (fact.form() == "field" && !cell.assessed_on.empty())
            tree_.put(fact.place().substr(0, fact.place().rfind('/')) + "/on",
                      json_text(cell.assessed_on));
    }

    // PG-20.11  Of a term's mark, what stays in a second round, and out of how much.
    void put_kept(const std::string& value, const FactForm& fact)
    {
        tree_.put(fact.place() + "/mark", json_text(value));
        tree_.put(fact.place() + "/maximum", json_text(fact.maximum()));
    }

    static std::string sitting(const std::string& value, const YearCell& cell)
    {
        JsonWriter json;
        json.begin_object().key("mark").text(value);
        // The performance standards have no day of their own in a student-year.
        if (!cell.assessed_on.empty() && cell.part == "placement")
            json.key("on").text(cell.assessed_on);
        json.end_object();
        return std::string(json.str());
    }

    [[nodiscard]] PerTerm competency_counts() const
    {
        PerTerm counts;
        for (const auto& [key, groups] : competencies_)
            counts[key] = groups.size();
        return counts;
    }

    void put_counts(std::string_view name, const PerTerm& counts)
    {
        std::map<std::string, std::array<std::size_t, 2>> by_subject;
        for (const auto& [key, count] : counts)
            if (key.second == 1 || key.second == 2)
                by_subject[key.first][static_cast<std::size_t>(key.second - 1)] = count;
        for (const auto& [subject, terms] : by_subject) {
            // A term whose sheet is not made yet has what the other one has.
            const std::size_t first = terms[0] != 0 ? terms[0] : terms[1];
            const std::size_t second = terms[1] != 0 ? terms[1] : terms[0];
            tree_.put("/policy/" + std::string(name) + '/' + subject,
                      '[' + std::to_string(first) + ',' + std::to_string(second) + ']');
        }
    }

    FactsTree& tree_;
    const YearPlace& place_;
    std::map<std::string, Sum> sums_;
    std::map<std::pair<std::string, std::int64_t>, std::set<std::string>> competencies_;
    PerTerm units_;
};

// Members of a subject's settings that stand with the student-year, not with the plan.
constexpr std::string_view k_one_term = "one_term";
// What the sheet of the subject is made of, and nothing of the plan (PG-20.11).
constexpr std::string_view k_kept_maximum = "kept_maximum";

void put_plan(Session& session, const YearPlace& place, FactsTree& tree)
{
    for (const Row& row :
         session.find_all("SELECT subject, name_ar, name_en, subject_group, weekly_periods, "
                          "settings FROM plan_subject "
                          "WHERE school_id = $1 AND study_plan_id = $2 ORDER BY position, subject",
                          place.student.school, place.study_plan_id)) {
        JsonWriter json;
        json.begin_object()
            .key("code")
            .text(row.text("subject"))
            .key("name_ar")
            .text(row.text("name_ar"));
        if (!row.text("name_en").empty())
            json.key("name_en").text(row.text("name_en"));
        json.key("group").text(row.text("subject_group"));
        json.key("weekly_periods").number(row.integer("weekly_periods"));
        // What else the plan says of the subject stands in its settings under the regulation's own names.
        const auto settings = JsonDocument::parse(row.text("settings"));
        if (settings) {
            for (const JsonValue member : settings->root()) {
                if (member.key() == k_one_term)  // SR-4.4
                    tree.put("/one_term/" + row.text("subject"), json_text(member.text()));
                else if (member.key() != k_kept_maximum)
                    json.key(member.key()).copy(member);
            }
        }
        json.end_object();
        tree.append("/plan", std::string(json.str()));
    }
}

// SA1447-RECORD  On how many days marks of the first sitting were entered, by subject and period.
void put_entries(Session& session, const YearPlace& place, FactsTree& tree)
{
    for (const Row& row : session.find_all(
             "SELECT s.subject, s.term, COUNT(DISTINCT SUBSTR(e.entered_at, 1, 10)) AS days "
             "FROM mark_sheet s JOIN mark_entry e ON e.school_id = s.school_id AND "
             "e.mark_sheet_id = s.mark_sheet_id "
             "JOIN class c ON c.school_id = s.school_id AND c.class_id = s.class_id "
             "WHERE s.school_id = $1 AND c.school_year_id = $2 AND e.student_id = $3 AND s.term > "
             "0 AND s.part IN ('coursework', 'exam') AND e.mark_centi IS NOT NULL "
             "AND (s.class_id = $4 OR (e.origin <> 'carried' AND EXISTS ("
             "SELECT 1 FROM plan_subject p WHERE p.school_id = s.school_id "
             "AND p.study_plan_id = $5 AND p.subject = s.subject))) "
             "GROUP BY s.subject, s.term ORDER BY s.subject, s.term",
             place.student.school, place.school_year_id, place.student.value, place.class_id,
             place.study_plan_id))
        tree.put("/subjects/" + row.text("subject") + "/T" + std::to_string(row.integer("term")) +
                     "/entries",
                 std::to_string(row.integer("days")));
}

// The plan is the edition's own; the school states the track, and the form of a subject that no plan knows.
void put_1447_year(Session& session, const YearPlace& place, FactsTree& tree)
{
    if (!place.track.empty())
        tree.put("/track", json_text(place.track));
    put_entries(session, place, tree);
    for (const Row& row : session.find_all(
             "SELECT subject, name_en, settings FROM plan_subject WHERE school_id = $1 AND "
             "study_plan_id = $2 ORDER BY position, subject",
             place.student.school, place.study_plan_id)) {
        if (!row.text("name_en").empty())
            tree.put("/names_en/" + row.text("subject"), json_text(row.text("name_en")));
        const auto settings = JsonDocument::parse(row.text("settings"));
        const auto form = settings ? settings->root().find("form") : std::nullopt;
        if (!form)
            continue;
        const std::string subject = "/subjects/" + row.text("subject");
        const bool is_secondary =
            sa_1447::stage_of(static_cast<int>(place.grade)) == sa_1447::Stage::secondary;
        if (!is_secondary)
            tree.put(subject + "/form", json_text(form->text()));
        else if (const auto term = settings->root().find("term")) {
            for (const std::string_view one : {"1", "2"})
                if (term->text() == one || term->text() == "both")
                    tree.put(subject + "/T" + std::string(one) + "/form", json_text(form->text()));
        }
    }
}

}  // namespace

void put_provisions(Session& session, const YearPlace& place, FactsTree& tree)
{
    for (const marks::Provision& one :
         marks::provisions_of(session, place.student, place.school_year_id)) {
        if (one.kind == "exam_only_term")
            tree.append("/exam_only_terms", json_text("t" + std::to_string(one.term)));
        else if (one.kind == "minimum_mark")
            tree.put("/min_override/" + one.subject,
                     one.value == "none" ? "null" : json_text(one.value));
        else
            tree.append("/subjects/" + one.subject + "/T" + std::to_string(one.term) + "/excluded",
                        one.item);
    }
}

void put_marks(const std::vector<YearCell>& cells, const YearPlace& place, FactsTree& tree)
{
    CellsToFacts facts(tree, place);
    for (const YearCell& cell : cells)
        facts.put(cell);
    facts.finish();
}

void put_saudi_year(Session& session, const YearPlace& place, FactsTree& tree)
{
    if (place.regulation == "sa_1447") {
        put_1447_year(session, place, tree);
        return;
    }
    // SR-1.2, PG-11.2  Night-school students are assessed as affiliated ones are; a temporary student as a regular one
    // (PG-10.A.2). The guide has words of its own: there night students are assessed continuously in oral subjects.
    const bool is_night = place.enrolment == "night";
    const bool is_affiliated = is_night || place.enrolment.starts_with("affiliated");
    tree.put("/student_kind", json_text(is_night        ? "affiliated"
                                        : is_affiliated ? place.enrolment
                                                        : "regular"));
    if (place.regulation == "sa_guide") {
        if (is_night)
            tree.put("/student_type", json_text("night"));
        if (place.school_kind == "memorisation")
            tree.put("/school_type", json_text("quran_memorisation"));
        else if (place.school_shift == "night")
            tree.put("/school_type", json_text("night"));
    }
    put_plan(session, place, tree);
}

}  // namespace taqwim::results
