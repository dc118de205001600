#include "results/mastery_year.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>

#include "marks/card.h"
#include "marks/mastery.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

constexpr std::string_view k_judgements = "judgements";

// A skill, or one of its parts: one column of the sheet with the cells of its judgements.
struct JudgedColumn {
    std::string code;
    std::string text;
    std::string taught_on;
    std::vector<const YearCell*> judgements;
};

struct Skill {
    std::string code;
    std::string text;
    bool is_minimum = false;
    std::string criterion;
    std::string kind;
    std::int64_t term = 0;
    bool is_composite = false;
    std::vector<JudgedColumn> columns;  // its parts; of a skill without parts itself alone
};

std::int64_t number_in(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    const auto number = member ? parse_id(member->number()) : std::nullopt;
    return number.value_or(0);
}

bool truth_in(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member && member->truth();
}

// The skill of a column without what was judged of it.
Skill skill_of(const JsonValue& said)
{
    const std::string part_of = text_in(said, "part_of");
    return {.code = part_of.empty() ? text_in(said, "code") : part_of,
            .text = part_of.empty() ? text_in(said, "text") : text_in(said, "part_of_text"),
            .is_minimum = truth_in(said, "minimum"),
            .criterion = text_in(said, "criterion"),
            .kind = text_in(said, "kind"),
            .term = number_in(said, "term"),
            .is_composite = !part_of.empty(),
            .columns = {}};
}

class SkillLists {
public:
    SkillLists(database::Session& session, const YearPlace& place)
        : session_(session), place_(place)
    {}

    void add(const YearCell& cell)
    {
        const FactForm form(cell, "regular");
        if (form.form() != k_judgements)
            return;
        if (!form.skill())
            throw std::logic_error("a column of judgements does not say which skill it is");
        JudgedColumn& column = column_of(cell, *form.skill());
        // Of two classes the one that taught it first.
        const std::string taught = taught_on(cell);
        if (!taught.empty() && (column.taught_on.empty() || taught < column.taught_on))
            column.taught_on = taught;
        if (!cell.judgement.empty())
            column.judgements.push_back(&cell);
    }

    // In the order of the plan; subjects that the plan has not come last.
    void write(JsonWriter& json) const
    {
        std::map<std::string, Names> names;
        std::vector<std::string> order;
        for (const database::Row& row : session_.find_all(
                 "SELECT p.subject, p.name_ar, p.name_en FROM class c JOIN plan_subject p "
                 "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
                 "WHERE c.school_id = $1 AND c.class_id = $2 ORDER BY p.position, p.subject",
                 place_.student.school, place_.class_id)) {
            names[row.text("subject")] = {row.text("name_ar"), row.text("name_en")};
            order.push_back(row.text("subject"));
        }
        for (const auto& [subject, skills] : subjects_)
            if (!names.contains(subject))
                order.push_back(subject);
        json.begin_array();
        for (const std::string& subject : order)
            if (const auto found = subjects_.find(subject); found != subjects_.end())
                write_subject(subject, names[subject], found->second, json);
        json.end_array();
    }

private:
    // Of a subject, as the plan calls it.
    struct Names {
        std::string arabic;
        std::string english;
    };

    JudgedColumn& column_of(const YearCell& cell, const JsonValue& said)
    {
        std::vector<Skill>& skills = subjects_[cell.subject];
        Skill listed = skill_of(said);
        auto skill = std::ranges::find(skills, listed.code, &Skill::code);
        if (skill == skills.end())
            skill = skills.insert(skills.end(), std::move(listed));
        const std::string code = text_in(said, "code");
        const auto column = std::ranges::find(skill->columns, code, &JudgedColumn::code);
        if (column != skill->columns.end())
            return *column;
        skill->columns.push_back(
            {.code = code, .text = text_in(said, "text"), .taught_on = {}, .judgements = {}});
        return skill->columns.back();
    }

    // PG-1.17  The last day that was given for the column; of a class that he has left, while he was there.
    std::string taught_on(const YearCell& cell)
    {
        auto found = lessons_.find(cell.sheet_id);
        if (found == lessons_.end())
            found =
                lessons_
                    .emplace(cell.sheet_id, marks::lessons_of_sheet(
                                                session_, {place_.student.school, cell.sheet_id}))
                    .first;
        const auto lesson =
            std::ranges::find(found->second, cell.column, &marks::SkillLesson::column);
        if (lesson == found->second.end())
            return {};
        const auto stay = std::ranges::find(place_.stays, cell.class_id, &ClassStay::class_id);
        const bool has_left = cell.class_id != place_.class_id && stay != place_.stays.end() &&
                              !stay->last_day.empty() && stay->last_day < lesson->taught_on;
        return has_left ? std::string() : lesson->taught_on;
    }

    static void write_judged(const JudgedColumn& column, JsonWriter& json)
    {
        if (!column.taught_on.empty())
            json.key("taught").text(column.taught_on);
        if (column.judgements.empty())
            return;
        json.key("judgements").begin_array();
        for (const YearCell* const cell : column.judgements) {
            json.begin_object().key("on").text(cell->assessed_on);
            json.key("value").text(cell->judgement);
            if (!cell->tool.empty())
                json.key("tool").text(cell->tool);
            // PG-1.33  The note of a loss is its reason; other notes are the teacher's own.
            if (cell->judgement == "not_mastered" && !cell->note.empty())
                json.key("reason").text(cell->note);
            json.end_object();
        }
        json.end_array();
    }

    static void write_subject(const std::string& code, const Names& names,
                              const std::vector<Skill>& skills, JsonWriter& json)
    {
        json.begin_object().key("code").text(code);
        if (!names.arabic.empty())
            json.key("name_ar").text(names.arabic);
        if (!names.english.empty())
            json.key("name_en").text(names.english);
        json.key("skills").begin_array();
        for (const Skill& skill : skills) {
            json.begin_object().key("code").text(skill.code).key("text").text(skill.text);
            json.key("minimum").boolean(skill.is_minimum);
            if (!skill.criterion.empty())
                json.key("criterion").text(skill.criterion);
            if (!skill.kind.empty())
                json.key("kind").text(skill.kind);
            if (skill.term != 0)
                json.key("term").number(skill.term);
            if (skill.is_composite) {
                json.key("parts").begin_array();
                for (const JudgedColumn& part : skill.columns) {
                    json.begin_object().key("code").text(part.code).key("text").text(part.text);
                    write_judged(part, json);
                    json.end_object();
                }
                json.end_array();
            } else {
                write_judged(skill.columns.front(), json);
            }
            json.end_object();
        }
        json.end_array().end_object();
    }

    database::Session& session_;
    const YearPlace& place_;
    std::map<std::string, std::vector<Skill>> subjects_;
    std::map<std::int64_t, std::vector<marks::SkillLesson>> lessons_;  // by sheet
};

// A report as he got it: of the class where he was on its day, else of the one where he is.
struct GivenReport {
    std::string day;
    std::int64_t class_id = 0;
};

std::map<int, GivenReport> reports_of(database::Session& session, const YearPlace& place)
{
    std::map<int, GivenReport> reports;
    for (const marks::MasteryReport& report :
         marks::reports_of_class(session, place.student.school, place.class_id))
        reports[report.number] = {.day = report.day, .class_id = place.class_id};
    for (const ClassStay& stay : place.stays) {
        if (stay.class_id == place.class_id)
            continue;
        for (const marks::MasteryReport& report :
             marks::reports_of_class(session, place.student.school, stay.class_id))
            if (stay.first_day <= report.day && report.day <= stay.last_day)
                reports[report.number] = {.day = report.day, .class_id = stay.class_id};
    }
    return reports;
}

void write_remark(database::Session& session, const YearPlace& place, std::int64_t class_id,
                  int number, JsonWriter& json)
{
    for (const marks::MasteryRemark& remark :
         marks::remarks_of_report(session, place.student.school, class_id, number)) {
        if (remark.student_id != place.student.value)
            continue;
        if (!remark.remarks.empty())
            json.key("remarks").text(remark.remarks);
        if (!remark.confirmed_unassessed.empty()) {
            json.key("confirmed_unassessed").begin_array();
            for (const std::string& code : remark.confirmed_unassessed)
                json.text(code);
            json.end_array();
        }
    }
}

// SR-5.2, PG-1.43  The reports that were due until the day, with what the class head wrote to this student.
void put_reports(database::Session& session, const YearPlace& place, FactsTree& tree)
{
    for (const auto& [number, report] : reports_of(session, place)) {
        if (place.as_of && report.day > place.as_of->to_text())
            continue;
        JsonWriter json;
        json.begin_object().key("number").number(number).key("on").text(report.day);
        write_remark(session, place, report.class_id, number, json);
        json.end_object();
        tree.append("/input/reports", std::string(json.str()));
    }
}

// PG-1.48, PG-1.57, PG-1.60, PG-1.61  What was written on the card; the guide alone asks for it.
void put_card(database::Session& session, const YearPlace& place, FactsTree& tree)
{
    const marks::CardContent card = marks::card_of(session, place.student, place.school_year_id);
    if (card.opinion) {
        tree.put("/input/opinion/option", json_text(card.opinion->option));
        for (const std::string& remark : card.opinion->remarks)
            tree.append("/input/opinion/remarks", json_text(remark));
    }
    if (!card.referrals.empty())
        tree.put("/input/referral", "true");
    std::map<std::string, std::map<std::string, std::vector<std::string>>> by_skill;
    for (const marks::FinalContact& one : card.contacts)
        by_skill[one.skill][one.with].push_back(one.day.to_text());
    for (const auto& [skill, contacts] : by_skill) {
        JsonWriter json;
        json.begin_object().key("skill").text(skill);
        for (const auto& [with, days] : contacts) {
            json.key(with + "_contacts").begin_array();
            for (const std::string& day : days)
                json.text(day);
            json.end_array();
        }
        json.end_object();
        tree.append("/input/final_effort", std::string(json.str()));
    }
    for (const marks::CardDescription& one : card.descriptions) {
        JsonWriter json;
        json.begin_object().key("report").number(one.number).key("subject").text(one.subject);
        if (!one.heading.empty())
            json.key("heading").text(one.heading);
        json.key("text").text(one.text).end_object();
        tree.append("/input/descriptions", std::string(json.str()));
    }
}

}  // namespace

bool goes_by_mastery(const std::vector<YearCell>& cells, const std::string& enrolment)
{
    return std::ranges::any_of(cells, [&](const YearCell& cell) {
        return cell.part == "skills" && FactForm(cell, enrolment).form() == k_judgements;
    });
}

void put_mastery_year(database::Session& session, const YearPlace& place,
                      const std::vector<YearCell>& cells, FactsTree& tree)
{
    tree.put("/kind", json_text("mastery_year"));
    // SR-10.2, PG-2.1  There is no affiliation where skills are mastered; the regulation refuses it by its name.
    if (place.enrolment.starts_with("affiliated"))
        tree.put("/input/student_kind", json_text(place.enrolment));
    const auto last_day =
        session
            .find_one("SELECT MAX(last_day) AS last_day FROM term WHERE school_id = $1 AND "
                      "school_year_id = $2",
                      place.student.school, place.school_year_id)
            ->text_or_null("last_day");
    tree.put("/input/first_day", json_text(place.year_first));
    tree.put("/input/last_day", json_text(last_day.value_or(place.year_last)));
    if (place.as_of)
        tree.put("/input/as_of", json_text(place.as_of->to_text()));
    if (place.enrolled_on > place.year_first)
        tree.put("/input/enrolled_on", json_text(place.enrolled_on));
    SkillLists lists(session, place);
    for (const YearCell& cell : cells)
        lists.add(cell);
    JsonWriter json;
    lists.write(json);
    tree.put("/input/subjects", std::string(json.str()));
    put_reports(session, place, tree);
    if (place.regulation == "sa_guide")
        put_card(session, place, tree);
}

}  // namespace taqwim::results
