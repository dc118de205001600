#include "school/timetables.h"

#include <doctest/doctest.h>

#include "school/timetables_store.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

TimetableSlot lesson(Weekday weekday, std::int64_t period, const std::string& subject,
                     std::optional<std::int64_t> teacher = std::nullopt)
{
    TimetableSlot slot;
    slot.weekday = weekday;
    slot.period = period;
    slot.kind = "lesson";
    slot.subject = subject;
    slot.staff_member_id = teacher;
    return slot;
}

// As many lessons of the subject as asked, from Sunday's first period on, five a day.
std::vector<TimetableSlot> lessons(const std::string& subject, int count)
{
    std::vector<TimetableSlot> slots;
    for (int i = 0; i < count; ++i)
        slots.push_back(lesson(static_cast<Weekday>(i / 5), i % 5 + 1, subject));
    return slots;
}

}  // namespace

TEST_CASE("KW-1: a timetable never has more periods of a subject than the plan, and says which "
          "have fewer")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Timetables timetables(*sample.record);
        const Day start = day_of("2026-09-13");
        // Grade 4 has 7 periods of Arabic: a ninth, or an eighth, is one too many.
        CHECK(code_of(timetables.set(sample.school, sample.act(), sample.class_a, start,
                                     lessons("arabic", 9))) == "TIMETABLE_OVER_PLAN");
        CHECK(code_of(timetables.set(sample.school, sample.act(), sample.class_a, start,
                                     lessons("arabic", 8))) == "TIMETABLE_OVER_PLAN");
        const auto stored = timetables.set(sample.school, sample.act(), sample.class_a, start,
                                           lessons("arabic", 7));
        REQUIRE(stored);
        CHECK(stored->body.find(R"("subject":"maths","periods":0,"weekly_periods":5)") !=
              std::string::npos);
        CHECK(stored->body.find(R"("subject":"arabic","periods":7,"weekly_periods")") ==
              std::string::npos);
        CHECK(code_of(timetables.set(sample.school, sample.act(), sample.class_a, start,
                                     lessons("social", 1))) == "SUBJECT_NOT_IN_PLAN");

        // KW-P5-B.3: the development period stands beside the plan's periods.
        auto with_development = lessons("arabic", 7);
        with_development.push_back(lesson(Weekday::thursday, 6, "arabic"));
        CHECK(code_of(timetables.set(sample.school, sample.act(), sample.class_a, start,
                                     with_development)) == "TIMETABLE_OVER_PLAN");
        with_development.back().kind = "development";
        CHECK(code_of(timetables.set(sample.school, sample.act(), sample.class_a, start,
                                     with_development)) == "accepted");

        // The plan cannot fall below a timetable that follows it.
        StudyPlan plan = sample_plan(sample.year, 4);
        plan.id = sample.plan;
        plan.subjects[0].weekly_periods = 6;
        Plans plans(*sample.record);
        CHECK(code_of(plans.change(sample.school, sample.act(), plan)) == "TIMETABLE_OVER_PLAN");
        plan.subjects[0].weekly_periods = 7;
        CHECK(code_of(plans.change(sample.school, sample.act(), plan)) == "accepted");
        CHECK(code_of(plans.change(sample.school, sample.act(), plan)) == "VERSION_STALE");
        sample.verified_chain();
    });
}

TEST_CASE("KW-P5-D: neither a class nor a teacher is in two places at once")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Timetables timetables(*sample.record);
        const Day start = day_of("2026-09-13");
        const std::int64_t huda = sample.add_staff("huda");
        const auto set = [&](std::int64_t class_id, Day from, std::vector<TimetableSlot> slots) {
            return code_of(
                timetables.set(sample.school, sample.act(), class_id, from, std::move(slots)));
        };
        CHECK(set(sample.class_a, start,
                  {lesson(Weekday::sunday, 1, "maths"), lesson(Weekday::sunday, 1, "arabic")}) ==
              "TIMETABLE_SLOT_TAKEN");
        CHECK(set(sample.class_a, start, {lesson(Weekday::friday, 1, "maths")}) ==
              "DAY_NOT_OF_SCHOOL");
        CHECK(set(sample.class_a, start - 1, {lesson(Weekday::sunday, 1, "maths")}) ==
              "DAY_OUTSIDE_YEAR");
        CHECK(set(sample.class_a, start, {lesson(Weekday::sunday, 1, "maths", 99)}) ==
              "RECORD_UNKNOWN");
        CHECK(set(99, start, {}) == "RECORD_UNKNOWN");
        CHECK(set(sample.class_a, start, {lesson(Weekday::sunday, 1, "maths", huda)}) ==
              "accepted");
        CHECK(set(sample.class_b, start, {lesson(Weekday::sunday, 1, "maths", huda)}) ==
              "TIMETABLE_SLOT_TAKEN");
        CHECK(set(sample.class_b, start, {lesson(Weekday::sunday, 2, "maths", huda)}) ==
              "accepted");

        // From November on class A has her in another period; October still reads as it was.
        const Day november = day_of("2026-11-01");
        CHECK(set(sample.class_a, november, {lesson(Weekday::monday, 3, "maths", huda)}) ==
              "accepted");
        sample.record->read([&](database::Session& session) {
            const auto october =
                slots_of_class(session, sample.school, sample.class_a, november - 1);
            REQUIRE(october.size() == 1);
            CHECK(october[0].weekday == Weekday::sunday);
            const auto later = slots_of_class(session, sample.school, sample.class_a, november);
            REQUIRE(later.size() == 1);
            CHECK(later[0].weekday == Weekday::monday);
            CHECK(slots_of_teacher(session, sample.school, huda, november).size() == 2);
        });
        // Her Sunday first period is free again from November.
        CHECK(set(sample.class_b, november, {lesson(Weekday::sunday, 1, "maths", huda)}) ==
              "accepted");

        REQUIRE(Years(*sample.record).seal(sample.school, sample.act(), sample.year, 1));
        CHECK(set(sample.class_a, november, {}) == "YEAR_SEALED");
        sample.verified_chain();
    });
}
