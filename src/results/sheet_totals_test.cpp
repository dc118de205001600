#include "results/sheet_totals.h"

#include <doctest/doctest.h>

#include <string>

#include "regulations/registration.h"
#include "results/evaluation.h"
#include "tests/support/project_files.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;

namespace {

std::string line_of(const StudentTotals& totals)
{
    std::string line;
    for (const Figure& figure : totals.figures)
        line += figure.name + '=' + figure.value.to_text() + ' ';
    return line + totals.grade;
}

std::string totals_of(const std::string& regulation, const std::string& facts,
                      const std::string& subject, int term)
{
    static const auto rule_sets = all_rule_sets();
    YearEvaluation evaluation(rule_sets);
    const auto evaluated = evaluation.evaluate(regulation, facts, Depth::outcome);
    REQUIRE(evaluated);
    const auto outcome = JsonDocument::parse(evaluated->outcome);
    REQUIRE(outcome);
    return line_of(totals_in(outcome->root(), subject, term));
}

}  // namespace

TEST_CASE("sheet totals: of a Saudi subject its parts, its term and its year")
{
    // 18 of 20 and 27 of 30 in both terms: 45 and 45, 90.
    CHECK(totals_of("sa_1426", tests::saudi_year("25"), "QRN", 1) ==
          "coursework=18 exam=27 term=45 year=90 ");
    // Of the whole year: the final mark alone.
    CHECK(totals_of("sa_1426", tests::saudi_year("25"), "QRN", 0) == "year=90 ");
    // 15, 20, 15 and 25: 75.
    CHECK(totals_of("sa_1426", tests::saudi_year("25"), "HIS", 2) ==
          "coursework=15 exam=25 term=40 year=75 ");
    CHECK(totals_of("sa_1426", tests::saudi_year("25"), "GEO", 1).empty());
}

TEST_CASE("sheet totals: an outcome of Kuwait gives a term's parts, its net mark and its word")
{
    const auto totals = [](const std::string& text, int term) {
        const auto outcome = JsonDocument::parse(text);
        return line_of(totals_in(outcome->root(), "maths", term));
    };
    const std::string outcome =
        R"({"terms": {"T1": {"subjects": {"maths": {"formative": "75/4", "summative": null}}},)"
        R"("T2": {"subjects": {"maths": {"formative": "40", "summative": "35", "net": "73",)"
        R"("grade": "M"}}}}, "year": {"subjects": {"maths": {"after_raise": "50", "grade": "G"}}}})";
    CHECK(totals(outcome, 1) == "formative=75/4 ");
    CHECK(totals(outcome, 2) == "formative=40 final=35 term=73 M");
    CHECK(totals(outcome, 0) == "year=50 G");
    CHECK(totals("{}", 1).empty());
}
