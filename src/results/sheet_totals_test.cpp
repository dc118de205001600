#include "results/sheet_totals.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using namespace taqwim::results;

namespace {

// "coursework=16 term?exam " of each student of the sheet.
std::map<std::int64_t, std::string> totals_of(RecordedSchool& school, SheetId sheet,
                                              std::optional<std::int64_t> student = std::nullopt)
{
    const auto found = school.record->read([&](database::Session& session) {
        return totals_of_sheet(session, school.record_facts, school.rule_sets, school.school,
                               sheet.value, student, school.act().today);
    });
    REQUIRE(found);
    std::map<std::int64_t, std::string> lines;
    for (const StudentTotals& row : *found) {
        REQUIRE_FALSE(row.refusal.has_value());
        std::string& line = lines[row.student_id];
        for (const Figure& figure : row.figures.known)
            line += figure.name + '=' + figure.value.to_text() + ' ';
        for (const AwaitedFigure& figure : row.figures.awaited)
            line += figure.name + '?' + figure.waits_for + ' ';
    }
    return lines;
}

marks::EntryRequest mark(std::int64_t student, const char* column, const char* value)
{
    return {.key = {student, column}, .value = value};
}

school::PlanSubject subject(const char* code, const char* group, const char* settings)
{
    return {.subject = code,
            .name_ar = code,
            .name_en = code,
            .group = group,
            .weekly_periods = 4,
            .settings = settings};
}

}  // namespace

TEST_CASE("PG-5.english.4: a sheet of the guide shows its figures as its cells are entered")
{
    on_both_databases([](TestDatabase& test) {
        RecordedSchool school(test, {.name = "1425-1426",
                                     .first_day = "2004-09-11",
                                     .term_1_last_day = "2005-01-19",
                                     .term_2_first_day = "2005-02-05",
                                     .last_day = "2005-06-15",
                                     .today = "2005-07-01"});
        const std::int64_t class_id = school.add_class(
            school.add_plan(9, "sa_guide", {subject("ENG", "OTHER", R"({"min": "50"})")}), "a");
        school.make_sheets(
            class_id,
            {.regulation = "sa_guide", .grade = 9, .subject = "ENG", .on = day_of("2004-10-01")});
        const std::int64_t student = school.add_student(class_id, {.number = "1"});
        const std::int64_t affiliated =
            school.add_student(class_id, {.number = "2", .kind = "affiliated"});
        const SheetId work = school.sheet(class_id, "ENG", 1, "coursework");
        const SheetId exam = school.sheet(class_id, "ENG", 1, "exam");

        school.enter(work, {mark(student, "participation", "4.5"), mark(student, "mid.oral", "4")});
        CHECK(totals_of(school, work, student).at(student) ==
              "coursework?marks exam?marks term?coursework year?term ");
        // 4.5 + 4 + 7.5 = 16; 4 + 19 = 23; 39.
        school.enter(work, {mark(student, "mid.written", "7.5")});
        CHECK(totals_of(school, work).at(student) ==
              "coursework=16 exam?marks term?exam year?term ");
        school.enter(exam, {mark(student, "end.oral", "4"), mark(student, "end.written", "19")});
        const auto both = totals_of(school, exam);
        CHECK(both.at(student) == "coursework=16 exam=23 term=39 year?other_term ");
        // PG-6.6  Who is affiliated has an exam alone.
        CHECK(both.at(affiliated).starts_with("coursework?not_due "));
        CHECK(both.size() == 2);
        CHECK_FALSE(totals_of(school, exam, student).contains(affiliated));
    });
}

TEST_CASE(
    "SA1447-M2: a sheet of the distribution of 1447 shows its figures as its cells are entered")
{
    on_both_databases([](TestDatabase& test) {
        RecordedSchool school(test, {.name = "1447",
                                     .first_day = "2025-09-01",
                                     .term_1_last_day = "2026-01-08",
                                     .term_2_first_day = "2026-01-18",
                                     .last_day = "2026-06-25",
                                     .today = "2026-07-01"});
        const char* const maths = "الرياضيات";
        const std::int64_t class_id = school.add_class(
            school.add_plan(7, "sa_1447", {subject(maths, "", "{}")}, "general"), "a");
        school.make_sheets(class_id, {.regulation = "sa_1447",
                                      .grade = 7,
                                      .subject = maths,
                                      .on = day_of("2025-10-01"),
                                      .track = "general"});
        const std::int64_t student = school.add_student(class_id, {.number = "1"});
        const auto enter = [&](int term, const char* performance, const char* varied,
                               const char* final) {
            school.enter(
                school.sheet(class_id, maths, term, "coursework"),
                {mark(student, "performance", performance), mark(student, "varied", varied)});
            school.enter(school.sheet(class_id, maths, term, "exam"),
                         {mark(student, "final", final)});
        };
        const SheetId work = school.sheet(class_id, maths, 1, "coursework");
        CHECK(totals_of(school, work).at(student) ==
              "coursework?marks exam?marks term?coursework year?term ");
        // 30 + 15.5 = 45.5; 20; 65.5.
        enter(1, "30", "15.5", "20");
        CHECK(totals_of(school, work).at(student) ==
              "coursework=91/2 exam=20 term=131/2 year?other_term ");
        // 36 + 18 = 54; 31; 85. (65.5 + 85) ÷ 2 = 75.25.
        enter(2, "36", "18", "31");
        CHECK(totals_of(school, school.sheet(class_id, maths, 2, "exam")).at(student) ==
              "coursework=54 exam=31 term=85 year=301/4 ");
        // A second sitting that has not begun: the mark of the first one stands.
        CHECK(totals_of(school, school.sheet(class_id, maths, 0, "second_round")).at(student) ==
              "year=301/4 ");
    });
}

TEST_CASE("totals of a sheet or a student that is not there are refused")
{
    on_both_databases([](TestDatabase& test) {
        RecordedSchool school(test, {.name = "1447",
                                     .first_day = "2025-09-01",
                                     .term_1_last_day = "2026-01-08",
                                     .term_2_first_day = "2026-01-18",
                                     .last_day = "2026-06-25",
                                     .today = "2026-07-01"});
        const auto refused = school.record->read([&](database::Session& session) {
            return totals_of_sheet(session, school.record_facts, school.rule_sets, school.school,
                                   999, std::nullopt, school.act().today);
        });
        REQUIRE_FALSE(refused);
        CHECK(refused.refusal().field == "sheet_id");
    });
}
