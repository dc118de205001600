#include "school/plans.h"

#include <doctest/doctest.h>

#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

TEST_CASE("SR-1.9, SR-4.2: a plan is of a grade of the school, with each subject once, under a "
          "known rule set")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Plans plans(*sample.record);
        const auto add = [&](const StudyPlan& plan) {
            return code_of(plans.add(sample.school, sample.act(), plan));
        };
        CHECK(add(sample_plan(sample.year, 4)) == "RECORD_EXISTS");
        StudyPlan plan = sample_plan(sample.year, 4);
        plan.track = "tahfeez";
        CHECK(add(plan) == "accepted");
        plan = sample_plan(sample.year, 5);
        plan.regulation = "qa_2020";
        CHECK(add(plan) == "VALUE_NOT_LISTED");
        plan = sample_plan(sample.year, 5);
        plan.subjects.push_back(plan.subjects.front());
        CHECK(add(plan) == "RECORD_EXISTS");
        plan.subjects.clear();
        CHECK(add(plan) == "FIELD_MISSING");
        CHECK(add(sample_plan(99, 5)) == "RECORD_UNKNOWN");

        // A primary school: grades 1 to 5.
        School school;
        school.id = sample.school;
        school.ministry_number = "117";
        school.name_ar = "Palm";
        school.name_en = "Palm";
        school.kind = "government";
        school.shift = "day";
        school.students_sex = "boys";
        school.first_grade = 1;
        school.last_grade = 5;
        Schools schools(*sample.record);
        REQUIRE(schools.change_school(sample.act(), school));
        CHECK(add(sample_plan(sample.year, 6)) == "GRADE_NOT_OF_SCHOOL");
        CHECK(add(sample_plan(sample.year, 5)) == "accepted");

        // The order of the subjects is kept, and a change states them anew.
        StudyPlan changed = sample_plan(sample.year, 4);
        changed.id = sample.plan;
        changed.subjects = {changed.subjects[1], changed.subjects[0]};
        const auto answer = plans.change(sample.school, sample.act(), changed);
        REQUIRE(answer);
        CHECK(plans.plan(sample.school, sample.plan).operator*() == answer->body);
        CHECK(answer->body.find("maths") < answer->body.find("arabic"));
        CHECK(code_of(plans.change(sample.school, sample.act(), changed)) == "VERSION_STALE");
        changed.id = 99;
        CHECK(code_of(plans.change(sample.school, sample.act(), changed)) == "RECORD_UNKNOWN");
        CHECK(code_of(plans.plan(sample.school, 99)) == "RECORD_UNKNOWN");
        sample.verified_chain();
    });
}

TEST_CASE("school: a class has a name of its own in its plan, and both change by version")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Plans plans(*sample.record);
        SchoolClass changed;
        changed.id = sample.class_a;
        changed.name = "4/2";
        changed.capacity = 30;
        CHECK(code_of(plans.change_class(sample.school, sample.act(), changed)) == "RECORD_EXISTS");
        changed.name = "4/7";
        CHECK(code_of(plans.change_class(sample.school, sample.act(), changed)) == "accepted");
        CHECK(code_of(plans.change_class(sample.school, sample.act(), changed)) == "VERSION_STALE");
        changed.id = 99;
        CHECK(code_of(plans.change_class(sample.school, sample.act(), changed)) ==
              "RECORD_UNKNOWN");
        SchoolClass added;
        added.plan_id = 99;
        added.name = "x";
        added.capacity = 1;
        CHECK(code_of(plans.add_class(sample.school, sample.act(), added)) == "RECORD_UNKNOWN");
        CHECK(code_of(plans.school_class(sample.school, 99)) == "RECORD_UNKNOWN");

        // One a page: the first's key leads to the second.
        Page page;
        page.limit = 1;
        const auto first = plans.classes(sample.school, sample.year, page);
        REQUIRE(first);
        CHECK(first->find("4/7") != std::string::npos);
        page.after = text_in_json(*first, "next");
        const auto second = plans.classes(sample.school, sample.year, page);
        REQUIRE(second);
        CHECK(second->find("4/2") != std::string::npos);
        CHECK(second->find("4/7") == std::string::npos);

        REQUIRE(Years(*sample.record).seal(sample.school, sample.act(), sample.year, 1));
        added.plan_id = sample.plan;
        CHECK(code_of(plans.add_class(sample.school, sample.act(), added)) == "YEAR_SEALED");
        StudyPlan plan = sample_plan(sample.year, 7);
        CHECK(code_of(plans.add(sample.school, sample.act(), plan)) == "YEAR_SEALED");
        plan.id = sample.plan;
        CHECK(code_of(plans.change(sample.school, sample.act(), plan)) == "YEAR_SEALED");
        sample.verified_chain();
    });
}

TEST_CASE("PG-24.TR.1: a region is a directorate of the same country that belongs to none")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Schools schools(*sample.record);
        const auto add = [&](const char* country, const char* name,
                             std::optional<std::int64_t> region) {
            return schools.add_directorate(
                sample.act(),
                {.country = country, .name_ar = name, .name_en = name, .region_id = region});
        };
        const auto change = [&](std::int64_t id, const char* name,
                                std::optional<std::int64_t> region, std::int64_t version) {
            return schools.change_directorate(sample.act(), {.id = id,
                                                             .country = "",
                                                             .name_ar = name,
                                                             .name_en = name,
                                                             .region_id = region,
                                                             .version = version});
        };
        const std::int64_t region = id_in(add("SA", "Region", std::nullopt), "directorate_id");
        const auto below = add("SA", "Governorate", region);
        REQUIRE(below);
        CHECK(text_in_json(below->body, "region_id") == std::to_string(region));
        const std::int64_t governorate = id_in(below, "directorate_id");
        CHECK(code_of(add("SA", "Third step", governorate)) == "RECORD_UNKNOWN");
        CHECK(code_of(add("OM", "Of another country", region)) == "RECORD_UNKNOWN");
        CHECK(code_of(add("SA", "Below nothing", 99)) == "RECORD_UNKNOWN");
        const std::int64_t other = id_in(add("SA", "Other", std::nullopt), "directorate_id");
        CHECK(code_of(change(other, "Other", other, 1)) == "RECORD_UNKNOWN");
        CHECK(code_of(change(region, "Region", other, 1)) == "RECORD_IN_USE");
        // Named anew, a region stays one; without its governorate it may be put below another.
        CHECK(code_of(change(region, "The region", std::nullopt, 1)) == "accepted");
        CHECK(code_of(change(governorate, "Governorate", std::nullopt, 1)) == "accepted");
        CHECK(code_of(change(region, "The region", other, 2)) == "accepted");
        sample.verified_chain();
    });
}

TEST_CASE("school: schools have grades in order and a number of their own in the directorate")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Schools schools(*sample.record);
        School school;
        school.directorate_id = sample.directorate;
        school.ministry_number = "118";
        school.name_ar = "Sun";
        school.name_en = "Sun";
        school.kind = "private";
        school.shift = "day";
        school.students_sex = "girls";
        school.first_grade = 7;
        school.last_grade = 6;
        CHECK(code_of(schools.add_school(sample.act(), school)) == "VALUE_OUT_OF_RANGE");
        school.last_grade = 13;
        CHECK(code_of(schools.add_school(sample.act(), school)) == "VALUE_OUT_OF_RANGE");
        school.last_grade = 7;
        const auto added = schools.add_school(sample.act(), school);
        REQUIRE(added);
        school.id = SchoolId{id_in(added, "school_id")};
        school.ministry_number = "117";
        CHECK(code_of(schools.change_school(sample.act(), school)) == "RECORD_EXISTS");
        school.ministry_number = "119";
        CHECK(code_of(schools.change_school(sample.act(), school)) == "accepted");
        CHECK(code_of(schools.school(SchoolId{99})) == "RECORD_UNKNOWN");
        school.id = SchoolId{99};
        CHECK(code_of(schools.change_school(sample.act(), school)) == "RECORD_UNKNOWN");
        Directorate unknown;
        unknown.id = 99;
        CHECK(code_of(schools.change_directorate(sample.act(), unknown)) == "RECORD_UNKNOWN");
        Page page;
        page.limit = 1;
        const auto first = schools.schools(sample.directorate, page);
        REQUIRE(first);
        page.after = text_in_json(*first, "next");
        CHECK(schools.schools(sample.directorate, page)->find("Sun") != std::string::npos);
        sample.verified_chain();
    });
}
