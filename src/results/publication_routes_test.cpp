#include <doctest/doctest.h>

#include <string>

#include "access/audit.h"
#include "platform/crypto/hash_chain.h"
#include "regulations/frame/json_value.h"
#include "school/digest_column.h"
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

// A text or number at a place of an answer: "classes/0/publication/publication_id". "null" and "none" are themselves.
std::string at(const PublishingWorld::Answer& answer, std::string_view place)
{
    const auto document = JsonDocument::parse(answer.body);
    REQUIRE_MESSAGE(document, answer.body);
    std::optional<JsonValue> value = document->root();
    while (!place.empty() && value) {
        const std::string_view name = place.substr(0, place.find('/'));
        place.remove_prefix(std::min(place.size(), name.size() + 1));
        if (value->is(JsonKind::array)) {
            std::size_t number = std::stoul(std::string(name));
            std::optional<JsonValue> found;
            for (const JsonValue element : *value)
                if (number-- == 0)
                    found = element;
            value = found;
        } else {
            value = value->find(name);
        }
    }
    if (!value)
        return "none";
    switch (value->kind()) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return value->truth() ? "true" : "false";
    case JsonKind::number: return std::string(value->number());
    case JsonKind::text: return std::string(value->text());
    default: return std::to_string(value->size()) + " values";
    }
}

PublishingWorld::Answer publish(PublishingWorld& world)
{
    return world.post(PublishingWorld::of_class(k_class, "/publication"), world.head,
                      k_in_two_minutes);
}

// The first fault among all chains, held against a file of heads.
std::string fault_of(PublishingWorld& world, const std::string& heads)
{
    const auto reports = access::verify_all(*world.world.database, heads);
    REQUIRE(reports);
    for (const access::ChainReport& report : *reports)
        if (report.fault)
            return tests::refusal_line(http::problem({}, *report.fault));
    return {};
}

// Writes the last entry of the school's chain anew, so that the chain itself is whole.
void write_last_entry_anew(PublishingWorld& world)
{
    const auto row = world.world.database->read([](database::Session& session) {
        return session
            .find_one("SELECT sequence, account_id, role, action, subject, at, previous FROM "
                      "audit_entry WHERE school_id = $1 ORDER BY sequence DESC LIMIT 1",
                      AccessWorld::k_school)
            .value();
    });
    crypto::ChainEntry entry;
    entry.sequence = row.integer("sequence");
    entry.actor = row.integer("account_id");
    entry.role = row.text("role");
    entry.at = Instant::parse(row.text("at")).value();
    entry.subject = row.text("action") + ' ' + row.text("subject");
    entry.content = crypto::digest_of("another result");
    entry.previous = school::digest_in(row, "previous");
    const auto digest = school::column_of(crypto::digest_of(entry));
    world.world.execute(
        "UPDATE audit_entry SET content_digest = $1, digest = $2 "
        "WHERE school_id = $3 AND sequence = $4",
        {school::column_of(entry.content), digest, AccessWorld::k_school, entry.sequence});
    world.world.execute("UPDATE audit_head SET digest = $1 WHERE school_id = $2",
                        {digest, AccessWorld::k_school});
}

}  // namespace

TEST_CASE("results: a publication gives out a signed head that shows a chain written anew")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const auto published = world.post_again(PublishingWorld::of_class(k_class, "/publication"),
                                                world.head, k_in_two_minutes, "k");
        REQUIRE(published.status == 201);
        const std::string head = at(published, "signed_head");
        REQUIRE(head.starts_with("taqwim-head:1 school:101 "));
        const std::string file = head + '\n' + at(published, "public_key") + '\n';
        CHECK(fault_of(world, file).empty());

        // The same request again is given the same head, and the list of publications has it.
        world.world.clock.advance_seconds(5);
        const auto again = world.post_again(PublishingWorld::of_class(k_class, "/publication"),
                                            world.head, k_in_two_minutes, "k");
        CHECK(again.body == published.body);
        const auto list = world.get(PublishingWorld::of_year("/publications"), world.head);
        CHECK(at(list, "publications/0/signed_head") == head);
        CHECK(at(list, "publications/0/class_id") == "501");
        CHECK(at(list, "publications/0/withdrawn_at") == "null");

        write_last_entry_anew(world);
        CHECK(fault_of(world, "").empty());
        CHECK(fault_of(world, file).starts_with("CHAIN_REWRITTEN"));
    });
}

TEST_CASE("results: a corrected result gives out a signed head of its own")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const auto published = publish(world);
        REQUIRE(published.status == 201);
        world.facts.give(k_student, k_class, "28");
        const auto registrar = world.world.signed_in(world.world.account_of("registrar"));
        const auto request = world.post(PublishingWorld::of_student(k_student, "/corrections"),
                                        registrar, R"({"reason": "sum_error"})");
        REQUIRE(request.status == 201);
        const auto decided = world.post("/v1/schools/101/result-corrections/" +
                                            at(request, "correction_id") + "/decision",
                                        world.head, R"({"is_accepted": true, "note": "seen"})");
        REQUIRE(decided.status == 200);
        CHECK(at(decided, "version") == "2");
        const std::string head = at(decided, "signed_head");
        CHECK(head.starts_with("taqwim-head:1 school:101 "));
        CHECK(head != at(published, "signed_head"));
        CHECK(fault_of(world, head + '\n' + at(decided, "public_key")).empty());

        // The two versions side by side: 25 + 65 and 28 + 65, of which the year's mark is made.
        world.world.clock.advance_seconds(120);
        const auto differences = world.get(
            PublishingWorld::of_student(k_student, "/versions/1/differences/2"), world.head);
        CHECK(differences.status == 200);
        CHECK(differences.body.find(
                  R"({"place":"/subjects/HIS/final","before":"75","after":"78"})") !=
              std::string::npos);
        CHECK(world
                  .get(PublishingWorld::of_student(k_student, "/versions/1/differences/3"),
                       world.head)
                  .refusal == "RECORD_UNKNOWN record=version id=3");
        CHECK(at(world.get(PublishingWorld::of_student(k_student, "/versions"), world.head),
                 "versions") == "2 values");
    });
}

TEST_CASE("results: many classes are published one by one; one that is not ready keeps no other "
          "back, and the same request goes on")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        world.facts.years.erase(AccessWorld::k_other_student);
        const auto checklist =
            world.get(PublishingWorld::of_year("/publication/checklist"), world.head);
        CHECK(at(checklist, "classes/0/open_points") == "0 values");
        CHECK(at(checklist, "classes/1/open_points/0/code") == "facts_incomplete");
        CHECK(at(checklist, "classes/1/open_points/0/refused/code") == "NOT_ENROLLED");

        const std::string all = PublishingWorld::of_year("/publications");
        const auto first = world.post_again(all, world.head, k_in_two_minutes, "day");
        REQUIRE(first.status == 200);
        CHECK(at(first, "classes") == "2 values");
        CHECK(at(first, "classes/0/class_id") == "501");
        CHECK(at(first, "classes/1/refused/code") == "PUBLICATION_INCOMPLETE");
        CHECK(at(first, "signed_head").starts_with("taqwim-head:1 "));

        world.facts.give(AccessWorld::k_other_student, AccessWorld::k_other_class, "20");
        const auto second = world.post_again(all, world.head, k_in_two_minutes, "day");
        CHECK(at(second, "classes/0/publication_id") == at(first, "classes/0/publication_id"));
        CHECK(at(second, "classes/1/publication_id") != "none");
        // Another request meets what is published.
        const auto third = world.post(all, world.head, R"({"class_ids": ["502", "503"]})");
        CHECK(at(third, "classes/0/refused/code") == "PUBLISHED_ALREADY");
        // A class of another school is none of this one.
        CHECK(at(third, "classes/1/refused/code") == "RECORD_UNKNOWN");
        CHECK(at(third, "signed_head") == "null");
        CHECK(world.post(all, world.head, R"({"class_ids": ["x"]})").refusal ==
              "ID_MALFORMED value=x field=class_ids field=/class_ids");

        const auto progress = world.get(PublishingWorld::of_year("/publication"), world.head);
        CHECK(at(progress, "classes/0/students") == "1");
        CHECK(at(progress, "classes/0/publication/is_visible") == "false");
        CHECK(at(progress, "classes/1/publication/students") == "1");
        CHECK(at(world.get(PublishingWorld::of_year("/publication/checklist"), world.head),
                 "classes") == "0 values");
    });
}

TEST_CASE("results: a publication is taken back before its moment, and not from it on")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const auto published = publish(world);
        const std::string withdrawal =
            "/v1/schools/101/publications/" + at(published, "publication_id") + "/withdrawal";
        world.facts.give(k_student, k_class, "28");
        // 119.999 s: a millisecond before anybody could see it.
        world.world.clock.set(Instant{world.world.clock.now().milliseconds + 119'999});
        REQUIRE(world.post(withdrawal, world.head, R"({"reason": "wrong sheet"})").status == 200);
        CHECK(world.post(withdrawal, world.head, R"({"reason": "again"})").refusal ==
              "DECIDED_ALREADY day=2026-11-22");
        world.world.clock.advance_seconds(60);
        CHECK(world.look(k_student, world.guardian).status == 404);
        world.fill_memory();
        CHECK(world.look(k_student, world.guardian).status == 404);
        // What would be different from what was published before it is published anew.
        const auto differences =
            world.get(PublishingWorld::of_class(k_class, "/publication/differences"), world.head);
        CHECK(at(differences, "students/0/version") == "1");
        CHECK(differences.body.find(
                  R"({"place":"/subjects/HIS/final","before":"75","after":"78"})") !=
              std::string::npos);

        const auto anew =
            world.post(PublishingWorld::of_class(k_class, "/publication"), world.head, "{}");
        REQUIRE(anew.status == 201);
        CHECK(at(world.look(k_student, world.guardian), "version") == "2");
        CHECK(at(world.get(PublishingWorld::of_class(k_class, "/publication/differences"),
                           world.head),
                 "students") == "0 values");
        const auto late =
            world.post("/v1/schools/101/publications/" + at(anew, "publication_id") + "/withdrawal",
                       world.head, R"({"reason": "too late"})");
        CHECK(late.refusal == "PUBLISHED_ALREADY day=2026-11-22");
        CHECK(world
                  .post("/v1/schools/101/publications/7/withdrawal", world.head,
                        R"({"reason": "none"})")
                  .refusal == "RECORD_UNKNOWN record=publication id=7");
        const auto list = world.get(PublishingWorld::of_year("/publications"), world.head);
        CHECK(at(list, "publications/1/withdrawal_reason") == "wrong sheet");
    });
}

TEST_CASE("results: a guardian acknowledges what is shown, once, and the school sees who did")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        const std::string acknowledgement =
            PublishingWorld::of_student(k_student, "/acknowledgement");
        CHECK(world.post(acknowledgement, world.guardian, R"({"result_version_id": "7"})")
                  .refusal.starts_with("RESULT_NOT_PUBLISHED"));
        world.world.clock.advance_seconds(120);
        const std::string version = at(world.look(k_student, world.guardian), "result_version_id");
        const std::string body = R"({"result_version_id": ")" + version + "\"}";
        CHECK(world.post(acknowledgement, world.guardian, R"({"result_version_id": "7"})")
                  .refusal.starts_with("VERSION_STALE given=7"));
        const auto notices_before =
            world.get(PublishingWorld::of_class(k_class, "/publication/notices"), world.head);
        CHECK(at(notices_before, "students/0/result_version_id") == version);
        CHECK(at(notices_before, "students/0/guardians/0/guardian_id") == "701");
        CHECK(at(notices_before, "students/0/guardians/0/acknowledged_at") == "null");

        CHECK(world.post(acknowledgement, world.guardian, body).status == 201);
        CHECK(world.post(acknowledgement, world.guardian, body).refusal ==
              "ACKNOWLEDGED_ALREADY day=2026-11-22");
        // The head is no guardian.
        CHECK(world.post(acknowledgement, world.head, body).status == 403);
        const auto notices =
            world.get(PublishingWorld::of_class(k_class, "/publication/notices"), world.head);
        CHECK(at(notices, "students/0/guardians/0/acknowledged_at") == "2026-11-22T06:02:00.000Z");
        // PG-16.F.8, PG-17.D.26: with guardians' telephone numbers, so for who signs and delivers these notices, not for
        // everybody who sees results early or writes letters of attendance.
        const auto asked_by = [&](const char* role) {
            const auto session = world.world.signed_in(world.world.account_of(role));
            return world.get(PublishingWorld::of_class(k_class, "/publication/notices"), session)
                .status;
        };
        CHECK(asked_by("class_head") == 200);
        CHECK(asked_by("deputy") == 200);
        CHECK(asked_by("registrar") == 403);
        CHECK(asked_by("counsellor") == 403);
        CHECK(asked_by("control_head") == 403);
        CHECK(asked_by("directorate_auditor") == 404);
        CHECK(at(world.get(PublishingWorld::of_year("/publication"), world.head),
                 "classes/0/publication/acknowledged") == "1");
    });
}

TEST_CASE("results: a class's results stand side by side, as published and as of today")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const std::string results = PublishingWorld::of_class(k_class, "/results");
        const auto before = world.get(results, world.head);
        CHECK(at(before, "students/0/published") == "null");
        CHECK(at(before, "students/0/today/decision") == "7.2.a");
        REQUIRE(publish(world).status == 201);
        world.facts.years.erase(k_student);
        const auto after = world.get(results, world.head);
        CHECK(at(after, "students/0/published/version") == "1");
        CHECK(at(after, "students/0/published/decision") == "7.2.a");
        CHECK(at(after, "students/0/published/is_visible") == "false");
        CHECK(at(after, "students/0/today/refused/code") == "NOT_ENROLLED");
        // The class's own teacher sees them, a subject teacher only what he teaches.
        const auto class_head = world.world.signed_in(world.world.account_of("class_head"));
        CHECK(world.get(results, class_head).status == 200);
        CHECK(world.get(results, world.guardian).status == 404);
    });
}

TEST_CASE("results: a guardian opens a published number into its reasons")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        const std::string explanation = PublishingWorld::of_student(k_student, "/explanation");
        CHECK(world.get(explanation, world.guardian).refusal.starts_with("RESULT_NOT_PUBLISHED"));
        world.world.clock.advance_seconds(120);
        const auto found = world.get(explanation + "?rule=final_mark&item=HIS", world.guardian);
        REQUIRE(found.status == 200);
        CHECK(at(found, "found") == "1 values");
        CHECK(at(found, "found/0/node/clause") == "SR-1.11");
        const auto step =
            world.get(explanation + "?path=" + at(found, "found/0/path"), world.guardian);
        CHECK(at(step, "node/item") == "HIS");
        CHECK(step.body.find(R"("result":"final_mark","is":"75")") != std::string::npos);
        CHECK(at(world.get(explanation, world.guardian), "steps/0/path") == "0");
        CHECK(world.get(explanation + "?path=9999", world.guardian).refusal ==
              "RECORD_UNKNOWN record=step id=9999 field=path");
        CHECK(world.get(explanation + "?depth=2", world.guardian).status == 422);
    });
}
