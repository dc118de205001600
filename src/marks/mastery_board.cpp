#include "marks/mastery_board.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "marks/ledger_store.h"
#include "marks/sheet_store.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::marks {

namespace {

struct Skill {
    SheetId sheet;
    int term = 0;
    SheetColumn column;
    std::string taught_on;
    std::int64_t mastered = 0;
    std::int64_t not_mastered = 0;
    std::int64_t open = 0;
};

struct LatestJudgement {
    Judgement value = Judgement::not_mastered;
    std::string on;
    int occurrence = 0;
    std::string note = {};  // of a skill that is not mastered yet: what is still missing
};

// By student and place of the skill.
using Judgements = std::map<std::pair<std::int64_t, std::size_t>, LatestJudgement>;

std::string taught_on(database::Session& session, SheetId sheet, const std::string& column)
{
    const auto rows = session.find_all(
        "SELECT taught_on FROM skill_lesson WHERE school_id = $1 AND mark_sheet_id = $2 AND "
        "column_key = $3 ORDER BY skill_lesson_id DESC LIMIT 1",
        sheet.school, sheet.value, column);
    return rows.empty() ? "" : rows.front().text("taught_on");
}

// What was written of a skill that is not mastered yet; with mastery it is gone from the board, not from the ledger.
void add_notes(database::Session& session,
               const std::map<std::string, std::size_t, std::less<>>& place_of, SheetId sheet,
               Judgements& judgements)
{
    for (const database::Row& row : session.find_all(
             "SELECT c.student_id, c.column_key, c.occurrence, e.note FROM mark_cell c "
             "JOIN mark_entry e ON e.school_id = c.school_id AND e.mark_entry_id = c.mark_entry_id "
             "WHERE c.school_id = $1 AND c.mark_sheet_id = $2 AND c.judgement = 'not_mastered' "
             "AND e.note <> '' ORDER BY c.student_id, c.column_key, c.occurrence",
             sheet.school, sheet.value)) {
        const auto place = place_of.find(row.text("column_key"));
        if (place == place_of.end())
            continue;
        const auto latest = judgements.find({row.integer("student_id"), place->second});
        if (latest != judgements.end() && latest->second.occurrence == row.integer("occurrence"))
            latest->second.note = row.text("note");
    }
}

void add_judgements(database::Session& session, const std::vector<Skill>& skills, std::size_t first,
                    SheetId sheet, Judgements& judgements)
{
    std::map<std::string, std::size_t, std::less<>> place_of;
    for (std::size_t i = first; i < skills.size(); ++i)
        place_of[skills[i].column.key] = i;
    for (const Cell& cell : cells_of_sheet(session, sheet)) {
        const auto place = place_of.find(cell.key.column);
        const auto* value = std::get_if<Judgement>(&cell.value);
        if (place == place_of.end() || value == nullptr)
            continue;
        LatestJudgement& latest = judgements[{cell.key.student_id, place->second}];
        const std::string on = cell.assessed_on.value_or("");
        if (std::pair(on, cell.key.occurrence) >= std::pair(latest.on, latest.occurrence))
            latest = {*value, on, cell.key.occurrence};
    }
    add_notes(session, place_of, sheet, judgements);
}

// The tools with which mastery may be seen, as the sheet names them (PG-1.30).
void write_tools(JsonWriter& json, const std::optional<MarkSheet>& sheet)
{
    json.key("tools").begin_array();
    const auto settings = sheet ? JsonDocument::parse(sheet->settings)
                                : Result<JsonDocument>(JsonDocument::parse("{}"));
    if (const auto tools = settings ? settings->root().find("tools") : std::nullopt)
        for (const JsonValue tool : *tools)
            json.text(tool.text());
    json.end_array();
}

void write_skill(JsonWriter& json, const Skill& skill)
{
    json.begin_object();
    json.key("sheet_id").text(skill.sheet.to_text());
    json.key("column").text(skill.column.key);
    json.key("label_ar").text(skill.column.label_ar);
    json.key("label_en").text(skill.column.label_en);
    json.key("term").number(skill.term);
    json.key("is_minimum").boolean(skill.column.is_minimum);
    if (!skill.taught_on.empty())
        json.key("taught_on").text(skill.taught_on);
    json.key("mastered").number(skill.mastered);
    json.key("not_mastered").number(skill.not_mastered);
    json.key("open").number(skill.open);
    json.end_object();
}

// The student's row; adds him to the counts of the skills.
void write_student(JsonWriter& json, const StudentInSheet& student, const Judgements& judgements,
                   std::vector<Skill>& skills)
{
    std::int64_t minimum_open = 0;
    json.begin_object();
    json.key("student_id").text(std::to_string(student.student_id));
    json.key("name_ar").text(student.name_ar);
    json.key("name_en").text(student.name_en);
    json.key("judgements").begin_array();
    for (std::size_t i = 0; i < skills.size(); ++i) {
        const auto found = judgements.find({student.student_id, i});
        const bool is_mastered =
            found != judgements.end() && found->second.value == Judgement::mastered;
        if (skills[i].column.is_minimum && !is_mastered)
            ++minimum_open;
        if (found == judgements.end()) {
            ++skills[i].open;
            json.null();
            continue;
        }
        ++(is_mastered ? skills[i].mastered : skills[i].not_mastered);
        json.begin_object();
        json.key("value").text(to_text(found->second.value));
        if (!found->second.on.empty())
            json.key("on").text(found->second.on);
        if (!found->second.note.empty())
            json.key("note").text(found->second.note);
        json.end_object();
    }
    json.end_array();
    json.key("minimum_open").number(minimum_open);
    json.end_object();
}

// What a class's sheets of skills in a subject hold, and who is in it today.
struct Board {
    std::vector<Skill> skills;
    Judgements judgements;
    std::vector<StudentInSheet> students;  // without those who are exempt
    std::optional<MarkSheet> sheet;        // the last of them
};

Board read_board(database::Session& session, SchoolId school, std::int64_t class_id,
                 const std::string& subject, Day today)
{
    Board board;
    std::optional<MarkSheet> any;
    for (const database::Row& row :
         session.find_all("SELECT mark_sheet_id FROM mark_sheet WHERE school_id = $1 AND class_id "
                          "= $2 AND subject = $3 AND part = 'skills' ORDER BY term, mark_sheet_id",
                          school, class_id, subject)) {
        any = find_sheet(session, {school, row.integer("mark_sheet_id")});
        const std::size_t first = board.skills.size();
        for (SheetColumn& column : columns_of_sheet(session, any->id))
            if (column.kind == ColumnKind::judgement) {
                std::string day = taught_on(session, any->id, column.key);
                board.skills.push_back({.sheet = any->id,
                                        .term = any->term,
                                        .column = std::move(column),
                                        .taught_on = std::move(day)});
            }
        add_judgements(session, board.skills, first, any->id, board.judgements);
    }
    const std::string day = today.to_text();
    if (any)
        for (StudentInSheet& student : roster(session, *any, today)) {
            const bool is_here =
                student.first_day <= day && (!student.last_day || *student.last_day >= day);
            if (is_here && !student.exempt_ground)
                board.students.push_back(std::move(student));
        }
    board.sheet = std::move(any);
    return board;
}

// Who has not mastered a skill, with those of whom nobody has judged yet; nothing where all have mastered it.
void write_group(JsonWriter& json, const std::string& subject, const Board& board,
                 std::size_t place)
{
    const Skill& skill = board.skills[place];
    std::int64_t mastered = 0;
    std::int64_t open = 0;
    std::vector<const StudentInSheet*> group;
    for (const StudentInSheet& student : board.students) {
        const auto found = board.judgements.find({student.student_id, place});
        if (found == board.judgements.end())
            ++open;
        else if (found->second.value == Judgement::mastered)
            ++mastered;
        else
            group.push_back(&student);
    }
    if (group.empty())
        return;
    json.begin_object().key("subject").text(subject);
    json.key("sheet_id").text(skill.sheet.to_text()).key("column").text(skill.column.key);
    json.key("label_ar").text(skill.column.label_ar).key("label_en").text(skill.column.label_en);
    json.key("term").number(skill.term).key("is_minimum").boolean(skill.column.is_minimum);
    if (!skill.taught_on.empty())
        json.key("taught_on").text(skill.taught_on);
    json.key("mastered").number(mastered).key("open").number(open);
    json.key("is_below_half").boolean(2 * mastered < std::ssize(board.students));
    json.key("students").begin_array();
    for (const StudentInSheet* student : group) {
        json.begin_object().key("student_id").text(std::to_string(student->student_id));
        json.key("name_ar").text(student->name_ar).key("name_en").text(student->name_en);
        json.end_object();
    }
    json.end_array().end_object();
}

}  // namespace

std::string mastery_board(database::Session& session, SchoolId school, std::int64_t class_id,
                          const std::string& subject, Day today)
{
    Board board = read_board(session, school, class_id, subject, today);
    JsonWriter students;
    students.begin_array();
    for (const StudentInSheet& student : board.students)
        write_student(students, student, board.judgements, board.skills);
    students.end_array();
    JsonWriter json;
    json.begin_object();
    write_tools(json, board.sheet);
    json.key("skills").begin_array();
    for (const Skill& skill : board.skills)
        write_skill(json, skill);
    json.end_array();
    json.key("students").raw(students.str());
    json.end_object();
    return std::string(json.str());
}

std::string mastery_groups(database::Session& session, SchoolId school, std::int64_t class_id,
                           const std::string& subject, Day today)
{
    JsonWriter json;
    json.begin_object().key("groups").begin_array();
    for (const database::Row& row :
         session.find_all("SELECT DISTINCT subject FROM mark_sheet WHERE school_id = $1 "
                          "AND class_id = $2 AND part = 'skills' ORDER BY subject",
                          school, class_id)) {
        const std::string one = row.text("subject");
        if (!subject.empty() && subject != one)
            continue;
        const Board board = read_board(session, school, class_id, one, today);
        for (std::size_t place = 0; place < board.skills.size(); ++place)
            write_group(json, one, board, place);
    }
    json.end_array().end_object();
    return std::string(json.str());
}

}  // namespace taqwim::marks
