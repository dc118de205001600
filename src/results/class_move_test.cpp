// A student who changed his class within the year: his year is what stands for him in the sheets of both.

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "results/sheet_points.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

const RecordedYear k_saudi_year{.name = "1427-1428",
                                .first_day = "2006-09-09",
                                .term_1_last_day = "2007-01-24",
                                .term_2_first_day = "2007-02-10",
                                .last_day = "2007-06-13",
                                .today = "2007-07-01"};
const RecordedYear k_kuwaiti_year{.country = "KW",
                                  .name = "2015-2016",
                                  .first_day = "2015-09-13",
                                  .term_1_last_day = "2016-01-23",
                                  .term_2_first_day = "2016-02-07",
                                  .last_day = "2016-06-09",
                                  .year_last_day = "2016-08-31",
                                  .today = "2016-09-01",
                                  .teachers_sex = "women"};

// Two classes of one plan with the sheets of one subject.
struct TwoClasses {
    TwoClasses(TestDatabase& test, const RecordedYear& year, int grade,
               const school::PlanSubject& subject, marks::SchemeRequest request)
        : school(test, year)
    {
        request.grade = grade;
        request.subject = subject.subject;
        const std::int64_t plan = school.add_plan(grade, request.regulation, {subject});
        for (std::int64_t* const one : {&first, &second}) {
            *one = school.add_class(plan, one == &first ? "a" : "b");
            school.make_sheets(*one, request);
        }
    }

    void enter(std::int64_t class_id, int term, const char* part,
               const std::vector<marks::EntryRequest>& entries)
    {
        school.enter(school.sheet(class_id, subject_of_sheets, term, part), entries);
    }

    RecordedSchool school;
    std::string subject_of_sheets = "MTH";
    std::int64_t first = 0;
    std::int64_t second = 0;
};

const school::PlanSubject k_maths{.subject = "MTH",
                                  .name_ar = "maths",
                                  .name_en = "maths",
                                  .group = "OTHER",
                                  .weekly_periods = 4};

marks::EntryRequest mark(std::int64_t student, const std::string& column, const std::string& value)
{
    return {.key = {student, column}, .value = value};
}

std::vector<marks::EntryRequest> coursework(std::int64_t student, const std::string& first,
                                            const std::string& second, const std::string& third,
                                            const std::string& fourth)
{
    return {mark(student, "continuous_1", first), mark(student, "continuous_2", second),
            mark(student, "short_test_1", third), mark(student, "short_test_2", fourth)};
}

Json facts_of(RecordedSchool& school, std::int64_t student)
{
    return Json::parse(school.facts(student).json);
}

marks::SchemeRequest saudi_sheets()
{
    return {.regulation = "sa_1426", .grade = 8, .subject = "MTH", .on = day_of("2006-09-09")};
}

std::vector<results::OpenPoint> points_of(RecordedSchool& school, std::int64_t class_id)
{
    return school.record->read([&](database::Session& session) {
        return results::open_sheets(session, school.school, class_id);
    });
}

}  // namespace

TEST_CASE("SR-6.1: the first term in one class and the second in another make one year")
{
    on_both_databases([](TestDatabase& test) {
        TwoClasses world(test, k_saudi_year, 8, k_maths, saudi_sheets());
        const std::int64_t moved = world.school.add_student(world.first, {.number = "1"});
        // 3 + 2 + 6 + 7 = 18, and 25.
        world.enter(world.first, 1, "coursework", coursework(moved, "3", "2", "6", "7"));
        world.enter(world.first, 1, "exam", {mark(moved, "exam", "25")});
        world.school.move(moved, world.second, "2007-02-10");
        // Without the second term the year is open; nothing of the first is lost.
        CHECK(facts_of(world.school, moved)["marks"]["MTH"].dump() == R"(["18","25",null,null])");
        // 3 + 2 + 5 + 6 = 16, and 24.
        world.enter(world.second, 2, "coursework", coursework(moved, "3", "2", "5", "6"));
        world.enter(world.second, 2, "exam", {mark(moved, "exam", "24")});
        CHECK(facts_of(world.school, moved)["marks"]["MTH"].dump() == R"(["18","25","16","24"])");
        const auto evaluated = world.school.evaluated(moved);
        const Json outcome = Json::parse(evaluated.outcome);
        // 18 + 25 + 16 + 24 = 83.
        CHECK(outcome["round1"]["final"]["MTH"] == "83");
        CHECK(outcome["decision"] == "PASSED");
    });
}

TEST_CASE("SR-6.1: of one sheet in two classes the later mark of a column stands, and the earlier "
          "one where it is empty")
{
    on_both_databases([](TestDatabase& test) {
        TwoClasses world(test, k_saudi_year, 8, k_maths, saudi_sheets());
        const std::int64_t moved = world.school.add_student(world.first, {.number = "1"});
        world.enter(world.first, 1, "coursework", coursework(moved, "3", "2", "6", "7"));
        world.school.move(moved, world.second, "2006-11-11");
        // The short test anew in the later class: 3 + 2 + 5 + 7 = 17.
        world.enter(world.second, 1, "coursework", {mark(moved, "short_test_1", "5")});
        CHECK(facts_of(world.school, moved)["marks"]["MTH"][0] == "17");
        // What is emptied in the later class is the earlier one's again.
        marks::EntryRequest cleared{.key = {moved, "short_test_1"}, .based_on = 1};
        cleared.status = "cleared";
        world.enter(world.second, 1, "coursework", {cleared});
        CHECK(facts_of(world.school, moved)["marks"]["MTH"][0] == "18");
        // And back: the class where he was first is his last one again, and its marks stand above the other's.
        world.school.move(moved, world.first, "2007-03-03");
        CHECK(facts_of(world.school, moved)["marks"]["MTH"][0] == "18");
        world.enter(world.first, 1, "exam", {mark(moved, "exam", "20")});
        CHECK(facts_of(world.school, moved)["marks"]["MTH"][1] == "20");
    });
}

TEST_CASE("KW-10.3: measures of one criterion in two classes stand together, once each")
{
    on_both_databases([](TestDatabase& test) {
        school::PlanSubject subject = k_maths;
        subject.subject = "maths";
        subject.weekly_periods = 33;
        TwoClasses world(test, k_kuwaiti_year, 2, subject,
                         {.regulation = "kw_primary_2016",
                          .grade = 2,
                          .subject = "maths",
                          .on = day_of("2015-10-01"),
                          .criteria = {1},
                          .units = 2});
        world.subject_of_sheets = "maths";
        const auto measure = [](std::int64_t student, int occurrence, const char* level,
                                const char* day) {
            return marks::EntryRequest{
                .key = {student, "1.1", occurrence}, .value = level, .assessed_on = day_of(day)};
        };
        const auto enter = [&](std::int64_t student, bool carries) {
            world.enter(world.first, 1, "formative", {measure(student, 1, "3", "2015-10-05")});
            world.enter(world.first, 1, "final", {mark(student, "u1", "8")});
            world.school.move(student, world.second, "2015-11-01");
            world.school.today("2015-11-02");
            if (carries)
                accepted(world.school.marks->carry_class(
                    world.school.act(), {world.school.school, student}, world.first, false));
            world.school.today("2016-09-01");
            world.enter(world.second, 1, "formative",
                        {measure(student, carries ? 2 : 1, "4", "2015-11-09")});
            world.enter(world.second, 1, "final", {mark(student, "u2", "9")});
            const Json term = facts_of(world.school, student)["subjects"]["maths"]["T1"];
            CHECK(term["formative"]["1"]["1.1"].dump() ==
                  R"([{"level":"3","on":"2015-10-05"},{"level":"4","on":"2015-11-09"}])");
            CHECK(term["summative"].dump() == R"(["8","9"])");
        };
        enter(world.school.add_student(world.first, {.number = "1"}), false);
        enter(world.school.add_student(world.first, {.number = "2"}), true);
        // Two units and one competency, though each class has a sheet of them.
        const Json policy = facts_of(
            world.school, world.school.add_student(world.second, {.number = "3"}))["policy"];
        CHECK(policy.dump() == R"({"competencies":{"maths":[1,1]},"units":{"maths":[2,2]}})");
    });
}

TEST_CASE("PG-1.17: lessons, judgements and reports of the class before count while he was in it")
{
    on_both_databases([](TestDatabase& test) {
        marks::SchemeRequest request = saudi_sheets();
        request.part = "skills";
        request.skills = {{.code = "M1", .text = "one", .is_minimum = true},
                          {.code = "M2", .text = "two"}};
        TwoClasses world(test, k_saudi_year, 1, k_maths, request);
        RecordedSchool& school = world.school;
        const std::int64_t moved = school.add_student(world.first, {.number = "1"});
        const auto teach = [&](std::int64_t class_id, const char* skill, const char* day) {
            accepted(school.marks->teach(school.act("teacher", 8),
                                         school.sheet(class_id, "MTH", 0, "skills"), skill,
                                         day_of(day)));
        };
        const auto report = [&](std::int64_t class_id, int number, const char* day) {
            accepted(school.marks->set_report(school.act(), school.school, class_id, number,
                                              day_of(day), 0));
        };
        teach(world.first, "M1", "2006-10-01");
        world.enter(world.first, 0, "skills",
                    {{.key = {moved, "M1"},
                      .value = "mastered",
                      .assessed_on = day_of("2006-10-08"),
                      .tool = "observation"}});
        report(world.first, 1, "2006-11-01");
        accepted(school.marks->remark(school.act(), school.school,
                                      {.class_id = world.first,
                                       .number = 1,
                                       .student_id = moved,
                                       .remarks = "first",
                                       .confirmed_unassessed = {}}));
        school.move(moved, world.second, "2007-02-10");
        // After he had left; not his lesson, nor his report.
        teach(world.first, "M2", "2007-03-01");
        report(world.first, 2, "2007-03-02");
        report(world.second, 1, "2006-11-05");
        report(world.second, 2, "2007-01-20");
        const Json input = facts_of(school, moved)["input"];
        CHECK(input["subjects"][0]["skills"].dump() ==
              R"([{"code":"M1","text":"one","minimum":true,"taught":"2006-10-01","judgements":[)"
              R"({"on":"2006-10-08","value":"mastered","tool":"observation"}]},)"
              R"({"code":"M2","text":"two","minimum":false}])");
        CHECK(
            input["reports"].dump() ==
            R"([{"number":1,"on":"2006-11-01","remarks":"first"},{"number":2,"on":"2007-01-20"}])");
        // Taught in the class where he is.
        teach(world.second, "M2", "2007-02-20");
        CHECK(facts_of(school, moved)["input"]["subjects"][0]["skills"][1]["taught"] ==
              "2007-02-20");
    });
}

TEST_CASE("PG-16.B.9: sheets of the class before are signed before the class is published")
{
    on_both_databases([](TestDatabase& test) {
        TwoClasses world(test, k_saudi_year, 8, k_maths, saudi_sheets());
        RecordedSchool& school = world.school;
        const std::int64_t moved = school.add_student(world.first, {.number = "1"});
        world.enter(world.first, 1, "coursework", coursework(moved, "3", "2", "6", "7"));
        world.enter(world.first, 1, "exam", {mark(moved, "exam", "25")});
        school.move(moved, world.second, "2007-02-10");
        world.enter(world.second, 2, "coursework", coursework(moved, "3", "2", "5", "6"));
        world.enter(world.second, 2, "exam", {mark(moved, "exam", "24")});
        const auto points = points_of(school, world.second);
        // Of his class four sheets, of the one before the two where something stands for him.
        REQUIRE(points.size() == 6);
        CHECK(points[4].student_id == moved);
        CHECK(points[4].subject == "MTH 1 coursework");
        CHECK(points[5].subject == "MTH 1 exam");
        for (const results::OpenPoint& point : points_of(school, world.first))
            CHECK_FALSE(point.student_id.has_value());

        school.sign(school.sheet(world.first, "MTH", 1, "coursework"));
        CHECK(points_of(school, world.second).size() == 5);
        // The first term is asked of nobody again in the class where he is: its sheets are signed as they are.
        school.sign(school.sheet(world.first, "MTH", 1, "exam"));
        for (const int term : {1, 2})
            for (const char* const part : {"coursework", "exam"})
                school.sign(school.sheet(world.second, "MTH", term, part));
        CHECK(points_of(school, world.second).empty());
        results::Publications publications(school.record_facts, school.rule_sets,
                                           {results::open_sheets});
        accepted(
            school.record->write_alone(school.school, school.act(), [&](school::Changes& changes) {
                return publications.publish(
                    changes, school.school,
                    {.class_id = world.second, .visible_from = school.clock.now()});
            }));
        // From then on a sheet of the class before is as fixed as those of the class.
        const auto withdrawn =
            school.marks->withdraw(school.act(), school.sheet(world.first, "MTH", 1, "exam"), "r");
        CHECK(code_of(withdrawn) == "PUBLISHED_ALREADY");
    });
}
