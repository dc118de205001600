#include "results/record_facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

// One cell of a student with what its column says of it. An empty cell has no value and no status.
struct Cell {
    std::int64_t sheet_id;
    std::string subject;
    std::int64_t term;
    std::string part;
    std::string need_group;
    std::optional<std::int64_t> mark_centi;
    std::optional<std::int64_t> level;
    std::string status;
    std::string assessed_on;
    std::string missed_on;
    std::string practised_on;
    std::int64_t maximum_centi;
    std::string settings;

    [[nodiscard]] bool has_value() const { return mark_centi || level; }
    [[nodiscard]] bool is_empty() const
    {
        return !has_value() && (status.empty() || status == "not_yet" || status == "cleared");
    }
};

// "12.5" of 1250.
std::string mark_text(std::int64_t centi)
{
    return Exact::ratio(centi, 100).to_text();
}

std::vector<Cell> cells_of(Session& session, const YearPlace& place)
{
    std::vector<Cell> cells;
    for (const Row& row : session.find_all(
             "SELECT s.mark_sheet_id, s.subject, s.term, s.part, k.need_group, k.maximum_centi, "
             "k.settings, "
             "c.mark_centi, c.level, c.status, e.assessed_on, e.missed_on, e.practised_on "
             "FROM mark_sheet s JOIN sheet_column k "
             "ON k.school_id = s.school_id AND k.mark_sheet_id = s.mark_sheet_id "
             "LEFT JOIN mark_cell c ON c.school_id = k.school_id AND c.mark_sheet_id = "
             "k.mark_sheet_id "
             "AND c.column_key = k.column_key AND c.student_id = $3 "
             "LEFT JOIN mark_entry e ON e.school_id = c.school_id AND e.mark_entry_id = "
             "c.mark_entry_id "
             "WHERE s.school_id = $1 AND s.class_id = $2 "
             "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id, k.position, c.occurrence",
             place.student.school, place.class_id, place.student.value))
        cells.push_back({.sheet_id = row.integer("mark_sheet_id"),
                         .subject = row.text("subject"),
                         .term = row.integer("term"),
                         .part = row.text("part"),
                         .need_group = row.text("need_group"),
                         .mark_centi = row.integer_or_null("mark_centi"),
                         .level = row.integer_or_null("level"),
                         .status = row.text_or_null("status").value_or(""),
                         .assessed_on = row.text_or_null("assessed_on").value_or(""),
                         .missed_on = row.text_or_null("missed_on").value_or(""),
                         .practised_on = row.text_or_null("practised_on").value_or(""),
                         .maximum_centi = row.integer("maximum_centi"),
                         .settings = row.text("settings")});
    return cells;
}

// What a column's settings say of its facts.
class FactForm {
public:
    FactForm(const Cell& cell, const std::string& enrolment)
        : document_(JsonDocument::parse(cell.settings))
    {
        const auto fact = document_ ? document_->root().find("fact") : std::nullopt;
        if (!fact)
            throw std::logic_error("a column of marks does not say where its values go");
        form_ = text(*fact, "form");
        place_ = text(*fact, "place");
        if (const auto places = fact->find("places"))
            place_ = text(*places, enrolment);
        status_place_ = text(*fact, "status_place");
        if (const auto words = fact->find("status_words"))
            status_word_ = text(*words, cell.status);
    }

    [[nodiscard]] const std::string& form() const { return form_; }
    // Empty where the column is not for students of this enrolment.
    [[nodiscard]] const std::string& place() const { return place_; }
    [[nodiscard]] const std::string& status_place() const { return status_place_; }
    // The regulation's word for the cell's status; empty when it has none.
    [[nodiscard]] const std::string& status_word() const { return status_word_; }

private:
    static std::string text(const JsonValue& object, std::string_view name)
    {
        const auto member = object.find(name);
        return member ? std::string(member->text()) : "";
    }

    Result<JsonDocument> document_;
    std::string form_;
    std::string place_;
    std::string status_place_;
    std::string status_word_;
};

// A value with its days, or bare when it has none.
std::string dated(const char* name, const std::string& value, const Cell& cell)
{
    if (cell.assessed_on.empty() && cell.missed_on.empty() && cell.practised_on.empty())
        return json_text(value);
    JsonWriter json;
    json.begin_object().key(name).text(value);
    if (!cell.assessed_on.empty() && cell.has_value())
        json.key("on").text(cell.assessed_on);
    if (!cell.missed_on.empty())
        json.key("missed_on").text(cell.missed_on);
    if (!cell.practised_on.empty())
        json.key("activities_practised_on").text(cell.practised_on);
    json.end_object();
    return std::string(json.str());
}

class CellsToFacts {
public:
    CellsToFacts(FactsTree& tree, std::string enrolment)
        : tree_(tree), enrolment_(std::move(enrolment))
    {}

    // Whether the cell could be put; a form of grades that are judged by skills cannot.
    [[nodiscard]] bool put(const Cell& cell)
    {
        const FactForm fact(cell, enrolment_);
        if (fact.form() == "judgements" || fact.form() == "component")
            return false;
        if (cell.part == "formative" && cell.term > 0)
            competencies_[{cell.subject, cell.term}].insert(cell.need_group);
        if (fact.form() == "unit")
            ++units_[{cell.subject, cell.term}];
        if (fact.place().empty())
            return true;
        if (fact.form() == "addend")
            add(cell, fact);
        else if (!cell.is_empty())
            put_value(cell, fact);
        return true;
    }

    // What can be said once all cells are seen: sums, and how many competencies and units there are.
    void finish()
    {
        for (const auto& [place, sum] : sums_)
            tree_.put_element(place, sum.is_whole ? json_text(mark_text(sum.centi)) : "null");
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
    void add(const Cell& cell, const FactForm& fact)
    {
        Sum& sum = sums_[fact.place()];
        if (cell.mark_centi)
            sum.centi += *cell.mark_centi;
        else
            sum.is_whole = false;
        if (!cell.has_value() && !fact.status_place().empty() && !fact.status_word().empty())
            tree_.put(fact.status_place(), json_text(fact.status_word()));
    }

    void put_value(const Cell& cell, const FactForm& fact)
    {
        const std::string value = cell.mark_centi ? mark_text(*cell.mark_centi)
                                  : cell.level    ? std::to_string(*cell.level)
                                                  : fact.status_word();
        if (value.empty())
            return;
        if (!cell.has_value() && !fact.status_place().empty())
            tree_.put(fact.status_place(), json_text(value));
        else if (fact.form() == "measures")
            tree_.append(fact.place(), dated("level", value, cell));
        else if (fact.form() == "unit")
            tree_.put_element(fact.place(), dated("score", value, cell));
        else if (fact.form() == "sitting")
            tree_.put(fact.place(), sitting(value, cell));
        else
            tree_.put(fact.place(), json_text(value));
    }

    static std::string sitting(const std::string& value, const Cell& cell)
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
    std::string enrolment_;
    std::map<std::string, Sum> sums_;
    std::map<std::pair<std::string, std::int64_t>, std::set<std::string>> competencies_;
    PerTerm units_;
};

void put_plan(Session& session, const YearPlace& place, std::int64_t plan, FactsTree& tree)
{
    for (const Row& row : session.find_all(
             "SELECT subject, name_ar, subject_group, weekly_periods, settings FROM plan_subject "
             "WHERE school_id = $1 AND study_plan_id = $2 ORDER BY position, subject",
             place.student.school, plan)) {
        JsonWriter json;
        json.begin_object()
            .key("code")
            .text(row.text("subject"))
            .key("name_ar")
            .text(row.text("name_ar"));
        json.key("group").text(row.text("subject_group"));
        json.key("weekly_periods").number(row.integer("weekly_periods"));
        // What else the plan says of the subject stands in its settings under the regulation's own names.
        const auto settings = JsonDocument::parse(row.text("settings"));
        if (settings)
            for (const JsonValue member : settings->root())
                json.key(member.key()).copy(member);
        json.end_object();
        tree.append("/plan", std::string(json.str()));
    }
}

// KW-2  The days of Decision No. 1, when the calendar has them.
void put_calendar(Session& session, const YearPlace& place, const Row& year, FactsTree& tree)
{
    std::map<std::string, std::string> points;
    for (const Row& row : session.find_all("SELECT name, day FROM calendar_point WHERE school_id = "
                                           "$1 AND school_year_id = $2 ORDER BY name",
                                           place.student.school, place.school_year_id))
        points[row.text("name")] = row.text("day");
    const auto decision = points.find("decision_day");
    const auto first = points.find("holiday_start");
    const auto last = points.find("holiday_end");
    if (first == points.end() || last == points.end())
        return;
    tree.put("/calendar/decision",
             json_text(decision == points.end() ? year.text("name") : decision->second));
    tree.put("/calendar/year_start", json_text(year.text("first_day")));
    tree.put("/calendar/year_end", json_text(year.text("last_day")));
    for (const auto& [name, day] : points)
        if (name != "decision_day")
            tree.put("/calendar/" + name, json_text(day));
    for (const Row& row :
         session.find_all("SELECT day FROM calendar_day WHERE school_id = $1 AND school_year_id = "
                          "$2 AND kind = 'holiday' "
                          "AND day NOT BETWEEN $3 AND $4 ORDER BY day",
                          place.student.school, place.school_year_id, first->second, last->second))
        tree.append("/calendar/public_holidays", json_text(row.text("day")));
}

void put_exemptions(Session& session, const YearPlace& place, FactsTree& tree)
{
    for (const Row& row : session.find_all(
             "SELECT subject, ground, document FROM exemption WHERE school_id = $1 AND student_id "
             "= $2 "
             "AND school_year_id = $3 AND ended_on IS NULL ORDER BY subject, exemption_id",
             place.student.school, place.student.value, place.school_year_id)) {
        JsonWriter json;
        json.begin_object()
            .key("subject")
            .text(row.text("subject"))
            .key("ground")
            .text(row.text("ground"));
        json.key("document").text(row.text("document")).end_object();
        tree.append("/exempt", std::string(json.str()));
    }
}

Refusal incomplete(std::string what)
{
    return {RefusalCode::facts_incomplete, {{"value", std::move(what)}}, "", ""};
}

}  // namespace

Result<YearFacts> RecordFacts::facts(Session& session, StudentId student,
                                     std::int64_t school_year_id) const
{
    const auto row = session.find_one(
        "SELECT e.class_id, e.kind, e.is_newcomer, e.first_day AS enrolled_on, c.name AS section, "
        "p.grade, "
        "p.regulation, p.study_plan_id, y.name, y.first_day, y.last_day, s.name_ar, s.sex, "
        "s.birth_day, s.nationality "
        "FROM enrolment e JOIN class c ON c.school_id = e.school_id AND c.class_id = e.class_id "
        "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
        "JOIN school_year y ON y.school_id = e.school_id AND y.school_year_id = e.school_year_id "
        "JOIN student s ON s.school_id = e.school_id AND s.student_id = e.student_id "
        "WHERE e.school_id = $1 AND e.student_id = $2 AND e.school_year_id = $3 "
        "ORDER BY e.first_day DESC, e.enrolment_id DESC LIMIT 1",
        student.school, student.value, school_year_id);
    if (!row)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "enrolment"}, {"id", student.to_text()}},
                       "student_id",
                       ""};
    const YearPlace place{.student = student,
                          .school_year_id = school_year_id,
                          .class_id = row->integer("class_id"),
                          .regulation = row->text("regulation")};
    const bool is_kuwaiti = place.regulation.starts_with("kw_");
    const std::string& enrolment = row->text("kind");

    FactsTree tree;
    tree.put("/id", json_text(student.to_text()));
    tree.put("/name", json_text(row->text("name_ar")));
    tree.put("/section", json_text(row->text("section")));
    tree.put("/regulation", json_text(place.regulation));
    tree.put("/school_year", json_text(row->text("name")));
    tree.put("/grade", std::to_string(row->integer("grade")));
    if (is_kuwaiti) {
        tree.put("/person/sex", json_text(row->text("sex")));
        tree.put("/person/nationality", json_text(row->text("nationality")));
        if (const auto birth = row->text_or_null("birth_day"))
            tree.put("/person/birth_date", json_text(*birth));
        if (row->text("enrolled_on") > row->text("first_day")) {
            tree.put("/enrolment/on", json_text(row->text("enrolled_on")));
            tree.put("/enrolment/newcomer", row->boolean("is_newcomer") ? "true" : "false");
        }
        put_calendar(session, place, *row, tree);
        put_exemptions(session, place, tree);
    } else {
        // A night school's and a temporary student are examined as regular ones (PG-6.2).
        tree.put("/student_kind",
                 json_text(enrolment.starts_with("affiliated") ? enrolment : "regular"));
        put_plan(session, place, row->integer("study_plan_id"), tree);
    }

    CellsToFacts cells(tree, enrolment == "affiliated_annual" ? "affiliated" : enrolment);
    for (const Cell& cell : cells_of(session, place))
        if (!cells.put(cell))
            return incomplete(cell.subject + ", " + cell.part);
    cells.finish();
    for (const FactsPart& part : parts_)
        part(session, place, tree);
    return YearFacts{
        .regulation = place.regulation, .class_id = place.class_id, .json = tree.to_json()};
}

}  // namespace taqwim::results
