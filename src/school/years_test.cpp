#include "school/years.h"

#include <doctest/doctest.h>

#include "core/refusal_codes.h"
#include "school/on_day.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

std::string fault_of(const TeachingYear& year)
{
    const auto refusal = refuses_year(year);
    return refusal ? to_code_text(refusal->code) : "accepted";
}

}  // namespace

TEST_CASE("KW-2, SR-4.3: the terms of a year follow each other within it")
{
    TeachingYear year = sample_year();
    CHECK(fault_of(year) == "accepted");

    // The second term begins on the last day of the first, then a day later.
    year.terms[1].first_day = year.terms[0].last_day;
    CHECK(fault_of(year) == "DAYS_OVERLAP");
    year.terms[1].first_day = year.terms[0].last_day + 1;
    CHECK(fault_of(year) == "accepted");

    year.terms[1].last_day = year.last_day + 1;
    CHECK(fault_of(year) == "DAY_OUTSIDE_YEAR");
    year.terms[1].last_day = year.last_day;
    CHECK(fault_of(year) == "accepted");
    year.terms[0].first_day = year.first_day - 1;
    CHECK(fault_of(year) == "DAY_OUTSIDE_YEAR");
    year.terms[0].first_day = year.terms[0].last_day;
    CHECK(fault_of(year) == "DAYS_REVERSED");

    year = sample_year();
    year.terms[1].number = 3;
    CHECK(fault_of(year) == "VALUE_NOT_LISTED");
    year.terms.clear();
    CHECK(fault_of(year) == "VALUE_OUT_OF_RANGE");
    year = sample_year();
    year.weekdays.clear();
    CHECK(fault_of(year) == "VALUE_OUT_OF_RANGE");
}

TEST_CASE("school: a year is named as regulations count it, and lies where its name says")
{
    TeachingYear year = sample_year();
    year.name = "1448-1449";
    CHECK(fault_of(year) == "accepted");
    year.name = "next";
    CHECK(fault_of(year) == "SCHOOL_YEAR_UNREADABLE");
    year.name = "2025-2026";
    CHECK(fault_of(year) == "CALENDAR_INCONSISTENT");
    year = sample_year();
    year.last_day = year.first_day;
    CHECK(fault_of(year) == "DAYS_REVERSED");
}

TEST_CASE("KW-18.2: the calendar holds holidays, days taught instead and dated points; a sealed "
          "year holds still")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Years years(*sample.record);
        const auto first = years.calendar(sample.school, sample.year);
        REQUIRE(first);
        CHECK(text_in_json(*first, "gregorian_name") == "2026-2027");
        CHECK(text_in_json(*first, "hijri_name") == "1448");

        Calendar change;
        change.year.id = sample.year;
        change.year.version = 1;
        // Thursday 2026-10-01 is free; Saturday 2026-10-03 is taught instead.
        change.days = {{day_of("2026-10-01"), "holiday", "National day"},
                       {day_of("2026-10-03"), "school_day", ""}};
        change.points = {{"first_placement", day_of("2027-06-15")}};
        const auto changed = years.change_calendar(sample.school, sample.act(), change);
        REQUIRE(changed);
        CHECK(text_in_json(changed->body, "version") == "2");
        CHECK(code_of(years.change_calendar(sample.school, sample.act(), change)) ==
              "VERSION_STALE");

        sample.record->read([&](database::Session& session) {
            const SchoolId school = sample.school;
            CHECK_FALSE(is_school_day(session, school, day_of("2026-10-01")));
            CHECK(is_school_day(session, school, day_of("2026-10-03")));
            CHECK(is_school_day(session, school, day_of("2026-10-04")));
            // A Friday; the day before the year; the first and the last day of the term; between the terms.
            CHECK_FALSE(is_school_day(session, school, day_of("2026-10-02")));
            CHECK_FALSE(is_school_day(session, school, day_of("2026-09-10")));
            CHECK(is_school_day(session, school, day_of("2026-09-13")));
            CHECK(is_school_day(session, school, day_of("2027-01-21")));
            CHECK_FALSE(is_school_day(session, school, day_of("2027-01-24")));
            // Five weekdays, less the Thursday, with the Saturday.
            CHECK(school_days(session, school, day_of("2026-09-27"), day_of("2026-10-03")).size() ==
                  5);
            CHECK(term_of(session, school, day_of("2027-01-21"))->number == 1);
            CHECK_FALSE(term_of(session, school, day_of("2027-01-22")));
            CHECK(term_of(session, school, day_of("2027-02-07"))->number == 2);
            CHECK(year_on(session, school, day_of("2027-06-24"))->id == sample.year);
            CHECK_FALSE(year_on(session, school, day_of("2027-06-25")));
        });

        // The day after the year, and a year that would leave a point behind.
        Calendar outside = change;
        outside.year.version = 2;
        outside.days = {{day_of("2027-06-25"), "holiday", ""}};
        CHECK(code_of(years.change_calendar(sample.school, sample.act(), outside)) ==
              "DAY_OUTSIDE_YEAR");
        outside.days.clear();
        outside.points = {{"second_round", day_of("2026-09-12")}};
        CHECK(code_of(years.change_calendar(sample.school, sample.act(), outside)) ==
              "DAY_OUTSIDE_YEAR");
        TeachingYear shorter = sample_year();
        shorter.id = sample.year;
        shorter.version = 2;
        shorter.last_day = day_of("2027-06-14");
        CHECK(code_of(years.change(sample.school, sample.act(), shorter)) == "DAY_OUTSIDE_YEAR");
        shorter.last_day = day_of("2027-06-15");
        CHECK(code_of(years.change(sample.school, sample.act(), shorter)) == "accepted");
        CHECK(code_of(years.change(sample.school, sample.act(), shorter)) == "VERSION_STALE");

        // An ordinary day again, and the point taken away.
        Calendar back;
        back.year.id = sample.year;
        back.year.version = 3;
        back.days = {{day_of("2026-10-01"), "ordinary", ""}};
        back.points = {{"first_placement", std::nullopt}};
        REQUIRE(years.change_calendar(sample.school, sample.act(), back));
        CHECK(sample.record->read([&](database::Session& session) {
            return is_school_day(session, sample.school, day_of("2026-10-01"));
        }));

        // Other years of the school.
        CHECK(code_of(years.add(sample.school, sample.act(), sample_year())) == "RECORD_EXISTS");
        TeachingYear next = sample_year();
        next.name = "2027-2028";
        next.first_day = day_of("2027-06-15");
        next.last_day = day_of("2028-06-20");
        next.terms = {{1, day_of("2027-09-12"), day_of("2028-01-20")}};
        CHECK(code_of(years.add(sample.school, sample.act(), next)) == "DAYS_OVERLAP");
        next.first_day = day_of("2027-06-16");
        CHECK(code_of(years.add(sample.school, sample.act(), next)) == "accepted");

        CHECK(code_of(years.seal(sample.school, sample.act(), sample.year, 3)) == "VERSION_STALE");
        REQUIRE(years.seal(sample.school, sample.act(), sample.year, 4));
        CHECK(code_of(years.seal(sample.school, sample.act(), sample.year, 5)) == "YEAR_SEALED");
        back.year.version = 5;
        CHECK(code_of(years.change_calendar(sample.school, sample.act(), back)) == "YEAR_SEALED");
        shorter.version = 5;
        CHECK(code_of(years.change(sample.school, sample.act(), shorter)) == "YEAR_SEALED");
        CHECK(code_of(years.seal(sample.school, sample.act(), 99, 1)) == "RECORD_UNKNOWN");
        sample.verified_chain();
    });
}

TEST_CASE("school: weekdays are read as they are written")
{
    for (int number = 0; number < 7; ++number) {
        const auto weekday = static_cast<Weekday>(number);
        CHECK(parse_weekday(to_text(weekday)) == weekday);
    }
    CHECK_FALSE(parse_weekday("Sunday"));
}
