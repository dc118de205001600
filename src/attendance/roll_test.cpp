#include "attendance/roll.h"

#include <doctest/doctest.h>

#include "attendance/roll_store.h"
#include "tests/support/attendance_school.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

Roll roll_of(std::int64_t class_id, const char* day, std::vector<RollException> exceptions)
{
    Roll roll;
    roll.class_id = class_id;
    roll.day = day_of(day);
    roll.exceptions = std::move(exceptions);
    return roll;
}

std::vector<RollEntry> standing(AttendanceSchool& sample, std::int64_t student)
{
    return sample.record->read([&](database::Session& session) {
        return entries_of(session, sample.school, student, sample.year);
    });
}

}  // namespace

TEST_CASE("KW-22.3: a roll names who was not there, and a later roll stands in its place")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Rolls rolls(*sample.record);
        const auto first =
            rolls.take(sample.school, sample.act(),
                       roll_of(sample.class_a, "2026-09-20",
                               {{sample.ali, "absent", {}}, {sample.hamad, "late", 12}}));
        REQUIRE(first);
        CHECK(first->status == 201);
        REQUIRE(standing(sample, sample.ali).size() == 1);
        CHECK(standing(sample, sample.ali)[0].status == "absent");
        CHECK(standing(sample, sample.hamad)[0].minutes == 12);
        CHECK(standing(sample, sample.yousef).empty());

        REQUIRE(rolls.take(sample.school, sample.act(),
                           roll_of(sample.class_a, "2026-09-20", {{sample.hamad, "late", 5}})));
        CHECK(standing(sample, sample.ali)[0].status == "present");
        CHECK(standing(sample, sample.hamad)[0].minutes == 5);
        const auto shown = rolls.of_class(sample.school, sample.class_a, day_of("2026-09-20"));
        REQUIRE(shown);
        CHECK(shown->find("\"minutes\":5") != std::string::npos);
        CHECK(shown->find("\"minutes\":12") == std::string::npos);
        // The roll before stays legible.
        sample.record->read([&](database::Session& session) {
            CHECK(
                session
                    .find_one("SELECT COUNT(*) AS n FROM attendance_entry WHERE status = 'absent'")
                    ->integer("n") == 1);
            return 0;
        });
        // Each school has its entries, the two rolls among them, in one whole chain.
        CHECK(sample.verified_chain() > 2);
    });
}

TEST_CASE("KW-22.3: a roll is answered row by row; who is of another class is refused alone")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Rolls rolls(*sample.record);
        const auto taken =
            rolls.take(sample.school, sample.act(),
                       roll_of(sample.class_a, "2026-09-20",
                               {{sample.yousef, "absent", {}}, {sample.ali, "absent", {}}}));
        REQUIRE(taken);
        CHECK(taken->body.find("\"student_id\":\"" + std::to_string(sample.yousef) +
                               "\",\"is_recorded\":false,\"refused\":\"NOT_ENROLLED\"") !=
              std::string::npos);
        CHECK(taken->body.find("\"student_id\":\"" + std::to_string(sample.ali) +
                               "\",\"is_recorded\":true") != std::string::npos);
        CHECK(standing(sample, sample.yousef).empty());
        CHECK(standing(sample, sample.ali).size() == 1);
    });
}

TEST_CASE("attendance: a roll is of a school day that has come, of a class of that year, and "
          "names each student once")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Rolls rolls(*sample.record);
        const auto take = [&](Roll roll) {
            return code_of(rolls.take(sample.school, sample.act(), std::move(roll)));
        };
        CHECK(take(roll_of(sample.class_a, "2026-09-20", {})) == "accepted");  // today, a Sunday
        CHECK(take(roll_of(sample.class_a, "2026-09-21", {})) == "DAY_IN_FUTURE");
        CHECK(take(roll_of(sample.class_a, "2026-09-17", {})) == "accepted");  // a Thursday
        CHECK(take(roll_of(sample.class_a, "2026-09-18", {})) == "DAY_NOT_OF_SCHOOL");
        CHECK(take(roll_of(sample.class_a, "2026-09-13", {})) == "accepted");  // the first day
        CHECK(take(roll_of(sample.class_a, "2026-09-10", {})) == "DAY_NOT_OF_SCHOOL");
        CHECK(take(roll_of(77, "2026-09-20", {})) == "RECORD_UNKNOWN");
        CHECK(take(roll_of(sample.class_a, "2026-09-20",
                           {{sample.ali, "absent", {}}, {sample.ali, "late", {}}})) ==
              "ABSENCE_GIVEN_TWICE");
        Roll period = roll_of(sample.class_a, "2026-09-20", {});
        period.slot.kind = "period";
        CHECK(take(period) == "FIELD_MISSING");
        period.slot.period = 1;
        CHECK(take(period) == "accepted");
        Roll examination = roll_of(sample.class_a, "2026-09-20", {});
        examination.slot = {.kind = "examination", .period = 0, .subject = "", .sitting = "t1"};
        CHECK(take(examination) == "FIELD_MISSING");
        examination.slot = {.kind = "examination", .period = 0, .subject = "maths", .sitting = ""};
        CHECK(take(examination) == "FIELD_MISSING");
        examination.slot.sitting = "t1";
        CHECK(take(examination) == "accepted");
        REQUIRE(school::Years(*sample.record).seal(sample.school, sample.act(), sample.year, 1));
        CHECK(take(roll_of(sample.class_a, "2026-09-20", {})) == "YEAR_SEALED");
    });
}

TEST_CASE("KW-20.4: a lateness is judged where there was one; a later word stands")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Rolls rolls(*sample.record);
        const auto judge = [&](const char* day, std::string judgement) {
            LatenessJudgement one;
            one.student_id = sample.ali;
            one.day = day_of(day);
            one.judgement = std::move(judgement);
            one.reason = "bus";
            return code_of(rolls.judge_lateness(sample.school, sample.act(), one));
        };
        Roll assembly = roll_of(sample.class_a, "2026-09-20", {{sample.ali, "late", 6}});
        assembly.slot.kind = "assembly";
        REQUIRE(rolls.take(sample.school, sample.act(), assembly));
        CHECK(judge("2026-09-17", "accepted") == "RECORD_UNKNOWN");
        CHECK(judge("2026-09-20", "accepted") == "accepted");
        CHECK(judge("2026-09-20", "refused") == "accepted");
        const auto judgements = sample.record->read([&](database::Session& session) {
            return judgements_of(session, sample.school, sample.ali, sample.year);
        });
        REQUIRE(judgements.size() == 1);
        CHECK(judgements[0].judgement == "refused");
    });
}

TEST_CASE("attendance: a roll that is sent twice is recorded once")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Rolls rolls(*sample.record);
        const Roll roll = roll_of(sample.class_a, "2026-09-20", {{sample.ali, "absent", {}}});
        const std::string digest(32, 'd');
        const auto first = rolls.take(sample.school, sample.act_with_key("k", digest), roll);
        const auto again = rolls.take(sample.school, sample.act_with_key("k", digest), roll);
        REQUIRE(first);
        REQUIRE(again);
        CHECK(again->is_repeat);
        CHECK(again->body == first->body);
        CHECK(standing(sample, sample.ali).size() == 1);
        CHECK(code_of(rolls.take(sample.school, sample.act_with_key("k", std::string(32, 'e')),
                                 roll)) == "IDEMPOTENCY_KEY_REUSED");
    });
}
