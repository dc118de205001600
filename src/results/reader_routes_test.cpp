#include <doctest/doctest.h>

#include <string>

#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;
using tests::AccessWorld;
using tests::on_both_publishing_worlds;
using tests::PublishingWorld;

namespace {

constexpr std::int64_t k_student = AccessWorld::k_student;
constexpr std::int64_t k_class = AccessWorld::k_class;
const std::string k_in_two_minutes = R"({"visible_from": "2026-11-22T06:02:00Z"})";

bool says(const PublishingWorld::Answer& answer, const std::string& text)
{
    INFO(answer.body);
    const bool is_said = answer.body.find(text) != std::string::npos;
    CHECK(is_said);
    return is_said;
}

// The text after `"name":"` in an answer.
std::string text_after(const PublishingWorld::Answer& answer, const std::string& name)
{
    const std::string key = '"' + name + "\":\"";
    const std::size_t begin = answer.body.find(key);
    REQUIRE_MESSAGE(begin != std::string::npos, answer.body);
    const std::size_t first = begin + key.size();
    return answer.body.substr(first, answer.body.find('"', first) - first);
}

}  // namespace

TEST_CASE("results: what one person puts forward another publishes or sends back")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const std::string proposals = PublishingWorld::of_year("/publication-proposals");
        const std::string body = R"({"class_ids": ["501"], "visible_from": )"
                                 R"("2026-11-22T06:02:00Z", "note": "looked through"})";
        const auto deputy = world.world.signed_in(world.world.account_of("deputy"));
        const auto decide = [](const std::string& id) {
            return "/v1/schools/101/publication-proposals/" + id + "/decision";
        };
        // Who put it forward does not decide, and a deputy never publishes.
        const auto own = world.post(proposals, world.head, body);
        REQUIRE(own.status == 201);
        const std::string own_id = text_after(own, "proposal_id");
        CHECK(world.post(decide(own_id), world.head, R"({"is_accepted": true})").refusal ==
              "SAME_PERSON");
        CHECK(world.post(decide(own_id), deputy, R"({"is_accepted": true})").status == 403);
        says(world.get(proposals, world.head), R"("is_own":true,"decision":null)");

        const auto back = world.post(proposals, deputy, body);
        REQUIRE(back.status == 201);
        const auto sent_back = world.post(decide(text_after(back, "proposal_id")), world.head,
                                          R"({"is_accepted": false, "note": "one is missing"})");
        CHECK(sent_back.status == 200);
        says(sent_back, R"("classes":[])");
        CHECK(world
                  .post(decide(text_after(back, "proposal_id")), world.head,
                        R"({"is_accepted": true})")
                  .refusal == "DECIDED_ALREADY day=2026-11-22");

        const auto again = world.post(proposals, deputy, body);
        const std::string decision = decide(text_after(again, "proposal_id"));
        const auto published =
            world.post_again(decision, world.head, R"({"is_accepted": true})", "d");
        REQUIRE(published.status == 200);
        says(published, R"("class_id":"501","publication_id":")");
        // The same request again is told the same publication.
        CHECK(text_after(world.post_again(decision, world.head, R"({"is_accepted": true})", "d"),
                         "publication_id") == text_after(published, "publication_id"));
        says(world.get(proposals, deputy), R"("decision":{"is_accepted":true)");
        CHECK(world.look(k_student, world.guardian).status == 404);
        world.world.clock.advance_seconds(120);
        CHECK(world.look(k_student, world.guardian).status == 200);
    });
}

TEST_CASE("results: classes of another year are not put forward")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const std::string proposals = PublishingWorld::of_year("/publication-proposals");
        CHECK(world.post(proposals, world.head, R"({"class_ids": ["503"]})").refusal ==
              "RECORD_UNKNOWN record=class id=503 field=/class_ids");
        CHECK(world
                  .post("/v1/schools/101/publication-proposals/7/decision", world.head,
                        R"({"is_accepted": true})")
                  .refusal == "RECORD_UNKNOWN record=publication id=7");
        // Who sees one class early does not put the school's classes forward.
        const auto class_head = world.world.signed_in(world.world.account_of("class_head"));
        CHECK(world.post(proposals, class_head, "{}").status == 403);
        CHECK(world.get(proposals, world.guardian).status == 403);
        // An auditor reads what was put forward, and puts nothing forward himself.
        const auto auditor = world.world.signed_in(world.world.account_of("directorate_auditor"));
        CHECK(world.get(proposals, auditor).status == 200);
        CHECK(world.post(proposals, auditor, "{}").status == 403);
    });
}

TEST_CASE(
    "results: requests for correction are listed, and every version reads as it was published")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const std::string list = PublishingWorld::of_year("/result-corrections");
        REQUIRE(world
                    .post(PublishingWorld::of_class(k_class, "/publication"), world.head,
                          k_in_two_minutes)
                    .status == 201);
        CHECK(world.get(list, world.head).body == R"({"corrections":[]})");
        world.facts.give(k_student, k_class, "28");
        const auto registrar = world.world.signed_in(world.world.account_of("registrar"));
        const auto request = world.post(PublishingWorld::of_student(k_student, "/corrections"),
                                        registrar, R"({"reason": "sum_error"})");
        REQUIRE(request.status == 201);
        says(world.get(list, registrar), R"("is_own":true,"decision":null)");
        says(world.get(list, world.head), R"("reason":"sum_error")");
        says(world.get(list, world.head), R"("is_own":false,"decision":null)");
        REQUIRE(world
                    .post("/v1/schools/101/result-corrections/" +
                              text_after(request, "correction_id") + "/decision",
                          world.head, R"({"is_accepted": true, "note": "seen"})")
                    .status == 200);
        says(world.get(list, registrar),
             R"({"place":"/subjects/HIS/final","before":"75","after":"78"})");

        const auto version = [&](const char* number) {
            return world.get(PublishingWorld::of_student(k_student, "/versions/") + number,
                             world.head);
        };
        says(version("1"), R"("final":"75")");
        says(version("2"), R"("final":"78")");
        CHECK(version("3").refusal == "RECORD_UNKNOWN record=version id=3");
        CHECK(world.get(PublishingWorld::of_student(k_student, "/versions/1"), world.guardian)
                  .status == 403);
    });
}

TEST_CASE("results: a guardian reads in which years there is a result, and when he acknowledged it")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const std::string years = "/v1/schools/101/students/601/results";
        const std::string own = PublishingWorld::of_student(k_student, "/acknowledgement");
        says(world.get(years, world.guardian), R"("state":"not_published")");
        CHECK(world.get(own, world.guardian).refusal.starts_with("RESULT_NOT_PUBLISHED"));
        REQUIRE(world
                    .post(PublishingWorld::of_class(k_class, "/publication"), world.head,
                          k_in_two_minutes)
                    .status == 201);
        says(world.get(years, world.guardian), R"("state":"not_published")");
        world.world.clock.advance_seconds(120);
        says(world.get(years, world.guardian), R"("state":"shown")");
        const auto before = world.get(own, world.guardian);
        says(before, R"("acknowledged_at":null)");
        const std::string version = text_after(before, "result_version_id");
        REQUIRE(world.post(own, world.guardian, R"({"result_version_id": ")" + version + "\"}")
                    .status == 201);
        says(world.get(own, world.guardian), R"("acknowledged_at":"2026-11-22T06:02:00.000Z")");

        REQUIRE(world
                    .post(PublishingWorld::of_student(k_student, "/withholding"), world.head,
                          R"({"is_withheld": true, "reason": "paper", "decision": "12"})")
                    .status == 201);
        says(world.get(years, world.guardian), R"("state":"withheld")");
        CHECK(world.get(own, world.guardian).refusal == "RESULT_WITHHELD");
        // A year by marks has no periodic reports.
        CHECK(world.get(PublishingWorld::of_student(k_student, "/periodic-reports"), world.guardian)
                  .body == R"({"reports":[]})");
    });
}

TEST_CASE("results: reasons say what each clause is about, where it stands, and the values it read")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const auto preview =
            world.get(PublishingWorld::of_student(k_student, "/preview"), world.head);
        REQUIRE(preview.status == 200);
        says(preview, R"("path":"0","clause":"SR-6.5")");
        says(preview, R"("item":"HIS","item_name":"HIS")");
        says(preview, R"("parameters":["marks.term_1_coursework")");
        says(preview, R"({"name":"marks.term_1_coursework","label":)");
        says(preview, R"("from":"2005-09-01","status":"enacted")");
    });
}
