#include "school/enrolments.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "school/enrolments_store.h"
#include "school/on_day.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

std::size_t enrolled_on(SampleSchool& sample, std::int64_t class_id, Day day)
{
    return sample.record->read([&](database::Session& session) {
        return students_of_class(session, sample.school, class_id, day).size();
    });
}

}  // namespace

TEST_CASE("SR-1.2: a student is in one class on a day, and a class holds no more than its capacity")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Enrolments enrolments(*sample.record);
        const Day start = day_of("2026-09-13");
        const std::int64_t ali = sample.add_student("1", "ali");
        const std::int64_t badr = sample.add_student("2", "badr");
        const std::int64_t jasem = sample.add_student("3", "jasem");

        const auto first = sample.enrol(ali, sample.class_a, start);
        REQUIRE(first);
        CHECK(code_of(sample.enrol(ali, sample.class_b, start)) == "ENROLLED_ALREADY");
        CHECK(code_of(sample.enrol(badr, sample.class_a, start - 1)) == "DAY_OUTSIDE_YEAR");
        CHECK(code_of(sample.enrol(badr, sample.class_a, day_of("2027-06-25"))) ==
              "DAY_OUTSIDE_YEAR");
        CHECK(code_of(sample.enrol(99, sample.class_a, start)) == "RECORD_UNKNOWN");
        CHECK(code_of(sample.enrol(badr, 99, start)) == "RECORD_UNKNOWN");
        // Two seats.
        CHECK(code_of(sample.enrol(badr, sample.class_a, start)) == "accepted");
        CHECK(code_of(sample.enrol(jasem, sample.class_a, start)) == "CLASS_FULL");

        // Ali moves on 1 October; from then on there is a seat, not a day before.
        const std::int64_t enrolment = id_in(first, "enrolment_id");
        CHECK(code_of(enrolments.move(sample.school, sample.act(), enrolment, 1, sample.class_b,
                                      start)) == "DAYS_REVERSED");
        CHECK(code_of(enrolments.move(sample.school, sample.act(), enrolment, 1, sample.class_a,
                                      day_of("2026-10-01"))) == "RECORD_UNKNOWN");
        CHECK(code_of(enrolments.move(sample.school, sample.act(), enrolment, 2, sample.class_b,
                                      day_of("2026-10-01"))) == "VERSION_STALE");
        const auto moved = enrolments.move(sample.school, sample.act(), enrolment, 1,
                                           sample.class_b, day_of("2026-10-01"));
        REQUIRE(moved);
        CHECK(code_of(enrolments.move(sample.school, sample.act(), enrolment, 2, sample.class_b,
                                      day_of("2026-10-02"))) == "NOT_ENROLLED");
        CHECK(code_of(sample.enrol(jasem, sample.class_a, day_of("2026-09-30"))) == "CLASS_FULL");
        CHECK(code_of(sample.enrol(jasem, sample.class_a, day_of("2026-10-01"))) == "accepted");
        sample.record->read([&](database::Session& session) {
            CHECK(class_of(session, sample.school, ali, day_of("2026-09-30")) == sample.class_a);
            CHECK(class_of(session, sample.school, ali, day_of("2026-10-01")) == sample.class_b);
            CHECK_FALSE(class_of(session, sample.school, ali, day_of("2026-09-12")));
            CHECK(plan_of_class(session, sample.school, sample.class_a)->grade == 4);
        });
        CHECK(enrolled_on(sample, sample.class_a, day_of("2026-09-30")) == 2);
        CHECK(enrolled_on(sample, sample.class_a, day_of("2026-10-01")) == 2);
        CHECK(enrolled_on(sample, sample.class_b, day_of("2026-09-30")) == 0);

        // He leaves on 15 October and can come back on the 16th.
        const std::int64_t second = id_in(moved, "enrolment_id");
        CHECK(code_of(enrolments.end(sample.school, sample.act(), second, 1, day_of("2026-09-30"),
                                     "left")) == "DAYS_REVERSED");
        CHECK(code_of(enrolments.end(sample.school, sample.act(), second, 1, day_of("2026-10-15"),
                                     "left")) == "accepted");
        CHECK(code_of(sample.enrol(ali, sample.class_b, day_of("2026-10-15"))) ==
              "ENROLLED_ALREADY");
        CHECK(code_of(sample.enrol(ali, sample.class_b, day_of("2026-10-16"))) == "accepted");

        // The capacity cannot fall below who is there.
        SchoolClass smaller;
        smaller.id = sample.class_a;
        smaller.name = "4/1";
        smaller.capacity = 1;
        smaller.version = 1;
        Plans plans(*sample.record);
        CHECK(code_of(plans.change_class(sample.school, sample.act(), smaller)) == "CLASS_FULL");
        smaller.capacity = 2;
        CHECK(code_of(plans.change_class(sample.school, sample.act(), smaller)) == "accepted");

        // A sealed year refuses all of it.
        REQUIRE(Years(*sample.record).seal(sample.school, sample.act(), sample.year, 1));
        CHECK(code_of(sample.enrol(sample.add_student("4"), sample.class_b, start)) ==
              "YEAR_SEALED");
        CHECK(code_of(enrolments.end(sample.school, sample.act(), second, 2, day_of("2026-10-20"),
                                     "left")) == "YEAR_SEALED");
        CHECK(code_of(enrolments.move(sample.school, sample.act(), second, 2, sample.class_a,
                                      day_of("2026-10-20"))) == "YEAR_SEALED");
        sample.verified_chain();
    });
}

TEST_CASE(
    "KW-23: the newcomer's mark stands on his first enrolment and not on the class he moves to")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Enrolments enrolments(*sample.record);
        Enrolment enrolment;
        enrolment.student_id = sample.add_student("1");
        enrolment.class_id = sample.class_a;
        enrolment.kind = "regular";
        enrolment.is_newcomer = true;
        enrolment.days.first = day_of("2026-10-04");
        const auto added = enrolments.enrol(sample.school, sample.act(), enrolment);
        REQUIRE(added);
        CHECK(text_in_json(added->body, "is_newcomer") == "true");
        const auto moved =
            enrolments.move(sample.school, sample.act(), id_in(added, "enrolment_id"), 1,
                            sample.class_b, day_of("2026-11-01"));
        REQUIRE(moved);
        CHECK(text_in_json(moved->body, "is_newcomer") == "false");
    });
}

TEST_CASE("SR-10.2, SR-10.3, PG-2.1: affiliation is refused where assessment is continuous")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test, "SA");
        const auto affiliated = [&](const std::string& regulation, std::int64_t grade) {
            StudyPlan plan = sample_plan(sample.year, grade);
            plan.regulation = regulation;
            plan.track = regulation;
            SchoolClass added;
            added.plan_id = id_in(Plans(*sample.record).add(sample.school, sample.act(), plan),
                                  "study_plan_id");
            added.name = "1";
            added.capacity = 30;
            Enrolment enrolment;
            enrolment.class_id = id_in(
                Plans(*sample.record).add_class(sample.school, sample.act(), added), "class_id");
            enrolment.student_id = [&] {
                Student student;
                student.number = regulation + std::to_string(grade);
                student.name_parts = {"ali", "salem", "hamad", "alharbi"};
                student.sex = "male";
                student.nationality = "SA";
                return id_in(Students(*sample.record).add(sample.school, sample.act(), student, {}),
                             "student_id");
            }();
            enrolment.kind = "affiliated";
            enrolment.days.first = day_of("2026-09-13");
            return code_of(
                Enrolments(*sample.record).enrol(sample.school, sample.act(), enrolment));
        };
        CHECK(affiliated("sa_1426", 6) == "AFFILIATION_BY_MASTERY");
        CHECK(affiliated("sa_1426", 7) == "accepted");
        CHECK(affiliated("sa_guide", 3) == "AFFILIATION_BY_MASTERY");
        CHECK(affiliated("sa_guide", 4) == "accepted");
        CHECK(affiliated("kw_primary_2016", 5) == "AFFILIATION_BY_MASTERY");

        Enrolment night;
        night.student_id = sample.add_student("night");
        night.class_id = sample.class_a;
        night.kind = "night";
        night.days.first = day_of("2026-09-13");
        CHECK(code_of(Enrolments(*sample.record).enrol(sample.school, sample.act(), night)) ==
              "VALUE_NOT_LISTED");
    });
}

TEST_CASE("school: whatever is enrolled, moved and ended, nobody is in two classes and no class is "
          "overfull")
{
    TestDatabase test(TestBackend::sqlite);
    SampleSchool sample(test);
    Enrolments enrolments(*sample.record);
    const TeachingYear year = sample_year();
    int run = 0;

    CHECK(rc::check([&] {
        ++run;
        const std::int64_t capacity = *rc::gen::inRange(1, 4);
        std::vector<std::int64_t> classes;
        std::vector<std::int64_t> students;
        for (int i = 0; i < 3; ++i)
            classes.push_back(
                sample.add_class("run " + std::to_string(run) + "/" + std::to_string(i), capacity));
        for (int i = 0; i < 5; ++i)
            students.push_back(sample.add_student(std::to_string(run) + "-" + std::to_string(i)));

        const int operations = *rc::gen::inRange(1, 25);
        for (int i = 0; i < operations; ++i) {
            const std::int64_t student = *rc::gen::elementOf(students);
            const std::int64_t class_id = *rc::gen::elementOf(classes);
            const Day day = year.first_day + *rc::gen::inRange(-2, 40);
            const auto own = sample.record->read([&](database::Session& session) {
                return enrolments_of(session, sample.school, student);
            });
            const int what = *rc::gen::inRange(0, 3);
            if (what == 0 || own.empty())
                (void)sample.enrol(student, class_id, day);
            else if (what == 1)
                (void)enrolments.move(sample.school, sample.act(), own.back().id,
                                      own.back().version, class_id, day);
            else
                (void)enrolments.end(sample.school, sample.act(), own.back().id, own.back().version,
                                     day, "left");
        }

        sample.record->read([&](database::Session& session) {
            for (const std::int64_t student : students) {
                const auto own = enrolments_of(session, sample.school, student);
                for (std::size_t i = 0; i < own.size(); ++i)
                    for (std::size_t j = i + 1; j < own.size(); ++j)
                        RC_ASSERT(!own[i].days.overlaps(own[j].days));
            }
            for (const std::int64_t class_id : classes)
                for (Day day = year.first_day; day < year.first_day + 60; day = day + 1)
                    RC_ASSERT(std::cmp_less_equal(
                        students_of_class(session, sample.school, class_id, day).size(), capacity));
        });
    }));
    sample.verified_chain();
}
