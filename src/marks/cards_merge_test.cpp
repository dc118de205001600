// Two records of one student become one: what was written about him goes along, and back when the merge is undone.

#include <doctest/doctest.h>

#include <string>

#include "marks/card.h"
#include "marks/marks_merge.h"
#include "regulations/frame/json_value.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;

TEST_CASE(
    "PG-1.50, PG-1.54: what was written of a student goes along when two records of him become one")
{
    on_both_databases([](TestDatabase& test) {
        RecordedSchool school(test, {.country = "KW",
                                     .name = "2015-2016",
                                     .first_day = "2015-09-13",
                                     .term_1_last_day = "2016-01-23",
                                     .term_2_first_day = "2016-02-07",
                                     .last_day = "2016-06-09",
                                     .today = "2016-06-09",
                                     .teachers_sex = "women"});
        const std::int64_t class_id = school.add_class(school.add_plan(2, "kw_primary_2016",
                                                                       {{.subject = "maths",
                                                                         .name_ar = "m",
                                                                         .name_en = "m",
                                                                         .group = "OTHER",
                                                                         .weekly_periods = 33}}),
                                                       "a");
        const std::int64_t kept = school.add_student(class_id, {.number = "1"});
        const std::int64_t merged = school.add_student(class_id, {.number = "2"});
        accepted(school.cards->describe(
            school.act("teacher", 8), school.school, {.class_id = class_id, .student_id = merged},
            {.number = 1, .subject = "maths", .heading = "", .text = "reads numbers"}));
        accepted(school.provide({.student_id = merged,
                                 .school_year_id = school.year,
                                 .kind = "excluded_competency",
                                 .subject = "maths",
                                 .term = 1,
                                 .item = "2",
                                 .value = "",
                                 .decision = "1/2016"}));
        const auto count = [&](std::int64_t student) {
            return school.record->read([&](database::Session& session) {
                const StudentId id{school.school, student};
                return marks::card_of(session, id, school.year).descriptions.size() +
                       marks::provisions_of(session, id, school.year).size();
            });
        };
        marks::MarksMerge merge;
        std::string moved;
        const auto write = [&](const auto& work) {
            accepted(school.record->write(school.school, school.act(),
                                          [&](school::Changes& changes) -> Result<school::Answer> {
                                              changes.note("test.merge", "student",
                                                           crypto::FieldDigester("t.1").finish());
                                              work(changes);
                                              return school::Answer{};
                                          }));
        };
        write([&](school::Changes& changes) {
            const auto told = merge.move(changes, school.school, merged, kept);
            REQUIRE(told);
            moved = *told;
        });
        CHECK(count(kept) == 2);
        CHECK(count(merged) == 0);
        write([&](school::Changes& changes) {
            const auto document = JsonDocument::parse(moved);
            CHECK_FALSE(merge.move_back(changes, school.school, merged, kept, document->root()));
        });
        CHECK(count(kept) == 0);
        CHECK(count(merged) == 2);
    });
}
