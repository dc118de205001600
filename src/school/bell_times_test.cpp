#include "school/bell_times.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

std::vector<BellSlot> short_day()
{
    return {{.kind = "assembly", .period = 0, .starts = "07:00", .ends = "07:15"},
            {.kind = "lesson", .period = 1, .starts = "07:15", .ends = "08:00"},
            {.kind = "break", .period = 0, .starts = "08:00", .ends = "08:10"},
            {.kind = "lesson", .period = 2, .starts = "08:10", .ends = "08:55"}};
}

std::string refused(const std::vector<BellSlot>& slots)
{
    const auto refusal = refuses_slots(slots);
    return refusal ? to_code_text(refusal->code) + ' ' + refusal->field : "";
}

}  // namespace

TEST_CASE("KW-P5-D: the day of the development plan stands until the school has one of its own")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        BellTimes times(*sample.record);
        const auto read = [&] {
            const auto told = times.times(sample.school, sample.year);
            REQUIRE(told);
            return *told;
        };
        const auto set = [&](std::int64_t version, const std::vector<BellSlot>& slots) {
            return code_of(times.set(sample.school, sample.act(), sample.year, version, slots));
        };
        // Ten rows from 7:30 to 13:30, the development period fourth among the seven periods.
        const std::string regulation = read();
        CHECK(regulation.starts_with(
            R"({"version":"0","source":"regulation","clause":"KW-P5-D","slots":[)"
            R"({"kind":"assembly","period":0,"starts":"07:30","ends":"07:45"})"));
        CHECK(regulation.find(
                  R"({"kind":"development","period":0,"starts":"10:20","ends":"11:00"})") !=
              std::string::npos);
        CHECK(regulation.ends_with(
            R"({"kind":"lesson","period":6,"starts":"12:50","ends":"13:30"}]})"));

        CHECK(set(1, short_day()) == "VERSION_STALE");
        CHECK(set(0, {}) == "FIELD_MISSING");
        CHECK(set(0, short_day()) == "accepted");
        CHECK(read().starts_with(R"({"version":"1","source":"school","clause":"")"));
        CHECK(set(0, short_day()) == "VERSION_STALE");
        auto other = short_day();
        other.pop_back();
        CHECK(set(1, other) == "accepted");
        CHECK(read().find("08:55") == std::string::npos);
        CHECK(code_of(times.times(sample.school, 5)) == "RECORD_UNKNOWN");
        CHECK(code_of(times.set(sample.school, sample.act(), 5, 0, short_day())) ==
              "RECORD_UNKNOWN");
        sample.verified_chain();
    });
}

TEST_CASE("KW-P5-D: slots follow each other, begin before they end, and lessons are numbered")
{
    CHECK(refused(short_day()).empty());
    auto slots = short_day();
    slots[1].kind = "nap";
    CHECK(refused(slots) == "VALUE_NOT_LISTED /kind");
    for (const char* const time : {"7:15", "07-15", "07:60", "24:00", "0a:15", "07:14"}) {
        slots = short_day();
        slots[1].starts = time;
        INFO(time);
        CHECK(refused(slots) == "VALUE_OUT_OF_RANGE /slots/1/starts");
    }
    slots = short_day();
    slots[1].ends = "07:15";
    CHECK(refused(slots) == "VALUE_OUT_OF_RANGE /slots/1/ends");
    slots[1].ends = "07:16";
    CHECK(refused(slots).empty());
    slots[1].ends = "08:01";
    CHECK(refused(slots) == "VALUE_OUT_OF_RANGE /slots/2/starts");
    slots = short_day();
    slots[3].period = 1;
    CHECK(refused(slots) == "VALUE_OUT_OF_RANGE /slots/3/period");
    slots = short_day();
    slots[2].period = 3;
    CHECK(refused(slots) == "VALUE_OUT_OF_RANGE /slots/2/period");
}
