#include "regulations/sa_1426/article_12_average.h"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/sa_1426_rules.h"

using namespace taqwim::sa_1426;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::Trace;
using taqwim::tests::sa_1426_rules;
using taqwim::tests::sa_1426_rules_with;

namespace {

Exact exact(const char* text)
{
    return *Exact::parse(text);
}

PeriodSum sum_of(const char* products, int periods)
{
    return {.products = exact(products), .periods = periods};
}

std::string average_of(const char* products, int periods, const Rules& rules = sa_1426_rules())
{
    Trace nothing = Trace::off();
    const auto average = average_of_year(sum_of(products, periods), rules, nothing);
    return average ? average->rounded.shown(2) : "none";
}

std::string grade_of(const char* average, const Rules& rules = sa_1426_rules())
{
    Trace nothing = Trace::off();
    const char* const grade = general_grade(exact(average), rules, nothing);
    return grade == nullptr ? "none" : grade;
}

const std::array<PeriodSumOfGrade, 2> k_two_years = {
    {{11, {.products = Exact(2318), .periods = 28}},
     {12, {.products = Exact(2393), .periods = 28}}}};

std::string cumulative(std::span<const PeriodSumOfGrade> years,
                       const Rules& rules = sa_1426_rules())
{
    Trace nothing = Trace::off();
    const auto average = cumulative_average(years, rules, nothing);
    return average ? average->rounded.shown(2) : "none";
}

}  // namespace

TEST_CASE("SR-12.2: marks are weighed by their weekly periods")
{
    // The eleventh grade of the catalogue's table: 2318 over 28.
    const std::array<std::pair<int, int>, 10> marks = {
        {{96, 1}, {90, 1}, {88, 1}, {82, 2}, {85, 2}, {78, 5}, {81, 4}, {84, 4}, {86, 4}, {79, 4}}};
    PeriodSum sum;
    for (const auto& [mark, periods] : marks)
        sum.add(Mark(mark), periods);
    CHECK(sum.products == Exact(2318));
    CHECK(sum.periods == 28);
    Trace nothing = Trace::off();
    const auto average = average_of_year(sum, sa_1426_rules(), nothing);
    REQUIRE(average.has_value());
    CHECK(average->exact == Exact::ratio(1159, 14));
    CHECK(average->rounded == exact("82.79"));
}

TEST_CASE("SR-12.2: an average is rounded once to two places, and a tie goes up")
{
    CHECK(average_of("4711", 56) == "84.13");  // 84.125: a tie, where half to even would say 84.12
    CHECK(average_of("3427", 40) == "85.68");  // 85.675: a tie
    CHECK(average_of("3399.8", 40) == "85.00");   // 84.995: a tie, over a whole mark
    CHECK(average_of("3399.6", 40) == "84.99");   // 84.99 exactly
    CHECK(average_of("3399.79", 40) == "84.99");  // 84.99475
    CHECK(average_of("3399.81", 40) == "85.00");  // 84.99525
    CHECK(average_of("2999.76", 40) == "74.99");  // 74.994
    CHECK(average_of("2999.8", 40) == "75.00");   // 74.995: a tie
    CHECK(average_of("2318", 28) == "82.79");
    CHECK(average_of("5000", 56) == "89.29");
    CHECK(average_of("12817", 200) == "64.09");  // 64.085: a tie
    CHECK(average_of("0", 28) == "0.00");
}

TEST_CASE("SR-12.2: without periods there is no average")
{
    CHECK(average_of("0", 0) == "none");
    PeriodSum sum;
    sum.add(Mark(90), 0);
    CHECK(sum.periods == 0);
    CHECK(cumulative({}) == "none");
}

TEST_CASE("SR-12.2: the cumulative average pools the years")
{
    CHECK(cumulative(k_two_years) == "84.13");
    CHECK(cumulative(std::span(k_two_years).first(1)) == "82.79");
}

TEST_CASE("SR-12.2: years of different weight in periods are pooled by their periods, not averaged")
{
    // 80 over 10 periods and 90 over 30: 3500 / 40 = 87.50, not 85.
    const std::array<PeriodSumOfGrade, 2> years = {
        {{11, {.products = Exact(800), .periods = 10}},
         {12, {.products = Exact(2700), .periods = 30}}}};
    CHECK(cumulative(years) == "87.50");
}

TEST_CASE("SR-12.2: the cumulative average begins with the second secondary grade")
{
    const std::array<PeriodSumOfGrade, 3> years = {
        {{10, {.products = Exact(2800), .periods = 28}}, k_two_years[0], k_two_years[1]}};
    CHECK(cumulative(years) == "84.13");
    CHECK(cumulative(std::span(years).first(1)) == "none");
}

TEST_CASE(
    "SR-12.2: the Ministry's weights of the years are applied to exact averages, and rounded once")
{
    const Rules& rules = sa_1426_rules_with({{"average.year_weights", "0.4 0.6"}});
    // 0.4 x 2318/28 + 0.6 x 2393/28 = 2363/28 = 84.392857…
    CHECK(cumulative(k_two_years, rules) == "84.39");
    // Only the first year so far: its own average, whatever its weight.
    CHECK(cumulative(std::span(k_two_years).first(1), rules) == "82.79");
    // Within one year there is nothing to weigh.
    CHECK(average_of("4711", 56, rules) == "84.13");
}

TEST_CASE("SR-12.2: a year whose weight is nought gives no average by itself")
{
    const Rules& rules = sa_1426_rules_with({{"average.year_weights", "0 1"}});
    CHECK(cumulative(std::span(k_two_years).first(1), rules) == "none");
    CHECK(cumulative(k_two_years, rules) == "85.46");  // 2393/28 = 85.464…
}

TEST_CASE("SR-12.1: a general grade begins exactly at its bound")
{
    CHECK(grade_of("100") == "excellent");
    CHECK(grade_of("85") == "excellent");
    CHECK(grade_of("84.99") == "very_good");
    CHECK(grade_of("75") == "very_good");
    CHECK(grade_of("74.99") == "good");
    CHECK(grade_of("65") == "good");
    CHECK(grade_of("64.99") == "acceptable");
    CHECK(grade_of("47.5") == "acceptable");
    CHECK(grade_of("0") == "acceptable");
}

TEST_CASE("SR-12.1: the grade is that of the rounded average, so that print and grade agree")
{
    Trace nothing = Trace::off();
    const auto average = average_of_year(sum_of("3399.8", 40), sa_1426_rules(), nothing);
    REQUIRE(average.has_value());
    CHECK(average->exact < Exact(85));
    CHECK(std::string(general_grade(average->rounded, sa_1426_rules(), nothing)) == "excellent");
}
