#include "regulations/sa_guide/quran_memorisation.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/configuration_fault.h"
#include "tests/support/sa_guide_answers.h"
#include "tests/support/sa_guide_rules.h"

using taqwim::ConfigurationFault;
using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using taqwim::tests::sa_guide_rules_with;
using Json = nlohmann::json;

namespace {

Json term(const Json& changes)
{
    Json input = {{"quality", {"10", "10"}},
                  {"review", {"10", "10"}},
                  {"final_review_days", {"4", "3", "3"}},
                  {"recitation", {"20", "20"}}};
    input.update(changes);
    return sa_guide_answer("quran_term", input);
}

Json quality(const Json& changes)
{
    Json input = {
        {"daily_sum", "192"}, {"daily_count", 24}, {"weekly_sum", "48"}, {"weekly_count", 6}};
    input.update(changes);
    return sa_guide_answer("quran_quality", input);
}

}  // namespace

TEST_CASE("PG-4.4: full marks of the memorisation calendar are a term of 50")
{
    const Json answer = term(Json::object());
    CHECK(answer["memorisation"] == "30");
    CHECK(answer["term_mark"] == "50");
}

TEST_CASE("PG-4.4: the final review takes three days at least and 10 marks at most")
{
    CHECK(refusal_code(term({{"final_review_days", {"5", "5"}}})) == "FINAL_REVIEW_DAYS_TOO_FEW");
    CHECK(refusal_code(term({{"final_review_days", {"5", "5", "0"}}})).empty());
    CHECK(refusal_code(term({{"final_review_days", {"5", "5", "0.25"}}})) == "MARK_OVER_MAXIMUM");
}

TEST_CASE("PG-4.4: each period has its marks, within their maxima")
{
    CHECK(refusal_code(term({{"quality", {"10"}}})) == "FACTS_CONTRADICT");
    CHECK(refusal_code(term({{"review", {"10", "10.25"}}})) == "MARK_OVER_MAXIMUM");
    CHECK(refusal_code(term({{"recitation", {"20", "20.25"}}})) == "MARK_OVER_MAXIMUM");
    CHECK(refusal_code(term({{"recitation", {"20"}}})) == "FACTS_CONTRADICT");
    CHECK(refusal_code(term({{"grade", 1}})) == "RECITATION_NOT_JUDGED");
    CHECK(refusal_code(term({{"grade", 2}})).empty());
}

TEST_CASE("PG-9.1: who was admitted late has the remaining period alone")
{
    CHECK(term({{"periods_due", 1},
                {"quality", {"8"}},
                {"review", {"9"}},
                {"recitation", {"15"}}})["term_mark"] == "42");
}

TEST_CASE("PG-4.4: every slot has a mark or was lost for the whole class")
{
    CHECK(quality(Json::object())["quality"] == "10");
    CHECK(refusal_code(quality({{"daily_count", 23}, {"daily_sum", "184"}})) == "FACTS_CONTRADICT");
    CHECK(refusal_code(quality({{"weekly_count", 7}})) == "FACTS_CONTRADICT");
    CHECK(refusal_code(quality({{"pending", 1}})) == "SLOTS_PENDING");
    CHECK(refusal_code(quality({{"daily_sum", "192.25"}})) == "MARK_OVER_MAXIMUM");
    CHECK(refusal_code(quality({{"weekly_sum", "48.25"}})) == "MARK_OVER_MAXIMUM");
    // A lost slot takes away neither marks nor maximum from who has all the others.
    CHECK(quality({{"daily_count", 23},
                   {"daily_sum", "184"},
                   {"lost_slots", {{"daily", 1}, {"reason", "holiday"}}}})["quality"] == "10");
}

TEST_CASE("PG-4.4: conduct takes one mark at most")
{
    const auto net = [](const char* raw, const char* deduction) {
        return sa_guide_answer("quran_daily_mark",
                               {{"raw", raw}, {"max", "8"}, {"conduct_deduction", deduction}});
    };
    CHECK(net("7", "1")["net"] == "6");
    CHECK(net("7", "0")["net"] == "7");
    CHECK(refusal_code(net("7", "1.25")) == "DEDUCTION_OVER_MAXIMUM");
    CHECK(refusal_code(net("8.25", "1")) == "MARK_OVER_MAXIMUM");
    CHECK(net("1", "1")["net"] == "0");
}

TEST_CASE("PG-4.4: maxima that do not make a term of 50 are refused at start")
{
    CHECK_THROWS_AS((void)sa_guide_rules_with({{"quran.review_maximum", "\"11\""}}),
                    ConfigurationFault);
    // Daily 12 and weekly 16: (24 × 12 + 6 × 16) ÷ 24 = 16, with 4 for each review.
    CHECK_NOTHROW((void)sa_guide_rules_with({{"quran.daily_maximum", "\"12\""},
                                             {"quran.weekly_maximum", "\"16\""},
                                             {"quran.review_maximum", "\"4\""}}));
}
