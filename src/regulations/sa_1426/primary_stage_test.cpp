// The cases P01 to P08 of the catalogue, and what they leave out.

#include <map>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/article_05_primary.h"
#include "regulations/sa_1426/mastery_kinds.h"
#include "tests/support/case_file.h"
#include "tests/support/mastery_rules.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using namespace taqwim::sa_1426;
using Json = nlohmann::ordered_json;
using taqwim::tests::regulation_mastery_rules;

namespace {

// How the catalogue calls what the product refuses under one code.
const std::map<std::string, RefusalCode>& codes_of_catalogue()
{
    static const std::map<std::string, RefusalCode> codes = {
        {"E-DECISION-REQUIRED", RefusalCode::decision_required},
        {"E-NO-QUORUM", RefusalCode::quorum_missing},
        {"E-MIN-NOT-TAUGHT", RefusalCode::minimum_skill_untaught},
        {"E-SUMMARY-MISSING", RefusalCode::summary_missing},
        {"E-PRIMARY-NO-EXAM-MARK", RefusalCode::exam_mark_by_mastery},
    };
    return codes;
}

struct Reply {
    std::optional<Refusal> refusal;
    Json fields;

    [[nodiscard]] std::string argument(const std::string& name) const
    {
        for (const auto& [key, value] : refusal->arguments)
            if (key == name)
                return value;
        return {};
    }
};

Reply ask(const Json& input)
{
    const auto document = JsonDocument::parse(input.dump());
    REQUIRE(document);
    JsonWriter out;
    out.begin_object();
    Trace trace = Trace::off();
    Reply reply;
    reply.refusal = primary_kind(document->root(), regulation_mastery_rules(), trace, out);
    if (!reply.refusal) {
        out.end_object();
        reply.fields = Json::parse(out.str());
    }
    return reply;
}

Reply ask(const char* input)
{
    return ask(Json::parse(input));
}

RefusalCode refusal_of(const char* input)
{
    const Reply reply = ask(input);
    REQUIRE(reply.refusal);
    return reply.refusal->code;
}

// A student with one minimum skill missing, before the committee with these fields of its session.
Json with_committee(const char* fields)
{
    Json input = Json::parse(R"({"grade": 3, "minimum": {"total": 42, "mastered": 41},
        "committee": {"members": 5, "present": 3, "chair_present": true,
                      "votes": {"PRIMARY_RETAINED": 3}, "reasons": "r"}})");
    input["committee"].update(Json::parse(fields));
    return input;
}

}  // namespace

TEST_CASE("SR-5.1, SR-5.2, SR-5.3, SR-4.3b: the eight cases of the primary stage come out as the "
          "catalogue works them")
{
    const Json suite =
        Json::parse(tests::read_project_file("src/regulations/sa_1426/cases/primary_stage.json"));
    std::map<std::string, Json> inputs;
    int cases = 0;
    for (const Json& one : suite["cases"]) {
        const std::string id = one["id"];
        CAPTURE(id);
        Json input = one.contains("after") ? inputs.at(one["after"]) : Json::object();
        input.update(one);
        for (const char* name : {"id", "after", "expected"})
            input.erase(name);
        inputs[id] = input;

        const Json& expected = one["expected"];
        const Reply reply = ask(input);
        ++cases;
        if (!expected.contains("error")) {
            REQUIRE_FALSE(reply.refusal);
            for (const auto& [name, value] : expected.items())
                CHECK(reply.fields.at(name) == value);
            continue;
        }
        REQUIRE(reply.refusal);
        CHECK(reply.refusal->code == codes_of_catalogue().at(expected["error"]));
        for (const char* name : {"needed", "period"})
            if (expected.contains(name))
                CHECK(reply.argument(name) == std::to_string(expected[name].get<int>()));
    }
    CHECK(cases == 8);
}

TEST_CASE(
    "SR-5.1: all minimum skills promote whatever else is missing, and one that lacks does not")
{
    CHECK(
        ask(R"({"grade": 1, "minimum": {"total": 42, "mastered": 42}, "other": {"total": 9, "mastered": 0}})")
            .fields["outcome"] == "PRIMARY_PROMOTED");
    CHECK(
        ask(R"({"grade": 6, "minimum": {"total": 42, "mastered": 41}, "other": {"total": 9, "mastered": 9}})")
            .fields["outcome"] == "PENDING_COMMITTEE");
    CHECK(refusal_of(R"({"grade": 7, "minimum": {"total": 42, "mastered": 42}})") ==
          RefusalCode::grade_not_covered);
    CHECK(refusal_of(R"({"grade": 3, "minimum": {"total": 42, "mastered": 41, "unjudged": 1}})") ==
          RefusalCode::minimum_skill_unjudged);
}

TEST_CASE("SR-5.2: the year is closed with four summaries and not with three")
{
    CHECK(ask(R"({"grade": 2, "summaries": {"periods": 4, "published": [4, 3, 2, 1]}})")
              .fields["summaries"] == "complete");
    const Reply reply = ask(R"({"grade": 2, "summaries": {"periods": 4, "published": [1, 2, 3]}})");
    REQUIRE(reply.refusal);
    CHECK(reply.refusal->code == RefusalCode::summary_missing);
    CHECK(reply.argument("period") == "4");
    CHECK(refusal_of(R"({"grade": 2, "summaries": {"periods": 3, "published": [1, 2, 3]}})") ==
          RefusalCode::value_out_of_range);
}

TEST_CASE("SR-5.3: a quorum is more than half of the members who may vote, with the chair")
{
    // Of five three are more than half and two are not; of four three are and two are just half.
    CHECK_FALSE(ask(with_committee(R"({"present": 3})")).refusal);
    CHECK(ask(with_committee(R"({"members": 4, "present": 2, "votes": {"PRIMARY_RETAINED": 2}})"))
              .refusal->code == RefusalCode::quorum_missing);
    CHECK_FALSE(ask(with_committee(R"({"members": 4, "present": 3})")).refusal);
    // Of six with one relative five may vote, and three of them are enough; without him they would not be.
    CHECK(ask(with_committee(R"({"members": 6})")).argument("needed") == "4");
    CHECK_FALSE(ask(with_committee(R"({"members": 6, "conflicted": 1})")).refusal);
    CHECK(ask(with_committee(R"({"chair_present": false})")).refusal->code ==
          RefusalCode::committee_chair_absent);
}

TEST_CASE("SR-5.3: the session decides one thing, with reasons, and support names its programme")
{
    CHECK(ask(with_committee(R"({"votes": {"PRIMARY_PROMOTED": 1, "PRIMARY_RETAINED": 2}})"))
              .fields["outcome"] == "PRIMARY_RETAINED");
    const Reply support =
        ask(with_committee(R"({"votes": {"PRIMARY_SUPPORT": 3}, "programme": "speech"})"));
    CHECK(support.fields["outcome"] == "PRIMARY_SUPPORT");
    CHECK(support.fields["final"] == true);
    CHECK(ask(with_committee(R"({"reasons": " "})")).refusal->code == RefusalCode::reason_missing);
    CHECK(ask(with_committee(R"({"votes": {}})")).refusal->code ==
          RefusalCode::committee_undecided);
    CHECK(ask(with_committee(R"({"votes": {"PRIMARY_PROMOTED": 4}})")).refusal->code ==
          RefusalCode::facts_contradict);
    CHECK(ask(with_committee(R"({"present": 6})")).refusal->code == RefusalCode::facts_contradict);
}

TEST_CASE("SR-5.3: equal votes are decided by the chair's, and by nothing else")
{
    const char* const tie =
        R"({"members": 4, "present": 4, "votes": {"PRIMARY_PROMOTED": 2, "PRIMARY_RETAINED": 2}})";
    Json input = with_committee(tie);
    CHECK(ask(input).refusal->code == RefusalCode::committee_undecided);
    input["committee"]["chair_vote"] = "PRIMARY_PROMOTED";
    CHECK(ask(input).fields["outcome"] == "PRIMARY_PROMOTED");
    input["committee"]["chair_vote"] = "PRIMARY_SUPPORT";
    CHECK(ask(input).refusal->code == RefusalCode::committee_undecided);
    input["committee"]["chair_vote"] = "RETAIN";
    CHECK(ask(input).refusal->code == RefusalCode::value_not_listed);
}

TEST_CASE("SR-5.3: there is no case for the committee when nothing is missing")
{
    Json input = with_committee("{}");
    input["minimum"]["mastered"] = 42;
    CHECK(ask(input).refusal->code == RefusalCode::committee_not_due);
}

TEST_CASE("SR-5.1: counts that cannot be, unknown fields and missing ones are refused")
{
    CHECK(refusal_of(R"({"grade": 3, "minimum": {"total": 42, "mastered": 43}})") ==
          RefusalCode::facts_contradict);
    CHECK(
        refusal_of(R"({"grade": 3, "minimum": {"total": 42, "mastered": 42, "not_taught": 1}})") ==
        RefusalCode::facts_contradict);
    CHECK(refusal_of(R"({"grade": 3, "other": {"total": 1, "mastered": 2}})") ==
          RefusalCode::facts_contradict);
    CHECK(refusal_of(R"({"grade": 3})") == RefusalCode::field_missing);
    CHECK(refusal_of(R"({"minimum": {"total": 1, "mastered": 1}})") == RefusalCode::field_missing);
    CHECK(refusal_of(R"({"grade": 3, "level": 2})") == RefusalCode::field_unknown);
    CHECK(refusal_of(R"({"grade": 3, "minimum": {"total": "4.5", "mastered": 1}})") ==
          RefusalCode::field_wrong_type);
    CHECK(refusal_of(R"({"grade": 3, "academic_year": "1427/1429"})") ==
          RefusalCode::school_year_unreadable);
    CHECK(refusal_of("[1]") == RefusalCode::field_wrong_type);
}

TEST_CASE("SR-5.1: the findings are the same with and without trace, and the trace cites Article 5")
{
    TraceRecording recording;
    Trace trace(recording);
    Trace off = Trace::off();
    const MinimumSkills skills{.total = 42, .mastered = 41};
    CHECK(promoted_by_minimum_skills(skills, regulation_mastery_rules(), trace) ==
          promoted_by_minimum_skills(skills, regulation_mastery_rules(), off));
    REQUIRE(recording.size() > 0);
    CHECK(std::string(recording[0].clause) == "SR-5.1");
    CHECK(recording[0].finding() == Finding::not_met);
}
