#include "exchange/import_template.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "exchange/import_words.h"
#include "exchange/marks_targets.h"
#include "exchange/roster_import.h"
#include "exchange/template_words.h"
#include "platform/tables/arabic_text.h"
#include "platform/tables/workbook_writer.h"
#include "school/names.h"
#include "school/on_day.h"
#include "school/plans_store.h"

namespace taqwim::exchange {

namespace {

using database::Session;
using school::Act;
using tables::SheetColumn;
using tables::SheetWriter;

constexpr int k_width_of_names = 22;
constexpr std::size_t k_longest_sheet_name = 31;
constexpr std::uint32_t k_rows_of_a_roster = 1000;

// Fields whose digits are no quantity.
constexpr std::array<std::string_view, 4> k_numbers = {"student_number", "identity_number",
                                                       "guardian_identity", "guardian_telephone"};

SheetColumn column_of(std::string_view field, bool is_open, std::vector<std::string> choices = {})
{
    return {.heading = std::string(ImportWords::built_in().written("heading", field)),
            .is_open = is_open,
            .choices = std::move(choices),
            .is_text = std::ranges::find(k_numbers, field) != k_numbers.end()};
}

std::string_view mark_of_example()
{
    return ImportWords::built_in().written("template", "example");
}

// The last sheet: how the first one is filled in, in both languages. No cell of it is a heading alone, so that no import
// takes it for a list.
void add_notes(tables::WorkbookWriter& workbook, std::string_view kind)
{
    constexpr int k_wide = 90;
    const TemplateWords& words = TemplateWords::built_in();
    const std::string title(words.text("title", "notes"));
    SheetWriter notes = workbook.add_sheet(
        {.name = title,
         .columns = {{.heading = title, .width = k_wide}, {.heading = "Notes", .width = k_wide}},
         .is_protected = true});
    for (const TemplateWords::Entry& note : words.of("note", kind))
        notes.text(note.ar).text(note.en).end_row();
}

std::string file_name(std::string_view kind, std::int64_t id)
{
    return std::string(kind) + '-' + std::to_string(id) + ".xlsx";
}

// A school's classes of the year: "4/1" as rosters name them, and their grades.
struct ClassNames {
    std::vector<std::string> full;
    std::vector<std::string> grades;
};

ClassNames class_names(Session& session, SchoolId school, std::int64_t year_id)
{
    ClassNames names;
    std::set<std::int64_t> grades;
    constexpr std::int64_t k_most = 1000;
    for (const school::SchoolClass& one :
         school::classes_after(session, school, year_id, 0, k_most)) {
        names.full.push_back(full_class_name(std::to_string(one.grade), one.name));
        grades.insert(one.grade);
    }
    for (const std::int64_t grade : grades)
        names.grades.push_back(std::to_string(grade));
    return names;
}

Result<ImportTemplate> roster_template(Session& session, SchoolId school, const ImportScope& scope,
                                       const Act& act)
{
    const Day day = scope.first_day.value_or(act.today);
    const auto year = school::year_on(session, school, day);
    if (!year)
        return Refusal{RefusalCode::day_not_of_school, {{"day", day.to_text()}}, "first_day", ""};
    const ImportWords& words = ImportWords::built_in();
    const TemplateWords& said = TemplateWords::built_in();
    const ClassNames classes = class_names(session, school, year->id);

    struct Field {
        std::string_view name;
        std::vector<std::string> choices = {};
    };
    const std::vector<Field> fields = {{"student_number"},
                                       {"identity_number"},
                                       {"identity_kind", words.all_written("identity_kind")},
                                       {"name_1"},
                                       {"name_2"},
                                       {"name_3"},
                                       {"name_4"},
                                       {"name_5"},
                                       {"sex", words.all_written("sex")},
                                       {"birth_day"},
                                       {"nationality", words.all_written("nationality")},
                                       {"grade", classes.grades},
                                       {"class", classes.full},
                                       {"enrolment_kind", words.all_written("enrolment_kind")},
                                       {"first_day"},
                                       {"guardian_name"},
                                       {"guardian_identity"},
                                       {"guardian_relation", words.all_written("relation")},
                                       {"guardian_telephone"}};
    tables::WorkbookWriter workbook;
    tables::SheetForm form{.name = std::string(said.text("title", "roster")),
                           .form_rows = k_rows_of_a_roster};
    for (const Field& field : fields)
        form.columns.push_back(column_of(field.name, false, field.choices));
    for (SheetColumn& column : form.columns)
        if (column.heading == words.written("heading", "name_1") ||
            column.heading == words.written("heading", "guardian_name"))
            column.width = k_width_of_names;
    SheetWriter sheet = workbook.add_sheet(form);
    sheet.as_example();
    for (const Field& field : fields) {
        if (field.name == "name_1")
            sheet.text(mark_of_example());
        else if (!field.choices.empty())
            sheet.text(field.choices.front());
        else
            sheet.text(said.text("example", "roster/" + std::string(field.name)));
    }
    sheet.end_row();
    add_notes(workbook, "roster");
    return ImportTemplate{file_name("roster", school.value), workbook.finish()};
}

// The heading of each column that no other one and no known field answers to: its label with its maximum, its label, or
// its key.
std::vector<std::string> headings_of(const std::vector<marks::SheetColumn>& columns)
{
    const ImportWords& words = ImportWords::built_in();
    const auto maximum = [](const marks::SheetColumn& column) {
        return ' ' + marks::to_text(marks::CentiMark{column.maximum_centi});
    };
    std::map<std::string, std::set<std::size_t>, std::less<>> answering;
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (const std::string& name : {columns[i].key, columns[i].label_ar, columns[i].label_en}) {
            answering[tables::heading_form(name)].insert(i);
            answering[tables::heading_form(name + maximum(columns[i]))].insert(i);
        }
    std::vector<std::string> headings;
    for (const marks::SheetColumn& column : columns) {
        const std::string with_maximum = column.label_ar + " (" + maximum(column).substr(1) + ')';
        const auto is_clear = [&](const std::string& heading) {
            return answering[tables::heading_form(heading)].size() == 1 &&
                   !words.meaning("heading", heading);
        };
        const bool has_maximum = column.kind != marks::ColumnKind::judgement;
        if (has_maximum && is_clear(with_maximum))
            headings.push_back(with_maximum);
        else
            headings.push_back(is_clear(column.label_ar) ? column.label_ar : column.key);
    }
    return headings;
}

// By which an import of a whole class or school knows the sheet again.
std::string sheet_title(const TargetSheet& target)
{
    const std::string title = target.subject_ar + ' ' + target.book.sheet().title_ar;
    const bool is_short = title.size() <= k_longest_sheet_name * 2 &&
                          std::ranges::count_if(title, [](char one) {
                              return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U;
                          }) <= static_cast<std::ptrdiff_t>(k_longest_sheet_name);
    return is_short && title.size() > 1
               ? title
               : std::string(TemplateWords::built_in().text("title", "marks"));
}

Result<ImportTemplate> marks_template(Session& session, SchoolId school, const ImportScope& scope,
                                      const Act& act)
{
    if (scope.sheets.size() != 1)
        return Refusal{RefusalCode::field_missing, {{"field", "sheet_id"}}, "sheet_id", ""};
    const auto targets = targets_in(session, school, scope, act);
    if (!targets)
        return targets.refusal();
    const TargetSheet& target = targets->front();
    const marks::MarkSheet& of = target.book.sheet();
    const std::vector<marks::SheetColumn>& columns = target.book.columns();
    const ImportWords& words = ImportWords::built_in();
    const bool is_dated = std::ranges::any_of(
        columns, [](const marks::SheetColumn& column) { return column.repeats > 1; });

    std::vector<marks::StudentInSheet> students;
    const Day on = scope.first_day.value_or(act.today);
    const std::string day = on.to_text();
    for (marks::StudentInSheet& one : marks::roster(session, of, on))
        if (one.first_day <= day && (!one.last_day || day <= *one.last_day) && !one.exempt_ground)
            students.push_back(std::move(one));

    tables::WorkbookWriter workbook;
    tables::SheetForm form{.name = sheet_title(target),
                           .is_protected = true,
                           .form_rows = static_cast<std::uint32_t>(students.size()) + 1};
    form.columns.push_back(column_of("student_number", false));
    form.columns.push_back(column_of("name", false));
    form.columns.back().width = 2 * k_width_of_names;
    if (is_dated)
        form.columns.push_back(column_of("date", true));
    const std::vector<std::string> headings = headings_of(columns);
    const std::vector<std::string> judgements = words.all_written("judgement");
    for (std::size_t i = 0; i < columns.size(); ++i)
        form.columns.push_back({.heading = headings[i],
                                .is_open = true,
                                .choices = columns[i].kind == marks::ColumnKind::judgement
                                               ? judgements
                                               : std::vector<std::string>{}});
    SheetWriter sheet = workbook.add_sheet(form);
    sheet.as_example().blank().text(mark_of_example());
    if (is_dated)
        sheet.text(day);
    for (const marks::SheetColumn& column : columns)
        if (column.kind == marks::ColumnKind::judgement)
            sheet.text(judgements.front());
        else
            sheet.text(marks::to_text(marks::CentiMark{column.maximum_centi}));
    sheet.end_row();
    for (const marks::StudentInSheet& one : students)
        sheet.text(one.student_number).text(one.name_ar).end_row();
    add_notes(workbook, "marks");
    return ImportTemplate{file_name("marks", of.id.value), workbook.finish()};
}

Result<ImportTemplate> attendance_template(Session& session, SchoolId school,
                                           const ImportScope& scope, const Act& act)
{
    if (!scope.class_id)
        return Refusal{RefusalCode::field_missing, {{"field", "class_id"}}, "class_id", ""};
    if (!school::find_class(session, school, *scope.class_id))
        return school::unknown_record("class", *scope.class_id, "class_id");
    const ImportWords& words = ImportWords::built_in();
    const Day day = scope.first_day.value_or(act.today);
    const auto students = school::students_of_class(session, school, *scope.class_id, day);
    // That an absence is excused is submitted and decided by itself.
    const std::vector<std::string> states = {std::string(words.written("attendance", "present")),
                                             std::string(words.written("attendance", "absent")),
                                             std::string(words.written("attendance", "late"))};
    tables::WorkbookWriter workbook;
    tables::SheetForm form{
        .name = std::string(TemplateWords::built_in().text("title", "attendance")),
        .columns = {column_of("date", true), column_of("student_number", false),
                    column_of("name", false), column_of("period", true),
                    column_of("status", true, states), column_of("minutes", true)},
        .is_protected = true,
        .form_rows = static_cast<std::uint32_t>(students.size()) + 1};
    form.columns[2].width = 2 * k_width_of_names;
    SheetWriter sheet = workbook.add_sheet(form);
    sheet.as_example().text(day.to_text()).blank().text(mark_of_example()).blank();
    sheet.text(states.back()).text(TemplateWords::built_in().text("example", "attendance/minutes"));
    sheet.end_row();
    for (const school::Student& one : students)
        sheet.day(day).text(one.number).text(school::joined_name(one.name_parts)).end_row();
    add_notes(workbook, "attendance");
    return ImportTemplate{file_name("attendance", *scope.class_id), workbook.finish()};
}

}  // namespace

Result<ImportTemplate> import_template(Session& session, SchoolId school, ImportKind kind,
                                       const ImportScope& scope, const Act& act)
{
    switch (kind) {
    case ImportKind::roster: return roster_template(session, school, scope, act);
    case ImportKind::marks: return marks_template(session, school, scope, act);
    case ImportKind::attendance: return attendance_template(session, school, scope, act);
    }
    return roster_template(session, school, scope, act);
}

bool is_example(std::string_view name)
{
    return ImportWords::built_in().meaning("template", name) == "example";
}

}  // namespace taqwim::exchange
