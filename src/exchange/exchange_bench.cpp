// How many mark records of a file are read and checked in a second: CSV of a thousand students with thirty columns, from
// its bytes to the plan. And how many are stored in a second by a whole import, beside what SQLite takes as plain rows of
// the same two tables in the same run.
#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "exchange/imports.h"
#include "exchange/marks_plan.h"
#include "regulations/frame/json_value.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

namespace {

using namespace taqwim;
using namespace taqwim::exchange;
using taqwim::tests::MarksSchool;

constexpr int k_columns = 30;
constexpr std::int64_t k_class = 5;

marks::SheetDraft wide_sheet(const marks::SheetDraft& narrow)
{
    marks::SheetDraft draft = narrow;
    const marks::SheetColumn column = draft.columns.front();
    draft.columns.clear();
    for (int i = 0; i < k_columns; ++i) {
        draft.columns.push_back(column);
        draft.columns.back().key = "u" + std::to_string(i);
        draft.columns.back().label_ar = draft.columns.back().key;
        draft.columns.back().label_en = draft.columns.back().key;
    }
    return draft;
}

// As portals write it: a title, the heading, a row for each student.
std::string marks_file(int students, int first_number)
{
    std::string file = "Marks of the school,,\nstudent number,name";
    for (int column = 0; column < k_columns; ++column)
        file += ",u" + std::to_string(column);
    file += '\n';
    for (int student = 0; student < students; ++student) {
        file += 'S' + std::to_string(first_number + student) + ",somebody";
        for (int column = 0; column < k_columns; ++column)
            file += ',' + std::to_string((student + column) % 10) + ".25";
        file += '\n';
    }
    return file;
}

void plan_of_a_file(benchmark::State& state)
{
    constexpr int students = 1000;
    marks::MarkSheet sheet;
    sheet.id = {SchoolId{1}, 9};
    sheet.class_id = k_class;
    sheet.subject = "maths";
    sheet.part = "final";
    sheet.settings = "{}";
    sheet.regulation = "kw_primary_2016";
    sheet.year_first = *Day::parse("2015-09-13");
    sheet.year_last = *Day::parse("2016-06-09");
    marks::SheetDraft narrow;
    narrow.columns.push_back({.key = "u", .label_ar = "u", .label_en = "u", .maximum_centi = 1000});
    StudentDirectory directory("KW");
    TargetSheet target{.book = marks::SheetBook(sheet, wide_sheet(narrow).columns),
                       .subject_ar = "M",
                       .subject_en = "Mathematics",
                       .class_name = "4/1",
                       .grade_and_class = "4/4/1"};
    for (std::int64_t student = 0; student < students; ++student) {
        const std::string number = 'S' + std::to_string(100 + student);
        directory.add_student(student + 1, number, number);
        directory.add_stay(student + 1,
                           {.class_id = k_class, .first_day = sheet.year_first, .last_day = {}});
        target.book.add_stay({.student_id = student + 1,
                              .student_number = number,
                              .name_ar = number,
                              .name_en = number,
                              .enrolment = "regular",
                              .first_day = "2015-09-13"});
    }
    const std::string file = marks_file(students, 100);
    const Day today = *Day::parse("2015-10-19");
    for (auto _ : state) {
        const auto tables = tables::read_tables("marks.csv", file);
        const MarksPlan plan = plan_marks(*tables, "marks.csv", directory, {target}, today);
        if (plan.writes.size() != std::size_t{students} * k_columns)
            state.SkipWithError("a record was not planned");
        benchmark::DoNotOptimize(plan.plan.digest());
    }
    state.SetItemsProcessed(state.iterations() * students * k_columns);
}

// Rows of the ledger's two tables, as they are, in one transaction; gives the seconds.
double plain_inserts(MarksSchool& school, SheetId sheet, int students)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto done = school.database().write_alone(school.school(), [&](database::Session&
                                                                             session) {
        // Beside the ids that are given out at the sample's time.
        std::int64_t id = 1'000'000'000;
        for (int student = 0; student < students; ++student)
            for (int column = 0; column < k_columns; ++column, ++id) {
                const std::string key = "u" + std::to_string(column);
                session.execute(
                    "INSERT INTO mark_entry (school_id, mark_entry_id, mark_sheet_id, student_id, "
                    "column_key, occurrence, version, sheet_version, mark_centi, tool, note, "
                    "layer, origin, source, reason, entered_by, entered_person, entered_as, "
                    "entered_at) VALUES ($1, $2, $3, $4, $5, 1, 1, 2, 725, '', '', 'teacher', "
                    "'entry', 'import 1', '', 1, 1, 'teacher', '2015-10-19T08:00:00.000Z')",
                    sheet.school, id, sheet.value, school.student(student), key);
                session.execute(
                    "INSERT INTO mark_cell (school_id, mark_sheet_id, student_id, column_key, "
                    "occurrence, version, mark_entry_id, mark_centi, layer, origin) "
                    "VALUES ($1, $2, $3, $4, 1, 1, $5, 725, 'teacher', 'entry')",
                    sheet.school, sheet.value, school.student(student), key, id);
            }
    });
    if (!done)
        return 0;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void store_a_file(benchmark::State& state)
{
    constexpr int students = 150;
    double plain = 0;
    double stored = 0;
    for (auto _ : state) {
        state.PauseTiming();
        tests::ScratchFolder folder;
        MarksSchool school("sqlite:" + folder.path() + "/school.db", students);
        if (!database::upgrade(school.database(), tests::migrations_up_to(9), school.clock().now()))
            state.SkipWithError("the tables were not made");
        school.open_all_windows();
        const SheetId sheet = school.make_sheet(wide_sheet(school.unit_sheet()));
        marks::SheetDraft second = wide_sheet(school.unit_sheet());
        second.term = 2;
        const SheetId other = school.make_sheet(second);
        plain += plain_inserts(school, other, students);
        Imports imports(school.record());
        const std::string file = marks_file(students, 100);
        ImportScope scope;
        scope.sheets = {sheet.value};
        const auto tried = imports.try_out(school.school(), school.act(), ImportKind::marks,
                                           {"marks.csv", file}, scope);
        const auto document = JsonDocument::parse(tried->body);
        const auto import = document->root().find("import");
        const Confirmation confirmation{
            .file_digest = std::string(import->find("file_digest")->text()),
            .plan_digest = std::string(import->find("plan_digest")->text())};
        const std::int64_t id = parse_id(import->find("import_id")->text()).value();
        state.ResumeTiming();
        const auto begin = std::chrono::steady_clock::now();
        const auto applied =
            imports.apply(school.school(), school.act(), ImportKind::marks, id, confirmation);
        stored += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        if (!applied)
            state.SkipWithError("the import was refused");
    }
    state.SetItemsProcessed(state.iterations() * students * k_columns);
    state.counters["of plain inserts"] = stored > 0 ? plain / stored : 0;
}

BENCHMARK(plan_of_a_file)->Name("exchange: mark records of a CSV read and checked")->UseRealTime();
BENCHMARK(store_a_file)
    ->Name("exchange: mark records stored by an import, SQLite")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
