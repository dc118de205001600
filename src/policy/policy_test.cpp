#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "access/audit.h"
#include "core/refusal_codes.h"
#include "policy/policy_routes.h"
#include "regulations/registration.h"
#include "tests/support/project_files.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::policy;
using tests::AccessWorld;
using tests::on_both_publishing_worlds;
using tests::PublishingWorld;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::int64_t k_class = AccessWorld::k_class;
const std::string k_minimum = "minimum.intermediate_other";

// A school whose results are published, and two of the ministry who may set values.
struct PolicyWorld {
    explicit PolicyWorld(PublishingWorld& of)
        : world(of),
          in_force(of.rule_sets),
          catalogue(in_force.rule_sets()),
          proposals(*of.world.record, in_force),
          trial(*of.world.record, in_force),
          publications(of.facts, in_force.rule_sets(), {})
    {
        world.world.guard->add_routes(world.world.router,
                                      policy_routes({catalogue, proposals, trial}));
        author = world.world.signed_in(world.world.account_of("ministry_policy_author"));
        other = world.world.signed_in(world.world.account_of("ministry_admin"));
    }

    PublishingWorld::Answer propose(const std::string& value, const std::string& first_day,
                                    const std::string& parameter = k_minimum)
    {
        return world.post("/v1/parameter-proposals", author,
                          R"({"regulation": "sa_1426", "parameter": ")" + parameter +
                              R"(", "value": )" + value + R"(, "first_day": ")" + first_day +
                              R"(", "source": "قرار 118 في 1427-03-01"})");
    }
    std::string proposed(const std::string& value, const std::string& first_day)
    {
        const auto answer = propose(value, first_day);
        REQUIRE_MESSAGE(answer.status == 201, answer.refusal);
        return Json::parse(answer.body)["proposal_id"];
    }
    PublishingWorld::Answer decide(const access::OpenedSession& who, const std::string& id,
                                   const std::string& outcome, const std::string& note = {})
    {
        return world.post("/v1/parameter-proposals/" + id + "/decision", who,
                          R"({"outcome": ")" + outcome + R"(", "note": ")" + note + "\"}");
    }
    Json read(const access::OpenedSession& who, const std::string& target)
    {
        const auto answer = world.get(target, who);
        REQUIRE_MESSAGE(answer.status == 200, answer.refusal);
        return Json::parse(answer.body);
    }
    // The decision of a student's year of the class as of now, under the values in force.
    std::string decision_of(std::int64_t student)
    {
        return world.world.record->read([&](database::Session& session) {
            const auto evaluated =
                publications.preview(session, StudentId{AccessWorld::k_school, student},
                                     PublishingWorld::k_year, results::Depth::outcome);
            REQUIRE(evaluated);
            return evaluated->decision + ' ' + evaluated->parameters_digest;
        });
    }

    PublishingWorld& world;
    ParametersInForce in_force;
    Catalogue catalogue;
    Proposals proposals;
    Trial trial;
    results::Publications publications;
    access::OpenedSession author;
    access::OpenedSession other;
};

// "unchanged decision details refused of total".
std::string row_of(const Json& school)
{
    std::string line;
    for (const char* name :
         {"unchanged", "decision_changed", "details_changed", "refused", "total"})
        line += (school[name].is_null() ? "-" : school[name].dump()) + ' ';
    return line;
}

}  // namespace

TEST_CASE("SR-13.4: a value that one proposes and another approves is in force from its day, and "
          "what was published keeps its own")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        PolicyWorld policy(world);
        // History: five with 75, six with 70; the minimum in force is 50.
        world.facts.give(AccessWorld::k_student, k_class, "25");
        for (std::int64_t student = 8001; student <= 8010; ++student) {
            world.add_student(student, k_class);
            world.facts.give(student, k_class, student <= 8004 ? "25" : "20");
        }
        const auto published =
            world.post(PublishingWorld::of_class(k_class, "/publication"), world.head,
                       R"({"visible_from": "2026-11-22T06:00:00Z"})");
        REQUIRE_MESSAGE(published.status == 201, published.refusal);
        const std::string before = policy.decision_of(8005);
        CHECK(before.starts_with("7.2.a "));

        // From the next year on nobody's published year is touched.
        const std::string later = policy.proposed(R"("71")", "2006-09-01");
        const Json untouched =
            policy.read(policy.other, "/v1/parameter-proposals/" + later + "/effect");
        REQUIRE(untouched["items"].size() == 1);
        CHECK(row_of(untouched["items"][0]) == "11 0 0 0 11 ");
        CHECK(untouched["next"].is_null());

        // 70 < 71: passes by the allowance, for 70 is more than 70 % of 71. 75 stays above.
        const std::string id = policy.proposed(R"("71")", "2005-09-01");
        const Json effect = policy.read(policy.other, "/v1/parameter-proposals/" + id + "/effect");
        // Of the five the minimum alone is another, which their sheets print.
        CHECK(row_of(effect["items"][0]) == "0 6 5 0 11 ");
        REQUIRE(effect["items"][0]["moves"].size() == 1);
        CHECK(effect["items"][0]["moves"][0]["count"] == 6);
        CHECK(policy.decision_of(8005) == before);  // a trial changes nothing

        // Two who answer for it.
        CHECK(policy.decide(policy.author, id, "approved").refusal == "SAME_PERSON");
        CHECK(policy.decide(policy.author, id, "refused", "x").refusal == "SAME_PERSON");
        CHECK(policy.decide(policy.other, id, "withdrawn").refusal ==
              "NOT_PERMITTED permission=policy_manage field=/outcome");
        CHECK(policy.decide(policy.other, id, "refused").refusal ==
              "REASON_MISSING field=note field=/note");
        CHECK(policy.decision_of(8005) == before);

        const auto approved = policy.decide(policy.other, id, "approved", "ok");
        REQUIRE_MESSAGE(approved.status == 201, approved.refusal);
        CHECK(Json::parse(approved.body)["decision"]["outcome"] == "approved");
        const std::string after = policy.decision_of(8005);
        CHECK(after.starts_with("7.2.b "));
        CHECK(after.substr(6) != before.substr(6));
        CHECK(policy.decision_of(8001).starts_with("7.2.a "));
        CHECK(policy.decide(policy.other, id, "approved").refusal ==
              "DECIDED_ALREADY day=2026-11-22");

        // What was published stays.
        const Json shown = Json::parse(world.look(8005, world.head).body);
        CHECK(shown["decision"] == "7.2.a");
        CHECK(shown["parameters_digest"] == before.substr(6));

        // Everybody sees it, on its line of time.
        const Json clause = policy.read(world.guardian, "/v1/regulations/sa_1426/clauses/SR-6.5");
        bool is_there = false;
        for (const Json& parameter : clause["parameters"])
            if (parameter["name"] == k_minimum) {
                is_there = true;
                REQUIRE(parameter["values"].size() == 1);
                CHECK(parameter["values"][0]["value"] == "71");
                CHECK(parameter["values"][0]["status"] == "enacted");
                CHECK(parameter["values"][0]["source"] == "قرار 118 في 1427-03-01");
            }
        CHECK(is_there);

        // The trial of a further value starts from what is in force now: the same six go back.
        const std::string back = policy.proposed(R"("50")", "2005-09-01");
        CHECK(row_of(policy.read(policy.other, "/v1/parameter-proposals/" + back +
                                                   "/effect")["items"][0]) == "0 6 5 0 11 ");
        REQUIRE(policy.decide(policy.other, back, "approved").status == 201);
        CHECK(policy.decision_of(8005).starts_with("7.2.a "));

        // Another server of this database, and a program that looks once.
        ParametersInForce elsewhere(world.rule_sets);
        world.world.record->read([&](database::Session& session) { elsewhere.take(session); });
        CHECK(elsewhere.find("sa_1426")->parameters().history(k_minimum).front()->value == "50");
        CHECK(elsewhere.find("sa_1426")->parameters().history(k_minimum).front()->status ==
              ParameterStatus::enacted);
        world.world.record->read([&](database::Session& session) {
            const auto once = with_approved_values(world.rule_sets, session);
            CHECK(find_rule_set(once, "sa_1426")->parameters().history(k_minimum).size() == 1);
        });

        // Everything stands in the installation's chain.
        CHECK(world.world.count("SELECT COUNT(*) AS n FROM audit_entry WHERE school_id = 0 "
                                "AND action IN ('parameter.propose', 'parameter.approved')") == 5);
        const auto reports = access::verify_all(*world.world.database, "");
        REQUIRE(reports);
        for (const auto& report : *reports)
            CHECK_FALSE(report.fault);
    });
}

TEST_CASE("SR-13.4: what is no value of its parameter is refused with what it may be")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        PolicyWorld policy(world);
        const auto refusal = [&](const std::string& value, const std::string& day = "2005-09-01",
                                 const std::string& parameter = k_minimum) {
            return policy.propose(value, day, parameter).refusal;
        };
        // Named as people call it.
        const std::string label = find_rule_set(world.rule_sets, "sa_1426")
                                      ->parameters()
                                      .history(k_minimum)
                                      .front()
                                      ->label_ar;
        CHECK(refusal(R"("100")").empty());
        CHECK(refusal(R"("100.5")") == "VALUE_OUT_OF_RANGE field=" + label +
                                           " value=100.5 minimum=0 maximum=100 field=/value");
        CHECK(refusal(R"("-1")") ==
              "VALUE_OUT_OF_RANGE field=" + label + " value=-1 minimum=0 maximum=100 field=/value");
        CHECK(refusal(R"("ten")") ==
              "VALUE_NOT_A_NUMBER field=" + label + " value=ten field=/value");
        const std::string unlisted = refusal(R"("upwards")", "2005-09-01", "fractions.raise");
        CHECK(unlisted.starts_with("VALUE_NOT_LISTED field="));
        CHECK(unlisted.find(" value=upwards allowed=") != std::string::npos);
        CHECK(refusal(R"("50")", "2005-09-01", "minimum.other") ==
              "PARAMETER_UNKNOWN parameter=minimum.other field=/parameter");
        // The days that the edition covers, both sides.
        CHECK(refusal(R"("50")", "2025-08-31").empty());
        CHECK(refusal(R"("50")", "2025-09-01").starts_with("DAY_NOT_COVERED day=2025-09-01"));
        CHECK(refusal(R"("50")", "2005-08-31").starts_with("DAY_NOT_COVERED day=2005-08-31"));
        // A text where a list belongs, a list where a text does, other forms.
        CHECK(refusal(R"(["50", "60"])").starts_with("SETTING_INVALID"));
        CHECK(refusal("50") == "FIELD_WRONG_TYPE expected=text field=value field=/value");
        CHECK(refusal(R"("")").starts_with("TEXT_TOO_LONG"));
        CHECK(world.post("/v1/parameter-proposals", policy.author, "{}").status == 422);
        CHECK(world
                  .post("/v1/parameter-proposals", policy.author,
                        R"({"regulation": "sa_9999", "parameter": "a.b", "value": "1",
                            "first_day": "2005-09-01", "source": "s"})")
                  .refusal.starts_with("REGULATION_UNKNOWN regulation=sa_9999"));
        CHECK(policy.decide(policy.other, "77", "approved").refusal ==
              "RECORD_UNKNOWN record=proposal id=77 field=proposal_id");
        CHECK(world.get("/v1/parameter-proposals/77/effect", policy.other).status == 404);
        CHECK(world.get("/v1/parameter-proposals/77", policy.other).status == 404);
        CHECK(world.get("/v1/parameter-proposals?after=x", policy.other)
                  .refusal.starts_with("PAGE_KEY_INVALID"));

        // Pages go from the newest on; who proposed it withdraws it, once.
        const std::string mine = policy.proposed(R"("60")", "2006-09-01");
        const Json page = policy.read(policy.author, "/v1/parameter-proposals?limit=1");
        REQUIRE(page["items"].size() == 1);
        CHECK(page["items"][0]["proposal_id"] == mine);
        CHECK(page["items"][0]["is_own"] == true);
        CHECK(page["next"] == mine);
        const Json rest = policy.read(policy.other, "/v1/parameter-proposals?after=" + mine);
        CHECK(rest["items"].size() == 2);
        CHECK(rest["items"][0]["is_own"] == false);
        CHECK(policy.decide(policy.author, mine, "withdrawn").status == 201);
        CHECK(
            policy.decide(policy.author, mine, "withdrawn").refusal.starts_with("DECIDED_ALREADY"));

        // Nobody else: not the head of a school, not who keeps the installation running.
        CHECK(world.get("/v1/parameter-proposals", world.head).status == 403);
        const auto administrator =
            world.world.signed_in(world.world.account_of("installation_administrator"));
        CHECK(world.get("/v1/parameter-proposals", administrator).status == 403);
    });
}

TEST_CASE("SR-3.7: the effect on few students tells nobody which they are")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        PolicyWorld policy(world);
        // One with 70 among ten with 75: one decision would change, and is blanked with what would give it away.
        for (std::int64_t student = 8001; student <= 8009; ++student) {
            world.add_student(student, k_class);
            world.facts.give(student, k_class, "25");
        }
        world.add_student(8010, k_class);
        REQUIRE(world
                    .post(PublishingWorld::of_class(k_class, "/publication"), world.head,
                          R"({"visible_from": "2026-11-22T06:00:00Z"})")
                    .status == 201);
        const std::string id = policy.proposed(R"("71")", "2005-09-01");
        const Json effect = policy.read(policy.other, "/v1/parameter-proposals/" + id + "/effect");
        CHECK(row_of(effect["items"][0]) == "0 - - 0 11 ");
        CHECK(effect["items"][0]["moves"].empty());
        // A result that nobody can see yet is no published one.
        world.world.execute("UPDATE publication SET visible_from = '2026-11-22T06:00:00.001Z'");
        CHECK(policy.read(policy.other, "/v1/parameter-proposals/" + id + "/effect")["items"]
                  .empty());
    });
}

TEST_CASE("KW-P1-1, KW-P1-2, KW-P1-0, SR-1.12, SR-2.0, SR-2.1, SR-V.2, SR-V.3: everybody who is "
          "signed in "
          "reads every clause, also those with nothing to compute")
{
    PublishingWorld world;
    PolicyWorld policy(world);
    const Json editions = policy.read(world.guardian, "/v1/regulations");
    REQUIRE(editions["items"].size() == 4);
    std::size_t clauses = 0;
    for (const Json& edition : editions["items"]) {
        const std::string target = "/v1/regulations/" + edition["regulation"].get<std::string>();
        const Json read = policy.read(world.guardian, target);
        CHECK(read["clauses"].size() == edition["clauses"]);
        const Json coverage = policy.read(world.guardian, target + "/coverage");
        CHECK(coverage["items"].size() == edition["clauses"]);
        CHECK(policy.read(world.guardian, target + "/parameters")["items"].size() ==
              edition["parameters"]);
        for (const Json& clause : coverage["items"]) {
            CAPTURE(clause["clause"].get<std::string>());
            CHECK((!clause["rules"].empty() || clause["tracked_by"] != "" ||
                   clause["why_no_code"] != ""));
            CHECK(clause["became"] == (!clause["rules"].empty()     ? "rule"
                                       : clause["tracked_by"] != "" ? "room"
                                                                    : "nothing"));
        }
        clauses += coverage["items"].size();
        const Json first = policy.read(
            world.guardian, target + "/clauses/" + read["clauses"][0]["clause"].get<std::string>());
        CHECK(first["previous"].is_null());
        CHECK(first["next"] == read["clauses"][1]["clause"]);
    }
    CHECK(clauses > 800);
    for (const char* const id : {"KW-P1-0", "KW-P1-1", "KW-P1-2"})
        CHECK(policy.read(world.guardian, std::string("/v1/regulations/kw_primary_2016/clauses/") +
                                              id)["clause"] == id);
    for (const char* const id : {"SR-1.12", "SR-2.0", "SR-2.1", "SR-V.2", "SR-V.3"})
        CHECK(policy.read(world.guardian,
                          std::string("/v1/regulations/sa_1426/clauses/") + id)["clause"] == id);
    CHECK(world.get("/v1/regulations/sa_1426/clauses/SR-99", world.guardian).refusal ==
          "CLAUSE_UNKNOWN clause=SR-99 field=clause");
    CHECK(world.get("/v1/regulations/om/coverage", world.guardian)
              .refusal.starts_with("REGULATION_UNKNOWN regulation=om"));
}

TEST_CASE("catalogue: a clause tells its values with their limits, who reads them, and its tests")
{
    PublishingWorld world;
    PolicyWorld policy(world);
    const Json clause = policy.read(world.guardian, "/v1/regulations/sa_1426/clauses/SR-7.2b");
    CHECK(clause["became"] == "rule");
    REQUIRE(clause["parameters"].size() >= 3);
    for (const Json& parameter : clause["parameters"]) {
        CHECK(parameter["clause"].get<std::string>().starts_with("SR-7.2b"));
        CHECK_FALSE(parameter["values"].empty());
        CHECK_FALSE(parameter["read_by"].empty());
        if (parameter["name"] == "passing.b_floor_share") {
            CHECK(parameter["minimum"] == "0%");
            CHECK(parameter["maximum"] == "100%");
            CHECK(parameter["values"][0]["from_hijri"].is_string());
        }
    }
    bool is_asked_by_7_2 = false;
    for (const Json& place : clause["asked_by"])
        is_asked_by_7_2 = is_asked_by_7_2 || place["clause"] == "SR-7.2";
    CHECK(is_asked_by_7_2);
    bool has_case = false;
    for (const Json& test : clause["tests"])
        has_case = has_case || test["name"] == "exactly 70 % of the minimum is tolerated";
    CHECK(has_case);
}

namespace {

// As the forms show it: lists joined, yes and no as JSON has them.
std::string text_at(const Json& outcome, const std::string& place)
{
    const auto pointer = Json::json_pointer(place);
    if (!outcome.contains(pointer))
        return "nothing there";
    const Json& value = outcome[pointer];
    if (value.is_string())
        return value;
    if (!value.is_array())
        return value.dump();
    std::string joined;
    for (const Json& one : value)
        joined +=
            (joined.empty() ? "" : " ") + (one.is_string() ? one.get<std::string>() : one.dump());
    return joined;
}

}  // namespace

TEST_CASE("SR-X.3: every worked case comes out as worked, its clause in the trace, and each of its "
          "fields is a fact of it")
{
    PublishingWorld world;
    PolicyWorld policy(world);
    std::size_t cases = 0;
    const Json editions = policy.read(world.guardian, "/v1/regulations");
    for (const Json& edition : editions["items"]) {
        const std::string target = "/v1/regulations/" + edition["regulation"].get<std::string>();
        std::size_t of_edition = 0;
        const Json read = policy.read(world.guardian, target);
        for (const Json& clause : read["clauses"]) {
            if (clause["worked_cases"] == 0)
                continue;
            const std::string id = clause["clause"];
            const Json page = policy.read(world.guardian, target + "/clauses/" + id);
            CHECK(page["worked_cases"].size() == clause["worked_cases"]);
            for (const Json& one : page["worked_cases"]) {
                CAPTURE(target + ' ' + id + ' ' + one["title_en"].get<std::string>());
                ++cases;
                ++of_edition;
                const auto answer = world.post(target + "/evaluation", world.guardian,
                                               Json{{"document", one["document"]}}.dump());
                REQUIRE_MESSAGE(answer.status == 200, answer.refusal);
                const Json evaluated = Json::parse(answer.body);
                CHECK_FALSE(one["expect"].empty());
                for (const Json& expected : one["expect"])
                    CHECK_EQ(text_at(evaluated["outcome"], expected["place"]),
                             expected["value"].get<std::string>());
                CHECK(evaluated["trace"].dump().find("\"clause\":\"" + id + "\"") !=
                      std::string::npos);
                CHECK_FALSE(evaluated["reasons"]["ar"]["reasons"].empty());
                CHECK_FALSE(one["fields"].empty());
                for (const Json& field : one["fields"]) {
                    CAPTURE(field["place"].get<std::string>());
                    CHECK(one["document"].contains(Json::json_pointer(field["place"])));
                }
            }
        }
        CHECK(of_edition == edition["worked_cases"]);
    }
    CHECK(cases >= 40);
}

TEST_CASE(
    "SR-X.3: facts of one's own are evaluated or refused with their place, and nothing is kept")
{
    PublishingWorld world;
    PolicyWorld policy(world);
    const auto ask = [&](const std::string& body) {
        return world.post("/v1/regulations/sa_1426/evaluation", world.guardian, body);
    };
    CHECK(ask("{}").refusal.starts_with("FIELD_WRONG_TYPE"));
    CHECK(ask(R"({"document": []})").refusal.starts_with("FIELD_WRONG_TYPE"));
    CHECK(ask(R"({"document": {}, "more": 1})").refusal.starts_with("FIELD_UNKNOWN"));
    const std::string year = tests::saudi_year("31");
    CHECK(ask(R"({"document": )" + year + "}").refusal.starts_with("MARK_OVER_MAXIMUM"));
    CHECK(ask(R"({"document": )" + year + "}").refusal.find("field=/marks/HIS/3") !=
          std::string::npos);
    const auto rows = [&] { return world.world.count("SELECT COUNT(*) AS n FROM audit_entry"); };
    const auto before = rows();
    CHECK(Json::parse(
              ask(R"({"document": )" + tests::saudi_year("30") + "}").body)["decision"]["code"] ==
          "7.2.a");
    CHECK(rows() == before);
    // A document is no longer than a year can be.
    for (const http::Route* const route : world.world.router.routes())
        if (route->pattern == "/v1/regulations/{regulation}/evaluation")
            CHECK(route->body_limit == std::size_t{128} * 1024);
}
