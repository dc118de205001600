// Goldens of whole traces: how a result came about does not change unnoticed. tools/golden --record writes them anew.

#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "regulations/sa_1426/rule_set.h"
#include "tests/support/golden.h"
#include "tests/support/mastery_documents.h"
#include "tests/support/readable_trace.h"

using Json = nlohmann::json;

namespace {

// A regular student in three subjects of a minimum of 50 each, who has 90 in the Qur'an.
Json year(int grade, const Json& grammar, const Json& maths,
          const Json& second_round = Json::object())
{
    const auto subject = [](const char* code, const char* group, int periods) {
        return Json{{"code", code}, {"group", group}, {"weekly_periods", periods}, {"min", "50"}};
    };
    return {
        {"id", "1"},
        {"student_kind", "regular"},
        {"grade", grade},
        {"school_year", "1426-1427"},
        {"plan",
         {subject("QRN", "ISLAMIC", 2), subject("GRM", "ARABIC", 3), subject("MTH", "OTHER", 5)}},
        {"marks", {{"QRN", {"18", "27", "18", "27"}}, {"GRM", grammar}, {"MTH", maths}}},
        {"second_round", second_round}};
}

void check_trace(const std::string& name, const Json& document)
{
    static const std::unique_ptr<taqwim::RuleSet> rule_set = taqwim::sa_1426::make_rule_set({});
    taqwim::tests::check_golden("src/regulations/sa_1426/golden/" + name + ".trace.json",
                                taqwim::tests::readable_trace(*rule_set, document));
}

}  // namespace

TEST_CASE("SR-7.2a: the trace of a year with every subject passed is the one that was read")
{
    check_trace("all_subjects_passed", year(8, {"15", "20", "15", "21"}, {"10", "15", "10", "15"}));
}

TEST_CASE("SR-7.2b: the trace of a second round that leaves one subject covered was read")
{
    // Grammar is Arabic and never covered; its second round brings 53. Mathematics stays at 35, exactly 70 %.
    check_trace("two_subject_allowance", year(8, {"10", "12", "12", "14"}, {"8", "9", "8", "10"},
                                              {{"GRM", "17"}, {"MTH", "19"}}));
}

TEST_CASE("SR-7.2c: the trace of a year with one subject at exactly 60 % was read")
{
    check_trace("one_subject_allowance", year(11, {"15", "20", "15", "21"}, {"7", "8", "7", "8"}));
}

TEST_CASE("PG-16.C.11: the trace of a mark lifted to the minimum by its terms was read")
{
    // 24.5 and 24.25 reach 25 each; their sum 48.75 would be 49 alone.
    check_trace("lifted_to_minimum",
                year(8, {"11", "13.5", "12", "12.25"}, {"10", "15", "10", "15"}));
}

TEST_CASE("SR-5.3: the trace of a year by mastery is the one that was read")
{
    check_trace("mastery_year", Json::parse(taqwim::tests::mastery_year_document().dump()));
}
