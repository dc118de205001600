#include "regulations/sa_1447/averages.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;

TEST_CASE("SA1447-AVERAGE: subjects weigh their periods, behaviour and attendance five each")
{
    // Grade 7 general has 35 periods, and conduct 10: 45. All at 80, distinguished 16 of 20: behaviour 96, attendance 100.
    sa::StudentYear year = whole_year(7, "general", Exact::ratio(4, 5));
    Evaluated1447 result = evaluated(year);
    REQUIRE(result.outcome.average.has_value());
    // (35 × 80 + 5 × 96 + 5 × 100) / 45 = 3780 / 45 = 84
    CHECK(result.outcome.average->to_text() == "84");
    CHECK(std::string(result.outcome.general_grade) == "very_good");

    // Mathematics (6 periods) at 100 instead of 80 adds 6 × 20 / 45 = 8/3.
    for (sa::PeriodFacts& period : course_of(year, "الرياضيات", 0).periods)
        for (sa::PartMark& one : period.marks)
            one.mark = one.mark * Share(Exact::ratio(5, 4));
    result = evaluated(year);
    CHECK(result.outcome.average->to_text() == "260/3");
    CHECK(result.outcome.average_shown.to_text() == "8667/100");
}

TEST_CASE("SA1447-AVERAGE: it waits for behaviour and attendance of both terms")
{
    sa::StudentYear year = whole_year(7, "general", Exact(1));
    year.attendance[1].is_given = false;
    const Evaluated1447 result = evaluated(year);
    CHECK_FALSE(result.outcome.average.has_value());
    CHECK(result.outcome.general_grade == nullptr);
    REQUIRE(result.outcome.missing.size() == 1);
    CHECK(std::string(result.outcome.missing[0].name) == "attendance");
    CHECK(result.outcome.missing[0].period == 2);
}

TEST_CASE("SA1447-M9: activity without periods is 5 % of the average")
{
    // Grade 10: all at 100 but the activity at 0 in both terms: 95.
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    for (const int term : {1, 2})
        course_of(year, "النشاط", term).periods[0].programmes = {Mark(0)};
    const Evaluated1447 result = evaluated(year);
    REQUIRE(result.outcome.average.has_value());
    CHECK(result.outcome.average->to_text() == "95");
    CHECK(result.outcome.term_average[0]->to_text() == "95");

    // With two periods of activity (grade 11): 2 of 42 weights.
    sa::StudentYear other = whole_year(11, "general", Exact(1));
    for (const int term : {1, 2})
        for (sa::PartMark& one : course_of(other, "النشاط", term).periods[0].marks)
            one.mark = Mark(0);
    CHECK(evaluated(other).outcome.average->to_text() == "2000/21");
}

TEST_CASE("SA1447-AVERAGE: the terms of a secondary year weigh alike and each has its own conduct")
{
    sa::StudentYear year = whole_year(11, "general", Exact(1));
    year.attendance[0].absent_days = 6;
    const Evaluated1447 result = evaluated(year);
    // Term 1: (42 × 100 − 5 × 6) / 42; term 2: 100. Year: (8400 − 30) / 84.
    CHECK(result.outcome.term_average[0]->to_text() == "695/7");
    CHECK(result.outcome.term_average[1]->to_text() == "100");
    CHECK(result.outcome.average->to_text() == "1395/14");
    CHECK(result.outcome.average_shown.to_text() == "2491/25");
}

TEST_CASE("SA1447-GPA: the years weigh 20, 40 and 40 percent")
{
    Trace off = Trace::off();
    const auto gpa = [&](const char* first, const char* second, const char* third) {
        return sa::cumulative_average(
            {*Exact::parse(first), *Exact::parse(second), *Exact::parse(third)}, rules_1447(), off);
    };
    CHECK(gpa("100", "0", "0").to_text() == "20");
    CHECK(gpa("0", "100", "0").to_text() == "40");
    CHECK(gpa("0", "0", "100").to_text() == "40");
    // 0.2 × 80 + 0.4 × 90 + 0.4 × 95.5 = 16 + 36 + 38.2 = 90.2
    CHECK(gpa("80", "90", "95.5").to_text() == "451/5");
}

TEST_CASE("SA1447-AVERAGE: a tie at the third decimal goes up")
{
    CHECK(sa::shown_average(*Exact::parse("64.085"), rules_1447()).to_text() == "6409/100");
    CHECK(sa::shown_average(*Exact::parse("64.0849"), rules_1447()).to_text() == "1602/25");
}
