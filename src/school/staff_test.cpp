#include "school/staff.h"

#include <doctest/doctest.h>

#include "school/on_day.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

TEST_CASE("SR-1.3: an appointment names a listed role with what the role needs, within its year")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Staff staff(*sample.record);
        const std::int64_t huda = sample.add_staff("huda");
        const std::int64_t noura = sample.add_staff("noura");
        const auto appoint = [&](const Appointment& appointment) {
            return staff.appoint(sample.school, sample.act(), appointment);
        };
        Appointment teacher;
        teacher.staff_member_id = huda;
        teacher.role = "teacher";
        teacher.days.first = day_of("2026-09-13");
        teacher.decision = "12 of 2026-09-01";
        CHECK(code_of(appoint(teacher)) == "FIELD_MISSING");
        teacher.class_id = sample.class_a;
        CHECK(code_of(appoint(teacher)) == "FIELD_MISSING");
        teacher.subject = "social";
        CHECK(code_of(appoint(teacher)) == "SUBJECT_NOT_IN_PLAN");
        teacher.subject = "maths";
        teacher.days.first = day_of("2026-09-12");
        CHECK(code_of(appoint(teacher)) == "DAY_OUTSIDE_YEAR");
        teacher.days.first = day_of("2026-09-13");
        teacher.days.last = day_of("2027-06-25");
        CHECK(code_of(appoint(teacher)) == "DAY_OUTSIDE_YEAR");
        teacher.days.last = day_of("2026-09-12");
        CHECK(code_of(appoint(teacher)) == "DAYS_REVERSED");
        teacher.days.last = std::nullopt;
        teacher.role = "guard";
        CHECK(code_of(appoint(teacher)) == "VALUE_NOT_LISTED");
        teacher.role = "head_teacher";
        CHECK(code_of(appoint(teacher)) == "VALUE_NOT_LISTED");
        teacher.role = "class_head";
        CHECK(code_of(appoint(teacher)) == "VALUE_NOT_LISTED");
        teacher.role = "teacher";
        teacher.staff_member_id = 99;
        CHECK(code_of(appoint(teacher)) == "RECORD_UNKNOWN");
        teacher.staff_member_id = huda;
        const auto appointed = appoint(teacher);
        REQUIRE(appointed);
        CHECK(code_of(appoint(teacher)) == "DAYS_OVERLAP");

        // Noura stands in for her from 4 to 15 October.
        Appointment substitute = teacher;
        substitute.staff_member_id = noura;
        substitute.days = {day_of("2026-10-04"), day_of("2026-10-15")};
        substitute.substitute_for = 99;
        CHECK(code_of(appoint(substitute)) == "RECORD_UNKNOWN");
        substitute.substitute_for = id_in(appointed, "appointment_id");
        REQUIRE(appoint(substitute));
        const auto teacher_on = [&](const char* day) {
            return sample.record->read([&](database::Session& session) {
                const auto found =
                    teacher_of(session, sample.school, sample.class_a, "maths", day_of(day));
                return found ? found->staff_member_id : 0;
            });
        };
        CHECK(teacher_on("2026-09-12") == 0);
        CHECK(teacher_on("2026-10-03") == huda);
        CHECK(teacher_on("2026-10-04") == noura);
        CHECK(teacher_on("2026-10-15") == noura);
        CHECK(teacher_on("2026-10-16") == huda);

        const std::int64_t id = *substitute.substitute_for;
        const auto end = [&](std::int64_t version, const char* day) {
            return code_of(staff.end_appointment(sample.school, sample.act(), id, version,
                                                 day_of(day), "moved"));
        };
        CHECK(end(1, "2026-09-12") == "DAYS_REVERSED");
        CHECK(end(2, "2026-11-01") == "VERSION_STALE");
        CHECK(end(1, "2026-11-01") == "accepted");
        CHECK(end(2, "2026-11-02") == "APPOINTMENT_ENDED");
        CHECK(teacher_on("2026-11-01") == huda);
        CHECK(teacher_on("2026-11-02") == 0);
        sample.verified_chain();
    });
}

TEST_CASE("school: who leaves holds no appointment afterwards")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Staff staff(*sample.record);
        const std::int64_t huda = sample.add_staff("huda");
        Appointment head;
        head.staff_member_id = huda;
        head.role = "head_teacher";
        head.days.first = day_of("2026-09-13");
        head.decision = "1";
        REQUIRE(staff.appoint(sample.school, sample.act(), head));
        StaffMember leaving;
        leaving.id = huda;
        leaving.name_ar = "huda";
        leaving.name_en = "huda";
        leaving.joined_on = day_of("2020-09-01");
        leaving.left_on = day_of("2020-08-31");
        CHECK(code_of(staff.change(sample.school, sample.act(), leaving)) == "DAYS_REVERSED");
        leaving.left_on = day_of("2026-12-31");
        REQUIRE(staff.change(sample.school, sample.act(), leaving));
        CHECK(code_of(staff.change(sample.school, sample.act(), leaving)) == "VERSION_STALE");
        sample.record->read([&](database::Session& session) {
            CHECK(appointments_of(session, sample.school, huda, day_of("2026-12-31")).size() == 1);
            CHECK(appointments_of(session, sample.school, huda, day_of("2027-01-01")).empty());
        });
        sample.verified_chain();
    });
}

TEST_CASE("school: an identity number belongs to one member of staff")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Staff staff(*sample.record);
        StaffMember member;
        member.name_ar = "huda";
        member.name_en = "huda";
        member.joined_on = day_of("2020-09-01");
        member.identity_number = "316051401234";
        CHECK(code_of(staff.add(sample.school, sample.act(), member)) == "IDENTITY_NUMBER_INVALID");
        member.identity_number = "316051401235";
        CHECK(code_of(staff.add(sample.school, sample.act(), member)) == "accepted");
        CHECK(code_of(staff.add(sample.school, sample.act(), member)) == "IDENTITY_TAKEN");
    });
}
