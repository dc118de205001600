#include "marks/mastery.h"

#include "core/refusal_codes.h"
#include "marks/sheet_store.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::marks {

namespace {

Refusal unknown(std::string_view record, std::int64_t id, std::string_view field)
{
    return {RefusalCode::record_unknown,
            {{"record", std::string(record)}, {"id", std::to_string(id)}},
            std::string(field),
            ""};
}

std::string list_text(const std::vector<std::string>& texts)
{
    JsonWriter json;
    json.begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
    return std::string(json.str());
}

std::vector<std::string> texts_in(const std::string& list)
{
    std::vector<std::string> texts;
    const auto document = JsonDocument::parse(list);
    if (document)
        for (const JsonValue text : document->root())
            texts.emplace_back(text.text());
    return texts;
}

}  // namespace

std::optional<Refusal> note_lesson(school::Changes& changes, SheetId id, const std::string& column,
                                   Day taught_on)
{
    database::Session& session = changes.session();
    const school::Act& act = changes.act();
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return unknown("sheet", id.value, "sheet_id");
    if (sheet->is_sealed)
        return Refusal{RefusalCode::year_sealed, {{"school_year", sheet->school_year}}, "", ""};
    if (!find_column(session, id, column))
        return Refusal{RefusalCode::judgement_unknown, {{"skill", column}}, "/column", "PG-1.4"};
    if (taught_on > act.today)
        return Refusal{
            RefusalCode::day_in_future, {{"day", taught_on.to_text()}}, "/taught_on", ""};
    if (taught_on < sheet->year_first || taught_on > sheet->year_last)
        return Refusal{RefusalCode::day_outside_year,
                       {{"day", taught_on.to_text()}, {"school_year", sheet->school_year}},
                       "/taught_on",
                       ""};
    const std::int64_t lesson = changes.new_id();
    session.execute("INSERT INTO skill_lesson (school_id, skill_lesson_id, mark_sheet_id, "
                    "column_key, taught_on, entered_by, entered_at) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    id.school, lesson, id.value, column, taught_on, act.account_id, act.at);
    crypto::FieldDigester fields("taqwim.skill_lesson.1");
    fields.number(lesson).number(id.value).text(column).text(taught_on.to_text());
    fields.number(act.account_id).text(act.at.to_text());
    changes.note("skill.taught", "mark_sheet " + id.to_text(), fields.finish());
    return std::nullopt;
}

std::vector<SkillLesson> lessons_of_sheet(database::Session& session, SheetId sheet)
{
    std::vector<SkillLesson> lessons;
    for (const database::Row& row :
         session.find_all("SELECT column_key, taught_on FROM skill_lesson WHERE school_id = $1 AND "
                          "mark_sheet_id = $2 ORDER BY column_key, skill_lesson_id",
                          sheet.school, sheet.value)) {
        SkillLesson lesson{.column = row.text("column_key"), .taught_on = row.text("taught_on")};
        if (!lessons.empty() && lessons.back().column == lesson.column)
            lessons.back() = std::move(lesson);
        else
            lessons.push_back(std::move(lesson));
    }
    return lessons;
}

std::optional<Refusal> set_report_day(school::Changes& changes, SchoolId school,
                                      std::int64_t class_id, int number, Day day,
                                      std::int64_t version)
{
    if (number < 1 || number > 4)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "number"},
                        {"value", std::to_string(number)},
                        {"minimum", "1"},
                        {"maximum", "4"}},
                       "number",
                       "SR-5.2"};
    database::Session& session = changes.session();
    std::int64_t current = 0;
    for (const MasteryReport& other : reports_of_class(session, school, class_id)) {
        if (other.number == number)
            current = other.version;
        const bool is_before = other.number < number && other.day >= day.to_text();
        const bool is_after = other.number > number && other.day <= day.to_text();
        if (is_before || is_after)
            return Refusal{RefusalCode::days_reversed,
                           {{"field", "day"},
                            {"first_day", is_before ? other.day : day.to_text()},
                            {"last_day", is_before ? day.to_text() : other.day}},
                           "/day",
                           "SR-5.2"};
    }
    if (current != version)
        return Refusal{RefusalCode::version_stale,
                       {{"given", std::to_string(version)}, {"current", std::to_string(current)}},
                       "",
                       ""};
    const std::int64_t affected =
        version == 0
            ? session.execute("INSERT INTO mastery_report (school_id, class_id, number, day) "
                              "VALUES ($1, $2, $3, $4)",
                              school, class_id, number, day)
            : session.execute("UPDATE mastery_report SET day = $4, version = version + 1 WHERE "
                              "school_id = $1 AND class_id = $2 AND number = $3 AND version = $5",
                              school, class_id, number, day, version);
    if (affected != 1)
        return Refusal{RefusalCode::version_stale,
                       {{"given", std::to_string(version)}, {"current", std::to_string(current)}},
                       "",
                       ""};
    crypto::FieldDigester fields("taqwim.mastery_report.1");
    fields.number(class_id).number(number).text(day.to_text()).number(version + 1);
    changes.note("mastery_report.set", "class " + std::to_string(class_id), fields.finish());
    return std::nullopt;
}

std::vector<MasteryReport> reports_of_class(database::Session& session, SchoolId school,
                                            std::int64_t class_id)
{
    std::vector<MasteryReport> reports;
    for (const database::Row& row :
         session.find_all("SELECT number, day, version FROM mastery_report WHERE school_id = $1 "
                          "AND class_id = $2 ORDER BY number",
                          school, class_id))
        reports.push_back({.number = static_cast<int>(row.integer("number")),
                           .day = row.text("day"),
                           .version = row.integer("version")});
    return reports;
}

std::optional<Refusal> write_remark(school::Changes& changes, SchoolId school,
                                    const MasteryRemark& remark)
{
    database::Session& session = changes.session();
    const school::Act& act = changes.act();
    if (!session.find_one("SELECT day FROM mastery_report WHERE school_id = $1 AND class_id = $2 "
                          "AND number = $3",
                          school, remark.class_id, remark.number))
        return unknown("result", remark.number, "number");
    if (session
            .find_one("SELECT COUNT(*) AS enrolments FROM enrolment WHERE school_id = $1 AND "
                      "class_id = $2 AND student_id = $3",
                      school, remark.class_id, remark.student_id)
            ->integer("enrolments") == 0)
        return Refusal{RefusalCode::not_enrolled, {{"day", act.today.to_text()}}, "student_id", ""};
    const std::int64_t id = changes.new_id();
    const std::string confirmed = list_text(remark.confirmed_unassessed);
    session.execute("INSERT INTO mastery_remark (school_id, mastery_remark_id, class_id, number, "
                    "student_id, remarks, confirmed_unassessed, written_by, written_person, "
                    "written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                    school, id, remark.class_id, remark.number, remark.student_id, remark.remarks,
                    confirmed, act.account_id, act.person_id, act.at);
    crypto::FieldDigester fields("taqwim.mastery_remark.1");
    fields.number(id).number(remark.class_id).number(remark.number).number(remark.student_id);
    fields.text(remark.remarks).text(confirmed).number(act.account_id).text(act.at.to_text());
    changes.note("mastery_remark.write", "student " + std::to_string(remark.student_id),
                 fields.finish());
    return std::nullopt;
}

std::vector<MasteryRemark> remarks_of_report(database::Session& session, SchoolId school,
                                             std::int64_t class_id, int number)
{
    std::vector<MasteryRemark> remarks;
    for (const database::Row& row : session.find_all(
             "SELECT student_id, remarks, confirmed_unassessed FROM mastery_remark WHERE school_id "
             "= $1 AND class_id = $2 AND number = $3 ORDER BY student_id, mastery_remark_id",
             school, class_id, number)) {
        MasteryRemark remark{.class_id = class_id,
                             .number = number,
                             .student_id = row.integer("student_id"),
                             .remarks = row.text("remarks"),
                             .confirmed_unassessed = texts_in(row.text("confirmed_unassessed"))};
        if (!remarks.empty() && remarks.back().student_id == remark.student_id)
            remarks.back() = std::move(remark);
        else
            remarks.push_back(std::move(remark));
    }
    return remarks;
}

}  // namespace taqwim::marks
