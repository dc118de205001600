#include "results/shown_results.h"

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "results/merged_results.h"
#include "school/merges.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;
using tests::AccessWorld;
using tests::PublishingWorld;

namespace {

constexpr std::int64_t k_student = AccessWorld::k_student;
constexpr auto k_long = std::chrono::hours(1);

// What was checked once is trusted as long as the test takes.
ShownSettings patient()
{
    ShownSettings settings;
    settings.trusted_for = k_long;
    return settings;
}

void on_both(const std::function<void(PublishingWorld&)>& test)
{
    tests::on_both_publishing_worlds(test, patient());
}

// The class of `k_student`, to be seen two minutes after the world's moment.
PublishingWorld::Answer publish(PublishingWorld& world)
{
    return world.post(PublishingWorld::of_class(AccessWorld::k_class, "/publication"), world.head,
                      R"({"visible_from": "2026-11-22T06:02:00Z"})");
}

PublishingWorld::Answer withhold(PublishingWorld& world, bool is_withheld)
{
    return world.post(PublishingWorld::of_student(k_student, "/withholding"), world.head,
                      std::string(R"({"is_withheld": )") + (is_withheld ? "true" : "false") +
                          R"(, "reason": "incident", "decision": "12/2026"})");
}

}  // namespace

TEST_CASE("results: a published result comes from memory with what the database holds, and each "
          "look is logged")
{
    on_both([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        world.world.clock.advance_seconds(120);
        // The first look opens the session's way; nothing is in memory yet.
        const auto first = world.look(k_student, world.guardian);
        CHECK(first.status == 200);
        CHECK_FALSE(first.was_at_hand);
        CHECK_FALSE(first.response.header("Content-Encoding"));

        world.fill_memory();
        const auto second = world.look(k_student, world.guardian);
        CHECK(second.status == 200);
        CHECK(second.was_at_hand);
        CHECK(second.response.header("Content-Encoding") == "gzip");
        CHECK(second.response.header("Vary") == "Accept-Encoding");
        CHECK(second.body == first.body);
        CHECK(second.body.find("\"final\":\"90\"") != std::string::npos);
        // The head's look is decided with what only the database knows, and is then given from memory.
        const auto by_head = world.look(k_student, world.head);
        CHECK_FALSE(by_head.was_at_hand);
        CHECK(by_head.response.header("Content-Encoding") == "gzip");
        CHECK(by_head.body == first.body);

        // Who does not take gzip is answered from the database.
        const auto plain = world.ask(http::Method::get, PublishingWorld::of_student(k_student),
                                     world.guardian, {}, {{"Accept-Encoding", "identity"}});
        CHECK_FALSE(plain.was_at_hand);
        CHECK(plain.body == first.body);

        world.world.log->flush();
        CHECK(world.world.count("SELECT COUNT(*) AS n FROM access_log WHERE action = 'result.read' "
                                "AND student_id = 601 AND was_refused = 0") == 4);
    });
}

TEST_CASE("results: whoever holds the newest answer is told so, from memory and from the database")
{
    on_both([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        world.world.clock.advance_seconds(120);
        const auto ask_again = [&](const PublishingWorld::Answer& held) {
            return world.ask(
                http::Method::get, PublishingWorld::of_student(k_student), world.guardian, {},
                {{"Accept-Encoding", "gzip"},
                 {"If-None-Match", std::string(held.response.header("ETag").value())}});
        };
        const auto from_database = world.look(k_student, world.guardian);
        const auto again = ask_again(from_database);
        CHECK(again.status == 304);
        CHECK(again.body.empty());
        world.fill_memory();
        const auto from_memory = world.look(k_student, world.guardian);
        REQUIRE(from_memory.was_at_hand);
        // Two forms of one answer have two tags.
        CHECK(from_memory.response.header("ETag") != from_database.response.header("ETag"));
        const auto at_hand = ask_again(from_memory);
        CHECK(at_hand.status == 304);
        CHECK(at_hand.was_at_hand);
        CHECK(at_hand.body.empty());
    });
}

TEST_CASE("results: memory gives nothing before the publication's moment, to the second")
{
    on_both([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        world.fill_memory();
        CHECK(world.shown.figures().results == 1);
        world.world.clock.advance_seconds(119);
        const auto early = world.look(k_student, world.guardian);
        CHECK(early.status == 404);
        CHECK_FALSE(early.was_at_hand);
        world.world.clock.advance_seconds(1);
        const auto on_time = world.look(k_student, world.guardian);
        CHECK(on_time.status == 200);
        CHECK(on_time.was_at_hand);
    });
}

TEST_CASE("results: what is withheld is gone from memory when the decision is answered")
{
    on_both([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        world.world.clock.advance_seconds(120);
        world.fill_memory();
        static_cast<void>(world.look(k_student, world.guardian));
        REQUIRE(world.look(k_student, world.guardian).was_at_hand);

        REQUIRE(withhold(world, true).status == 201);
        CHECK(world.look(k_student, world.guardian).refusal == "RESULT_WITHHELD");
        world.fill_memory();
        CHECK(world.look(k_student, world.guardian).refusal == "RESULT_WITHHELD");
        CHECK(world.shown.figures().results == 0);

        REQUIRE(withhold(world, false).status == 201);
        CHECK(world.look(k_student, world.guardian).status == 200);
        world.fill_memory();
        CHECK(world.look(k_student, world.guardian).was_at_hand);
    });
}

TEST_CASE("results: a corrected result takes the old one's place in memory")
{
    on_both([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        world.world.clock.advance_seconds(120);
        world.fill_memory();
        static_cast<void>(world.look(k_student, world.guardian));
        REQUIRE(world.look(k_student, world.guardian).was_at_hand);
        world.facts.give(k_student, AccessWorld::k_class, "28");
        const auto registrar = world.world.signed_in(world.world.account_of("registrar"));
        const auto request = world.post(PublishingWorld::of_student(k_student, "/corrections"),
                                        registrar, R"({"reason": "sum_error"})");
        REQUIRE(request.status == 201);
        // Asking changes nothing of what is shown.
        CHECK(world.look(k_student, world.guardian).was_at_hand);
        const auto id = JsonDocument::parse(request.body);
        const std::string correction(id->root().find("correction_id")->text());
        REQUIRE(world
                    .post("/v1/schools/101/result-corrections/" + correction + "/decision",
                          world.head, R"({"is_accepted": true, "note": "seen"})")
                    .status == 200);
        const auto after = world.look(k_student, world.guardian);
        CHECK_FALSE(after.was_at_hand);
        CHECK(after.body.find("\"version\":2") != std::string::npos);
        world.fill_memory();
        const auto ready = world.look(k_student, world.guardian);
        CHECK(ready.was_at_hand);
        CHECK(ready.body == after.body);
    });
}

TEST_CASE("results: another server on the same database stops giving out what changed after its "
          "next check, and gives nothing without checks")
{
    on_both([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        world.world.clock.advance_seconds(120);
        const YearOfStudent year{StudentId{AccessWorld::k_school, k_student},
                                 PublishingWorld::k_year};
        const Instant now = world.world.clock.now();
        ShownResults other(*world.world.record, world.publications, patient());
        CHECK_FALSE(other.find(year, now));
        other.check();
        other.make_ready();
        CHECK(other.find(year, now));
        REQUIRE(withhold(world, true).status == 201);
        other.check();
        CHECK_FALSE(other.find(year, now));
        other.make_ready();
        CHECK_FALSE(other.find(year, now));
        REQUIRE(withhold(world, false).status == 201);
        other.check();
        other.make_ready();
        CHECK(other.find(year, now));

        // What was not checked for too long is not trusted.
        ShownSettings impatient;
        impatient.trusted_for = std::chrono::milliseconds(50);
        ShownResults third(*world.world.record, world.publications, impatient);
        third.check();
        third.make_ready();
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        CHECK_FALSE(third.find(year, now));
        third.check();
        CHECK(third.find(year, now));
    });
}

TEST_CASE("results: a result that was read before a change is not kept after it")
{
    PublishingWorld world({}, patient());
    REQUIRE(publish(world).status == 201);
    world.world.clock.advance_seconds(120);
    const YearOfStudent year{StudentId{AccessWorld::k_school, k_student}, PublishingWorld::k_year};
    // This process learns of a later count than the one under which the result would be read.
    world.fill_memory();
    CHECK(world.shown.find(year, world.world.clock.now()));
    world.shown.changed(AccessWorld::k_school, 7, {year});
    CHECK_FALSE(world.shown.find(year, world.world.clock.now()));
    CHECK(world.shown.figures().results == 0);
}

TEST_CASE("results: memory is bounded; beyond it the database answers the same")
{
    ShownSettings small = patient();
    small.kept_for = std::chrono::milliseconds(0);
    PublishingWorld big({}, patient());
    for (std::int64_t student = 610; student < 616; ++student)
        big.add_student(student, AccessWorld::k_class);
    REQUIRE(publish(big).status == 201);
    big.fill_memory();
    CHECK(big.shown.figures().results == 7);
    const std::size_t of_one = big.shown.figures().bytes / 7;

    small.most_bytes = of_one * 3 + of_one / 2;
    PublishingWorld world({}, small);
    for (std::int64_t student = 610; student < 616; ++student)
        world.add_student(student, AccessWorld::k_class);
    REQUIRE(publish(world).status == 201);
    world.world.clock.advance_seconds(120);
    world.fill_memory();
    CHECK(world.shown.figures().results == 3);
    CHECK(world.shown.figures().bytes <= small.most_bytes);
    CHECK(world.shown.figures().waiting == 0);
    for (std::int64_t student = 610; student < 616; ++student) {
        const auto guardian = world.world.signed_in(student);
        CHECK(world.look(student, guardian).status == 200);
        // Who asks takes the place of what was not asked for longest.
        world.shown.make_ready();
        CHECK(world.look(student, guardian).was_at_hand);
        CHECK(world.shown.figures().results == 3);
    }

    ShownSettings none = patient();
    none.most_bytes = 0;
    PublishingWorld without({}, none);
    REQUIRE(publish(without).status == 201);
    without.world.clock.advance_seconds(120);
    without.fill_memory();
    CHECK(without.look(k_student, without.guardian).status == 200);
    without.fill_memory();
    const auto again = without.look(k_student, without.guardian);
    CHECK(again.status == 200);
    CHECK_FALSE(again.was_at_hand);
}

TEST_CASE("results: memory is given to the child's guardian, not to another's")
{
    PublishingWorld world({}, patient());
    world.add_student(610, AccessWorld::k_class);
    REQUIRE(publish(world).status == 201);
    world.world.clock.advance_seconds(120);
    world.fill_memory();
    const auto other = world.world.signed_in(610);
    CHECK(world.look(610, other).status == 200);
    CHECK(world.look(610, other).was_at_hand);
    for (int i = 0; i < 2; ++i) {
        const auto refused = world.look(k_student, other);
        CHECK(refused.status == 404);
        CHECK_FALSE(refused.was_at_hand);
    }
    world.world.log->flush();
    CHECK(world.world.count("SELECT COUNT(*) AS n FROM access_log WHERE student_id = 601 "
                            "AND account_id = 610 AND was_refused = 1") == 2);
    // A session that ended is no session.
    world.world.sessions->forget_account(610);
    world.world.execute("DELETE FROM session WHERE account_id = 610");
    const auto ended = world.look(610, other);
    CHECK(ended.status == 401);
    CHECK_FALSE(ended.was_at_hand);
}

TEST_CASE("results: what was published for a record that was merged is the kept record's, until "
          "the merge is undone")
{
    on_both([](PublishingWorld& world) {
        REQUIRE(publish(world).status == 201);
        world.world.clock.advance_seconds(120);
        ResultsOfMerged participant;
        school::Merges merges(*world.world.record, {&participant});
        const school::Act act{
            .account_id = 1, .role = "head_teacher", .at = world.world.clock.now()};
        const std::int64_t kept = AccessWorld::k_other_student;
        CHECK(world.look(kept, world.head).status == 404);
        const auto merged =
            merges.merge(AccessWorld::k_school, act, kept, k_student, "the same child");
        REQUIRE(merged);
        const auto found = world.look(kept, world.head);
        CHECK(found.status == 200);
        CHECK(found.body.find("\"final\":\"90\"") != std::string::npos);
        world.fill_memory();
        CHECK(world.look(kept, world.head).response.header("Content-Encoding") == "gzip");
        // Withheld as one record, withheld as the other.
        REQUIRE(withhold(world, true).status == 201);
        CHECK(world.look(kept, world.head).refusal == "RESULT_WITHHELD");
        REQUIRE(withhold(world, false).status == 201);

        const auto id = JsonDocument::parse(merged->body);
        const auto merge = parse_id(id->root().find("student_merge_id")->text());
        REQUIRE(merges.undo(AccessWorld::k_school, act, *merge));
        world.fill_memory();
        CHECK(world.look(kept, world.head).status == 404);
        CHECK(world.look(k_student, world.head).status == 200);
    });
}

TEST_CASE("results: memory fills itself beside the running server")
{
    PublishingWorld world({}, {});
    REQUIRE(publish(world).status == 201);
    world.world.clock.advance_seconds(120);
    world.shown.start();
    const YearOfStudent year{StudentId{AccessWorld::k_school, k_student}, PublishingWorld::k_year};
    bool is_ready = false;
    for (int i = 0; i < 500 && !is_ready; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        is_ready = world.shown.find(year, world.world.clock.now()) != nullptr;
    }
    CHECK(is_ready);
}
