// The examples EX-01 to EX-19 and EX-37 to EX-40 of the catalogue, and what they leave out.

#include <map>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/mastery_level.h"
#include "regulations/sa_guide/early_grades.h"
#include "regulations/sa_guide/early_kinds.h"
#include "tests/support/mastery_rules.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using namespace taqwim::sa_guide;
using Json = nlohmann::ordered_json;
using taqwim::tests::guide_mastery_rules;

namespace {

// How the catalogue calls what the product refuses under one code.
const std::map<std::string, std::string>& codes_of_catalogue()
{
    static const std::map<std::string, std::string> codes = {
        {"E_MIN_SKILL_UNTAUGHT", "MINIMUM_SKILL_UNTAUGHT"},
        {"E_MIN_SKILL_UNJUDGED", "MINIMUM_SKILL_UNJUDGED"},
    };
    return codes;
}

const std::map<std::string, EarlyKind*>& kinds()
{
    static const std::map<std::string, EarlyKind*> all = {
        {"early_level", early_level_kind},
        {"early_period_series", early_period_series_kind},
        {"early_promotion", early_promotion_kind},
        {"early_composite_skill", early_composite_skill_kind},
        {"placement_age", placement_age_kind},
        {"placement_test", placement_test_kind},
        {"early_description", early_description_kind},
        {"early_recitation", early_recitation_kind},
    };
    return all;
}

struct Reply {
    std::optional<Refusal> refusal;
    Json fields;
};

Reply ask(const std::string& kind, const Json& input)
{
    const auto document = JsonDocument::parse(input.dump());
    REQUIRE(document);
    JsonWriter out;
    out.begin_object();
    Trace trace = Trace::off();
    Reply reply;
    reply.refusal = kinds().at(kind)(document->root(), guide_mastery_rules(), trace, out);
    if (!reply.refusal) {
        out.end_object();
        reply.fields = Json::parse(out.str());
    }
    return reply;
}

Json answer_of(const std::string& kind, const char* input)
{
    const Reply reply = ask(kind, Json::parse(input));
    REQUIRE_FALSE(reply.refusal);
    return reply.fields;
}

RefusalCode refusal_of(const std::string& kind, const Json& input)
{
    const Reply reply = ask(kind, input);
    REQUIRE(reply.refusal);
    return reply.refusal->code;
}

RefusalCode refusal_of(const std::string& kind, const char* input)
{
    return refusal_of(kind, Json::parse(input));
}

std::optional<int> level(int mastered, int studied)
{
    Trace trace = Trace::off();
    return sa_1426::level_of_mastered_skills({studied, mastered}, nullptr, guide_mastery_rules(),
                                             trace);
}

Json one_subject(int minimum_mastered)
{
    Json input = Json::parse(R"({"subjects": [{"subject": "fiqh", "listed": 30, "studied": 30,
        "mastered": 29, "minimum": 9, "minimum_mastered": 9}]})");
    input["subjects"][0]["minimum_mastered"] = minimum_mastered;
    if (minimum_mastered < 9)
        input["subjects"][0]["missing"] = {"wudu"};
    return input;
}

}  // namespace

TEST_CASE(
    "PG-1.40, PG-1.43, PG-1.58, PG-1.22, PG-2.2: the examples come out as the catalogue works them")
{
    const Json suite =
        Json::parse(tests::read_project_file("src/regulations/sa_guide/cases/early_grades.json"));
    int examples = 0;
    for (const Json& example : suite["examples"]) {
        const std::string id = example["id"];
        CAPTURE(id);
        const Reply reply = ask(example["kind"], example["input"]);
        REQUIRE_FALSE(reply.refusal);
        for (const auto& [name, value] : example["expect"].items()) {
            CAPTURE(name);
            if (name == "error")
                CHECK(reply.fields.at(name) == codes_of_catalogue().at(value));
            else
                CHECK(reply.fields.at(name) == value);
        }
        ++examples;
    }
    CHECK(examples == 23);
}

TEST_CASE("PG-1.40: a level is reached at its lower bound and not below it")
{
    CHECK(level(100, 100) == 1);
    CHECK(level(99, 100) == 2);
    CHECK(level(149, 150) == 2);  // 99.33
    CHECK(level(66, 100) == 2);
    CHECK(level(659, 1000) == 3);    // 65.9
    CHECK(level(6599, 10000) == 3);  // 65.99
    CHECK(level(33, 50) == 2);       // 66 exactly
    CHECK(level(33, 100) == 3);
    CHECK(level(3299, 10000) == 4);  // 32.99
    CHECK(level(32, 100) == 4);
    CHECK(level(0, 1) == 4);
    CHECK_FALSE(level(0, 0).has_value());
}

TEST_CASE("PG-1.40: one more skill mastered never worsens the level")
{
    for (int studied = 1; studied <= 120; ++studied)
        for (int mastered = 0; mastered < studied; ++mastered)
            CHECK(*level(mastered + 1, studied) <= *level(mastered, studied));
}

TEST_CASE("PG-1.37: the guardian is shown the digit and no other number")
{
    const Json guardian =
        answer_of("early_level", R"({"studied": 6, "mastered": 4, "audience": "guardian"})");
    CHECK(guardian == Json::parse(R"({"level": 2})"));
    CHECK(refusal_of("early_level", R"({"studied": 6, "mastered": 4, "audience": "press"})") ==
          RefusalCode::value_not_listed);
}

TEST_CASE("PG-1.40: more mastered than studied is refused")
{
    CHECK_FALSE(ask("early_level", Json::parse(R"({"studied": 6, "mastered": 6})")).refusal);
    CHECK(refusal_of("early_level", R"({"studied": 6, "mastered": 7})") ==
          RefusalCode::facts_contradict);
    CHECK(refusal_of("early_level", R"({"studied": 6})") == RefusalCode::field_missing);
    CHECK(refusal_of("early_level", R"({"studied": -1, "mastered": 0})") ==
          RefusalCode::value_out_of_range);
}

TEST_CASE("PG-1.43: reports come in order, and what was studied never shrinks")
{
    CHECK(refusal_of("early_period_series", R"({"periods": [
        {"n": 2, "studied_cumulative": 6, "mastered_cumulative": 4}]})") ==
          RefusalCode::report_order);
    CHECK(refusal_of("early_period_series", R"({"periods": [
        {"n": 1, "studied_cumulative": 6, "mastered_cumulative": 4},
        {"n": 2, "studied_cumulative": 5, "mastered_cumulative": 4}]})") ==
          RefusalCode::facts_contradict);
    CHECK(refusal_of("early_period_series", R"({"periods": [
        {"n": 5, "studied_cumulative": 6, "mastered_cumulative": 4}]})") ==
          RefusalCode::value_out_of_range);
    const Json none = answer_of("early_period_series", R"({"periods": []})");
    CHECK(none["valid_card"].is_null());
}

TEST_CASE("PG-1.44: each report supersedes those before it and mastery may be lost between them")
{
    const Json series = answer_of("early_period_series", R"({"periods": [
        {"n": 1, "studied_cumulative": 4, "mastered_cumulative": 4},
        {"n": 2, "studied_cumulative": 8, "mastered_cumulative": 2}]})");
    CHECK(series["levels"] == Json::parse("[1, 4]"));
    CHECK(series["valid_card"] == 2);
    CHECK(series["superseded_cards"] == Json::parse("[1]"));
}

TEST_CASE("PG-1.60: a and b are offered when nothing is missing, c alone when something is")
{
    Json input = one_subject(9);
    input["opinion"] = {{"option", "a"}};
    CHECK_FALSE(ask("early_promotion", input).refusal);
    input["opinion"] = {{"option", "c"}};
    CHECK(refusal_of("early_promotion", input) == RefusalCode::opinion_mismatch);
    input["opinion"] = {{"option", "b"}};
    CHECK(refusal_of("early_promotion", input) == RefusalCode::opinion_without_remark);
    input["opinion"]["remarks"] = {"stuttering"};
    CHECK_FALSE(ask("early_promotion", input).refusal);
    input["opinion"]["remarks"] = {"lazy"};
    CHECK(refusal_of("early_promotion", input) == RefusalCode::value_not_listed);
    input["opinion"] = {{"option", "d"}};
    CHECK(refusal_of("early_promotion", input) == RefusalCode::value_not_listed);

    Json missing = one_subject(8);
    missing["opinion"] = {{"option", "a"}};
    CHECK(refusal_of("early_promotion", missing) == RefusalCode::opinion_mismatch);
}

TEST_CASE("PG-1.56, PG-1.57: c needs an attempt and both contacts in the last weeks for each "
          "missing skill")
{
    Json input = one_subject(8);
    input["opinion"] = {{"option", "c"}};
    CHECK(refusal_of("early_promotion", input) == RefusalCode::final_effort_missing);
    Json effort = {
        {"skill", "wudu"}, {"attempts", 1}, {"guardian_contacts", 1}, {"committee_contacts", 1}};
    input["final_effort"] = {effort};
    CHECK_FALSE(ask("early_promotion", input).refusal);
    for (const char* const name : {"attempts", "guardian_contacts", "committee_contacts"}) {
        Json without = effort;
        without[name] = 0;
        input["final_effort"] = {without};
        CHECK(refusal_of("early_promotion", input) == RefusalCode::final_effort_missing);
    }
    effort["skill"] = "prayer";
    input["final_effort"] = {effort};
    CHECK(refusal_of("early_promotion", input) == RefusalCode::final_effort_missing);
}

TEST_CASE("PG-1.56: the last four weeks are the 28 days that end with the last day of term 2")
{
    const Day last = *Day::of(2006, 6, 14);
    CHECK(first_day_of_final_weeks(last, guide_mastery_rules()).to_text() == "2006-05-18");
}

TEST_CASE(
    "PG-1.63, PG-1.60: the committee's decision is final, and after it promotes the page is b")
{
    Json input = one_subject(8);
    const Json waiting = ask("early_promotion", input).fields;
    CHECK(waiting["final"].is_null());
    CHECK(waiting["needs"] == "guidance_committee_decision");
    input["committee"] = Json::parse(R"({"members": 5, "present": 3, "chair_present": true,
        "votes": {"PRIMARY_PROMOTED": 2, "PRIMARY_RETAINED": 1}, "reasons": "r"})");
    const Json promoted = ask("early_promotion", input).fields;
    CHECK(promoted["final"] == "promote");
    CHECK(promoted["issued_option"] == "b");
    CHECK(promoted["proposal"] == "not_promoted");
    input["committee"]["votes"] = {{"PRIMARY_RETAINED", 3}};
    CHECK(ask("early_promotion", input).fields["issued_option"] == "c");
    input["committee"]["present"] = 2;
    input["committee"]["votes"] = {{"PRIMARY_RETAINED", 2}};
    CHECK(refusal_of("early_promotion", input) == RefusalCode::quorum_missing);
    Json nothing_missing = one_subject(9);
    nothing_missing["committee"] = input["committee"];
    CHECK(refusal_of("early_promotion", nothing_missing) == RefusalCode::committee_not_due);
}

TEST_CASE("PG-1.48: support programmes need a referral")
{
    Json input = one_subject(8);
    input["committee"] = Json::parse(R"({"members": 5, "present": 3, "chair_present": true,
        "votes": {"PRIMARY_SUPPORT": 3}, "programme": "speech", "reasons": "r"})");
    CHECK(refusal_of("early_promotion", input) == RefusalCode::referral_missing);
    input["referral"] = true;
    CHECK(ask("early_promotion", input).fields["final"] == "refer_support");
}

TEST_CASE("PG-1.58: a minimum skill that was never judged blocks, and every one is accounted for")
{
    Json input = one_subject(8);
    input["subjects"][0].erase("missing");
    CHECK(refusal_of("early_promotion", input) == RefusalCode::facts_contradict);
    input["subjects"][0]["minimum_unjudged"] = {"wudu"};
    const Json blocked = ask("early_promotion", input).fields;
    CHECK(blocked["error"] == "MINIMUM_SKILL_UNJUDGED");
    CHECK(blocked["options"].empty());
    CHECK_FALSE(blocked.contains("proposal"));
    input["opinion"] = {{"option", "a"}};
    CHECK(ask("early_promotion", input).fields["error"] == "MINIMUM_SKILL_UNJUDGED");
}

TEST_CASE("PG-1.38: the level and the proposal do not read one another")
{
    // Level 1 yet not promoted cannot be; level 2 with one minimum missing, level 4 with none.
    Json input = one_subject(9);
    for (int mastered = 9; mastered <= 30; ++mastered) {
        input["subjects"][0]["mastered"] = mastered;
        CHECK(ask("early_promotion", input).fields["proposal"] == "promote");
    }
    Json missing = one_subject(8);
    for (int mastered = 8; mastered <= 29; ++mastered) {
        missing["subjects"][0]["mastered"] = mastered;
        CHECK(ask("early_promotion", missing).fields["proposal"] == "not_promoted");
    }
}

TEST_CASE(
    "PG-1.22: a part taught and never judged is missing, and no part is judged before it is taught")
{
    const Json unassessed = answer_of("early_composite_skill", R"({"skill": "s",
        "parts": ["1", "2"], "taught_by_report": ["1", "2"], "latest": {"1": "mastered"}})");
    CHECK(unassessed["mastered"] == false);
    CHECK(unassessed["card_text"] == "s: 2");
    CHECK(unassessed["unassessed"] == Json::parse(R"(["2"])"));
    const Json untaught = answer_of("early_composite_skill",
                                    R"({"skill": "s", "parts": ["1"], "taught_by_report": []})");
    CHECK(untaught["studied"] == false);
    CHECK(untaught["card_text"].is_null());
    CHECK(refusal_of("early_composite_skill", R"({"skill": "s", "parts": ["1", "2"],
        "taught_by_report": ["1"], "latest": {"2": "mastered"}})") ==
          RefusalCode::skill_not_studied);
    CHECK(refusal_of("early_composite_skill", R"({"skill": "s", "parts": ["1"],
        "taught_by_report": ["9"]})") == RefusalCode::value_not_listed);
}

TEST_CASE("PG-1.33: there is no third group between mastered and not mastered")
{
    CHECK(refusal_of("early_composite_skill", R"({"skill": "s", "parts": ["1"],
        "taught_by_report": ["1"], "latest": {"1": "partly"}})") == RefusalCode::third_state);
}

TEST_CASE(
    "PG-1.61, PG-1.62: a description holds no mark, and a number that is none may stand in it")
{
    for (const char* const text : {"9/10", "7 / 10", "85%", "85 %", "7.5", "\u0667/\u0661\u0660",
                                   "\u0668\u0665\u066A", "7 \u0645\u0646 10"}) {
        CAPTURE(text);
        CHECK(refusal_of("early_description", Json{{"text", text}}) ==
              RefusalCode::description_has_number);
    }
    for (const char* const text :
         {"mixes the colours well", "jumps 3 times.", "4 \u0645\u0646 the 7 movements", "3"}) {
        CAPTURE(text);
        CHECK(ask("early_description", Json{{"text", text}}).fields["accepted"] == true);
    }
}

TEST_CASE("PG-1.64: grade 1 is not judged in recitation and grade 2 is")
{
    CHECK(refusal_of("early_recitation", R"({"grade": 1})") == RefusalCode::recitation_not_judged);
    CHECK(answer_of("early_recitation", R"({"grade": 2})")["judged"] == true);
    CHECK(refusal_of("early_recitation", R"({"grade": 4})") == RefusalCode::grade_not_covered);
}

TEST_CASE("PG-2.2, PG-2.3, PG-2.4: three months short is in and a day more is out, in each grade")
{
    const auto eligible = [](int grade, const char* birth) {
        return ask("placement_age", Json{{"target_grade", grade},
                                         {"birth_hijri", birth},
                                         {"reference_hijri", "1427-08-10"}})
            .fields["eligible"]
            .get<bool>();
    };
    CHECK(eligible(3, "1419-11-10"));
    CHECK_FALSE(eligible(3, "1419-11-11"));
    CHECK(eligible(4, "1418-11-10"));
    CHECK_FALSE(eligible(4, "1418-11-11"));
    // No upper age is stated.
    CHECK(eligible(2, "1405-01-01"));
    for (const int grade : {1, 5})
        CHECK(refusal_of("placement_age", Json{{"target_grade", grade},
                                               {"birth_hijri", "1418-01-01"},
                                               {"reference_hijri", "1427-08-10"}}) ==
              RefusalCode::grade_not_covered);
}

TEST_CASE("PG-2.2: dates that do not exist or contradict are refused")
{
    for (const char* const birth : {"1420-13-01", "2006-09-01", "x"})
        CHECK(refusal_of("placement_age", Json{{"target_grade", 2},
                                               {"birth_hijri", birth},
                                               {"reference_hijri", "1427-08-10"}}) ==
              RefusalCode::value_not_a_date);
    CHECK(refusal_of("placement_age", R"({"target_grade": 2, "birth_hijri": "1428-01-01",
        "reference_hijri": "1427-08-10"})") == RefusalCode::facts_contradict);
    CHECK(refusal_of("placement_age", R"({"target_grade": 2, "reference_hijri": "1427-08-10"})") ==
          RefusalCode::field_missing);
    // Seven years after a birth at the end of the table lie beyond it.
    CHECK(refusal_of("placement_age", R"({"target_grade": 2, "birth_hijri": "1599-01-01",
        "reference_hijri": "1600-01-01"})") == RefusalCode::value_not_a_date);
}

namespace {

Json placement_papers()
{
    return Json::parse(R"({"target_grade": 3, "birth_hijri": "1418-01-01",
        "reference_hijri": "1427-08-10", "pledge": true,
        "proof": {"category": "nomad", "issuer": "tribal_sheikh"}, "directorate_answered": true})");
}

}  // namespace

TEST_CASE("PG-2.5: the pledge is compulsory for grades 2 and 3, as written, and not for 4")
{
    Json papers = placement_papers();
    CHECK(ask("placement_test", papers).fields["status"] == "may_sit");
    papers["pledge"] = false;
    CHECK(refusal_of("placement_test", papers) == RefusalCode::pledge_missing);
    papers["target_grade"] = 4;
    CHECK(ask("placement_test", papers).fields["status"] == "may_sit");
}

TEST_CASE("PG-2.7: a nomad brings one of five statements, a posted family that of the embassy "
          "where it works")
{
    Json papers = placement_papers();
    for (const char* const issuer :
         {"regional_emir", "governor", "head_of_centre", "mayor", "tribal_sheikh"}) {
        papers["proof"]["issuer"] = issuer;
        CHECK_FALSE(ask("placement_test", papers).refusal);
    }
    papers["proof"]["issuer"] = "school";
    CHECK(refusal_of("placement_test", papers) == RefusalCode::placement_proof_missing);
    papers["proof"]["issuer"] = "saudi_embassy";
    CHECK(refusal_of("placement_test", papers) == RefusalCode::placement_proof_missing);
    papers["proof"] = {{"category", "posted_abroad"},
                       {"issuer", "saudi_embassy"},
                       {"country", "JP"},
                       {"work_country", "JP"}};
    CHECK_FALSE(ask("placement_test", papers).refusal);
    papers["proof"]["work_country"] = "KR";
    CHECK(refusal_of("placement_test", papers) == RefusalCode::placement_proof_missing);
    papers.erase("proof");
    CHECK(refusal_of("placement_test", papers) == RefusalCode::placement_proof_missing);
    papers["proof"] = {{"category", "tourist"}};
    CHECK(refusal_of("placement_test", papers) == RefusalCode::value_not_listed);
}

TEST_CASE("PG-2.8: nobody is tested before the directorate answered")
{
    Json papers = placement_papers();
    papers["directorate_answered"] = false;
    CHECK(refusal_of("placement_test", papers) == RefusalCode::directorate_not_coordinated);
}

TEST_CASE("PG-2.6: every minimum skill passes, one less leaves him as he is, an untested one "
          "leaves it open")
{
    Json papers = placement_papers();
    papers["test"] = {{"total", 40}, {"mastered", 40}};
    const Json passed = ask("placement_test", papers).fields;
    CHECK(passed["status"] == "passed");
    CHECK(passed["enrolled_in"] == 3);
    papers["test"]["mastered"] = 39;
    const Json failed = ask("placement_test", papers).fields;
    CHECK(failed["status"] == "failed");
    CHECK(failed["enrolled_in"].is_null());
    papers["test"]["not_tested"] = 1;
    CHECK(ask("placement_test", papers).fields["status"] == "open");
    papers["test"]["not_tested"] = 2;
    CHECK(refusal_of("placement_test", papers) == RefusalCode::facts_contradict);
    papers["birth_hijri"] = "1426-01-01";
    papers.erase("test");
    CHECK(ask("placement_test", papers).fields["status"] == "not_eligible");
}
