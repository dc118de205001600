// A whole early-grade year under the guide, where it goes beyond the year by mastery of sa_1426.

#include <string>

#include <doctest/doctest.h>

#include "core/refusal_codes.h"
#include "regulations/sa_guide/early_year_answer.h"
#include "tests/support/mastery_documents.h"
#include "tests/support/mastery_rules.h"

using namespace taqwim;
using namespace taqwim::sa_guide;
using Json = nlohmann::ordered_json;
using taqwim::tests::ask_mastery_year;
using taqwim::tests::guide_mastery_rules;
using taqwim::tests::mastery_year_document;
using taqwim::tests::MasteryReply;

namespace {

// The tools of the guide go by its own names; those of the invented student are in both lists.
MasteryReply ask(const Json& document)
{
    const auto answer = make_early_year_answer();
    return ask_mastery_year(*answer, guide_mastery_rules(), document);
}

Json fields_of(const Json& document)
{
    const MasteryReply reply = ask(document);
    for (const Refusal& problem : reply.problems)
        MESSAGE((std::string(to_text(problem.code)) + " " + problem.field));
    REQUIRE(reply.problems.empty());
    return reply.fields;
}

void refuses(const Json& document, RefusalCode code, const std::string& field,
             const std::string& clause)
{
    const MasteryReply reply = ask(document);
    REQUIRE_FALSE(reply.problems.empty());
    CHECK(to_text(reply.problems.front().code) == to_text(code));
    CHECK(reply.problems.front().field == field);
    CHECK(reply.problems.front().clause == clause);
}

// Wudu is tried again in the last weeks, which begin on 2007-05-17, and still not mastered.
Json not_mastering_wudu()
{
    Json document = mastery_year_document();
    Json& judgements = document["input"]["subjects"][1]["skills"][0]["judgements"];
    judgements.erase(1);
    judgements.push_back({{"on", "2007-05-17"}, {"value", "not_mastered"}});
    document["input"]["final_effort"] = Json::parse(R"([{"skill": "F1",
        "guardian_contacts": ["2007-05-17"], "committee_contacts": ["2007-06-13"]}])");
    return document;
}

}  // namespace

TEST_CASE("PG-1.58, PG-1.60: who mastered every minimum skill is proposed with a or b")
{
    Json document = mastery_year_document();
    const Json fields = fields_of(document);
    CHECK(fields["proposal"] == "promote");
    CHECK(fields["options"] == Json::parse(R"(["a", "b"])"));
    CHECK(fields["final_decision"] == "promote");
    CHECK(fields["issued_option"].is_null());
    document["input"]["opinion"] = {{"option", "b"}, {"remarks", {"stuttering"}}};
    CHECK(fields_of(document)["issued_option"] == "b");
    document["input"]["opinion"] = {{"option", "c"}};
    refuses(document, RefusalCode::opinion_mismatch, "/input/opinion/option", "PG-1.60");
}

TEST_CASE("PG-1.58, PG-1.63: who misses one waits for the committee, whatever the level")
{
    const Json fields = fields_of(not_mastering_wudu());
    CHECK(fields["proposal"] == "not_promoted");
    CHECK(fields["options"] == Json::parse(R"(["c"])"));
    CHECK(fields["final_decision"].is_null());
    CHECK(fields["needs"] == "guidance_committee_decision");
    CHECK(fields["missing_minimum"][0]["skill"] == "F1");
}

TEST_CASE("PG-1.56, PG-1.57: the attempt and the contacts count from the first to the last day of "
          "the last weeks")
{
    Json document = not_mastering_wudu();
    document["input"]["opinion"] = {{"option", "c"}};
    CHECK(fields_of(document)["issued_option"] == "c");
    for (const char* const name : {"guardian_contacts", "committee_contacts"})
        for (const char* const day : {"2007-05-16", "2007-06-14"}) {
            Json outside = document;
            outside["input"]["final_effort"][0][name] = {day};
            refuses(outside, RefusalCode::final_effort_missing, "/input/final_effort", "PG-1.56");
        }
    Json attempt = document;
    attempt["input"]["subjects"][1]["skills"][0]["judgements"][1]["on"] = "2007-05-16";
    refuses(attempt, RefusalCode::final_effort_missing, "/input/final_effort", "PG-1.56");
    document["input"]["final_effort"][0]["skill"] = "F9";
    refuses(document, RefusalCode::value_not_listed, "/input/final_effort/0/skill", "");
}

TEST_CASE("PG-1.60, PG-1.63: after the committee promoted, the page is issued as b")
{
    Json document = not_mastering_wudu();
    document["input"]["opinion"] = {{"option", "c"}};
    document["input"]["committee"] = Json::parse(R"({"members": 5, "present": 3,
        "chair_present": true, "votes": {"PRIMARY_PROMOTED": 3}, "reasons": "r"})");
    const Json fields = fields_of(document);
    CHECK(fields["final_decision"] == "promote");
    CHECK(fields["issued_option"] == "b");
    CHECK(fields["outcome"] == "PRIMARY_PROMOTED");
    document["input"]["committee"]["votes"] = {{"PRIMARY_SUPPORT", 3}};
    document["input"]["committee"]["programme"] = "speech";
    refuses(document, RefusalCode::referral_missing, "/input/referral", "PG-1.48");
    document["input"]["referral"] = true;
    CHECK(fields_of(document)["final_decision"] == "refer_support");
}

TEST_CASE("PG-1.34: the opinion waits for the last day of term 2")
{
    Json document = mastery_year_document();
    document["input"]["reports"].erase(3);
    document["input"]["as_of"] = "2007-06-12";
    CHECK(fields_of(document)["options"].empty());
    document["input"]["opinion"] = {{"option", "a"}};
    refuses(document, RefusalCode::final_decision_too_early, "/input/opinion", "PG-1.34");
    document["input"]["as_of"] = "2007-06-13";
    CHECK(fields_of(document)["issued_option"] == "a");
}

TEST_CASE("PG-1.37, PG-1.61, PG-1.62: remarks and descriptions hold no mark")
{
    Json document = mastery_year_document();
    document["input"]["descriptions"] = Json::parse(
        R"([{"report": 1, "subject": "art", "heading": "level", "text": "mixes colours"}])");
    CHECK(fields_of(document)["descriptions"].size() == 1);
    document["input"]["descriptions"][0]["text"] = "9/10";
    refuses(document, RefusalCode::description_has_number, "/input/descriptions/0/text", "PG-1.61");
    Json remark = mastery_year_document();
    remark["input"]["reports"][0]["remarks"] = "85%";
    refuses(remark, RefusalCode::description_has_number, "/input/reports/0/remarks", "PG-1.37");
}

TEST_CASE("PG-1.7, PG-1.10, PG-2.1: the early grades are 1 to 3, without marks, second round or "
          "affiliation")
{
    Json document = mastery_year_document();
    document["input"]["grade"] = 3;
    CHECK(ask(document).problems.empty());
    document["input"]["grade"] = 4;
    refuses(document, RefusalCode::grade_not_covered, "/input/grade", "PG-1.58");
    document["input"]["grade"] = 2;
    document["input"]["marks"] = Json::array();
    refuses(document, RefusalCode::exam_mark_by_mastery, "/input/marks", "PG-1.7");
    document["input"].erase("marks");
    document["input"]["second_round"] = Json::object();
    refuses(document, RefusalCode::second_round_by_mastery, "/input/second_round", "PG-1.10");
    document["input"].erase("second_round");
    document["input"]["student_kind"] = "affiliated_partial";
    refuses(document, RefusalCode::affiliation_by_mastery, "/input/student_kind", "PG-2.1");
}

TEST_CASE("PG-1.33, PG-1.34: the guide refuses under its own clauses")
{
    Json document = mastery_year_document();
    document["input"]["subjects"][1]["skills"][0]["judgements"][1]["value"] = "partly";
    refuses(document, RefusalCode::third_state, "/input/subjects/1/skills/0/judgements/1/value",
            "PG-1.33");
    Json late = mastery_year_document();
    late["input"]["subjects"][1]["skills"][0]["judgements"][1]["on"] = "2007-06-14";
    refuses(late, RefusalCode::judgement_after_final_day,
            "/input/subjects/1/skills/0/judgements/1/on", "PG-1.34");
}
