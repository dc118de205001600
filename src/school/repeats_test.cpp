#include "school/repeats.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

TEST_CASE("record: answers for repeats are kept thirty days and then forgotten, the record never")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Students students(*sample.record);
        const auto add = [&](const std::string& number) {
            Student student;
            student.number = number;
            student.name_parts = {"ali", "salem", "hamad", "alnajjar"};
            student.sex = "male";
            student.nationality = "KW";
            return students.add(sample.school,
                                sample.act_with_key("key-" + number, std::string(32, 'd')), student,
                                {});
        };
        const auto keys = [&] {
            return sample.record->read([](database::Session& session) {
                return session.find_one("SELECT COUNT(*) AS rows FROM request_key")
                    ->integer("rows");
            });
        };
        const auto first = add("1");
        REQUIRE(first);
        REQUIRE(keys() == 1);
        const std::int64_t chain = sample.verified_chain();
        constexpr std::int64_t day = 24 * 60 * 60;

        // Thirty days to the moment: still there, and a repeat is told the same.
        sample.clock.set(sample.clock.now().plus_seconds(30 * day));
        CHECK(*forget_old_repeats(*sample.record) == 0);
        const auto repeated = add("1");
        REQUIRE(repeated);
        CHECK(repeated->body == first->body);
        CHECK(repeated->is_repeat);

        sample.clock.set(sample.clock.now().plus_seconds(1));
        REQUIRE(add("2"));
        CHECK(keys() == 2);
        const auto forgotten = forget_old_repeats(*sample.record);
        REQUIRE(forgotten);
        CHECK(*forgotten == 1);
        CHECK(keys() == 1);
        // Now the old key is a new write; what it wrote is still there and refuses it.
        CHECK(code_of(add("1")) == "RECORD_EXISTS");
        CHECK(sample.verified_chain() == chain + 1);
        CHECK(*forget_old_repeats(*sample.record) == 0);
    });
}
