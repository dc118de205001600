#include "results/work_statistics.h"

#include <doctest/doctest.h>

#include <string>

#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

TEST_CASE("statistics: how many of a class reached each step of the ladder, and what of its marks "
          "is missing")
{
    on_both_databases([](TestDatabase& test) {
        RecordedSchool sample(test, {.country = "KW",
                                     .name = "2026-2027",
                                     .first_day = "2026-09-13",
                                     .term_1_last_day = "2027-01-21",
                                     .term_2_first_day = "2027-02-07",
                                     .last_day = "2027-06-10",
                                     .today = "2026-11-22"});
        const std::int64_t plan = sample.add_plan(4, "kw_primary_2016",
                                                  {{.subject = "maths",
                                                    .name_ar = "m",
                                                    .name_en = "m",
                                                    .group = "OTHER",
                                                    .weekly_periods = 5}});
        const std::int64_t class_id = sample.add_class(plan, "4/1");
        const std::int64_t first = sample.add_student(class_id, {.number = "1"});
        const std::int64_t second = sample.add_student(class_id, {.number = "2"});
        (void)sample.add_student(class_id, {.number = "3"});
        const auto work = [&](std::int64_t of_class) {
            return sample.record->read([&](database::Session& session) {
                return class_work_json(session, sample.school, of_class, sample.rule_sets,
                                       sample.act().today);
            });
        };
        const auto json = [&] {
            const auto told = work(class_id);
            REQUIRE(told);
            return Json::parse(*told);
        };
        CHECK(json()["terms"][0]["ladder"].empty());
        CHECK(json()["marks"]["sheets"] == 0);

        // Six school days without excuse: the oral notice after three, the first warning at six. Three: the notice alone.
        const char* const days[] = {"2026-09-13", "2026-09-14", "2026-09-15",
                                    "2026-09-16", "2026-09-17", "2026-09-20"};
        for (std::size_t i = 0; i < std::size(days); ++i) {
            attendance::Roll roll;
            roll.class_id = class_id;
            roll.day = day_of(days[i]);
            roll.slot.kind = "day";
            roll.exceptions = {{first, "absent", {}}};
            if (i < 3)
                roll.exceptions.push_back({second, "absent", {}});
            accepted(sample.rolls->take(sample.school, sample.act(), roll));
        }
        const Json counted = json();
        CHECK(counted["class_id"] == std::to_string(class_id));
        CHECK(counted["name"] == "4/1");
        CHECK(counted["grade"] == 4);
        CHECK(counted["students"] == 3);
        CHECK(counted["not_counted"] == 0);
        const Json& term = counted["terms"][0];
        CHECK(term["term"] == 1);
        CHECK(term["unexcused_days"] == 9);
        CHECK(term["excused_days"] == 0);
        CHECK(term["mean_unexcused_days"]["exact"] == "3");
        REQUIRE(term["ladder"].size() == 2);
        CHECK(term["ladder"][0]["kind"] == "oral_notice");
        CHECK(term["ladder"][0]["students"] == 2);
        CHECK(term["ladder"][1]["kind"] == "warning_1");
        CHECK(term["ladder"][1]["students"] == 1);
        CHECK(term["ladder"][1]["clause"] == "KW-22.6");
        CHECK(counted["terms"][1]["unexcused_days"] == 0);

        sample.make_sheets(class_id, {.regulation = "kw_primary_2016",
                                      .grade = 4,
                                      .subject = "maths",
                                      .on = day_of("2026-09-13")});
        const Json before = json()["marks"];
        CHECK(before["sheets"] > 0);
        CHECK(before["signed"] == 0);
        CHECK(before["needed"] > 0);
        CHECK(before["missing"] == before["needed"]);
        const SheetId sheet = sample.sheet(class_id, "maths", 1, "final");
        marks::EntryRequest entry;
        entry.key = {.student_id = first, .column = sample.columns(sheet).front().key};
        entry.value = "7";
        entry.assessed_on = day_of("2026-11-15");
        sample.enter(sheet, {entry});
        CHECK(json()["marks"]["missing"] == before["missing"].get<std::int64_t>() - 1);
        CHECK(work(class_id + 1).refusal().code == RefusalCode::record_unknown);
    });
}
