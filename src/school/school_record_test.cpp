#include <doctest/doctest.h>

#include "core/refusal_codes.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

TEST_CASE("school: a school is founded from its directorate to an enrolled student")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        const std::int64_t student = sample.add_student("1001");
        const auto enrolled = sample.enrol(student, sample.class_a, day_of("2026-09-13"));
        REQUIRE(enrolled);
        CHECK(enrolled->status == 201);
        CHECK(text_in_json(enrolled->body, "first_day") == "2026-09-13");
        CHECK(text_in_json(enrolled->body, "first_day_hijri") == "1448-04-02");

        Guardian salem;
        salem.name_ar = "salem";
        salem.name_en = "Salem";
        const std::int64_t guardian =
            id_in(Guardians(*sample.record).add(sample.school, sample.act(), salem), "guardian_id");
        Guardianship father;
        father.guardian_id = guardian;
        father.student_id = student;
        father.relation = "father";
        father.days.first = day_of("2026-09-13");
        CHECK(Guardians(*sample.record).add_guardianship(sample.school, sample.act(), father));

        Appointment teacher;
        teacher.staff_member_id = sample.add_staff("huda");
        teacher.role = "teacher";
        teacher.class_id = sample.class_a;
        teacher.subject = "maths";
        teacher.days.first = day_of("2026-09-13");
        teacher.decision = "12 of 2026-09-01";
        CHECK(Staff(*sample.record).appoint(sample.school, sample.act(), teacher));

        // The year, the plan, two classes, the student, the enrolment, the guardian and guardianship, the teacher and
        // the appointment.
        CHECK(sample.verified_chain() == 10);
    });
}

TEST_CASE("school: a repeated write is answered with the first answer and recorded once")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Plans plans(*sample.record);
        SchoolClass added;
        added.plan_id = sample.plan;
        added.name = "4/3";
        added.capacity = 30;
        const std::string digest(32, 'd');
        const auto first = plans.add_class(sample.school, sample.act_with_key("k1", digest), added);
        const auto again = plans.add_class(sample.school, sample.act_with_key("k1", digest), added);
        REQUIRE(first);
        REQUIRE(again);
        CHECK_FALSE(first->is_repeat);
        CHECK(again->is_repeat);
        CHECK(again->body == first->body);
        CHECK(code_of(plans.add_class(sample.school,
                                      sample.act_with_key("k1", std::string(32, 'e')), added)) ==
              "IDEMPOTENCY_KEY_REUSED");
        CHECK(code_of(plans.add_class(sample.school, sample.act(), added)) == "RECORD_EXISTS");
        CHECK(sample.verified_chain() == 5);
    });
}
