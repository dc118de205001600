#include "access/access_log.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "access/short_cache.h"
#include "tests/support/access_world.h"

using namespace taqwim;
using namespace taqwim::access;
using tests::AccessWorld;

namespace {

AccessEntry look(const AccessWorld& world, std::int64_t student)
{
    AccessEntry entry;
    entry.school = AccessWorld::k_school;
    entry.account_id = 1;
    entry.role = "teacher";
    entry.action = "mark.read";
    entry.student_id = student;
    entry.at = world.clock.now();
    return entry;
}

}  // namespace

TEST_CASE("OM-64: what several threads look at stands in the access log, each look once")
{
    AccessWorld world;
    {
        AccessLog log(*world.database, world.ids);
        std::vector<std::thread> lookers;
        for (int i = 0; i < 4; ++i)
            lookers.emplace_back([&, i] {
                for (int j = 0; j < 250; ++j)
                    CHECK(log.add(look(world, i * 1000 + j)));
            });
        for (std::thread& looker : lookers)
            looker.join();
    }
    // The log wrote what waited before it ended.
    CHECK_EQ(world.count("SELECT COUNT(DISTINCT student_id) AS n FROM access_log"), 1000);
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM access_log"), 1000);
}

TEST_CASE(
    "While the database refuses, looks wait; without room they are refused, and counted when lost")
{
    AccessWorld world;
    world.execute("CREATE TABLE access_log_aside (n BIGINT)");
    world.execute("ALTER TABLE access_log RENAME TO access_log_away");
    world.database->forget_statements();
    AccessLog log(*world.database, world.ids, 3);
    for (int i = 0; i < 3; ++i)
        CHECK(log.add(look(world, i)));
    CHECK_FALSE(log.add(look(world, 3)));
    CHECK_EQ(log.lost(), 0);  // a look that was not given is not lost
    AccessEntry refused = look(world, 4);
    refused.was_refused = true;
    CHECK_FALSE(log.add(refused));
    CHECK_EQ(log.lost(), 1);
    CHECK_EQ(log.waiting(), 3);

    world.execute("ALTER TABLE access_log_away RENAME TO access_log");
    world.database->forget_statements();
    for (int i = 0; i < 100 && log.waiting() > 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM access_log"), 3);
}

TEST_CASE("What is kept in memory is bounded, short-lived, and forgotten when it changed meanwhile")
{
    ShortCache<int, int> cache(2, 5);
    const Instant now = tests::k_world_moment;
    const auto keep = [&](int key, Instant at) {
        cache.keep(key, std::make_shared<const int>(key * 10), at, cache.generation());
    };
    keep(1, now);
    REQUIRE(cache.find(1, now));
    CHECK_EQ(*cache.find(1, now), 10);
    CHECK(cache.find(1, Instant{now.milliseconds + 4999}));
    CHECK_FALSE(cache.find(1, Instant{now.milliseconds + 5000}));
    // A clock that was set back does not make it live longer.
    keep(1, now);
    CHECK_FALSE(cache.find(1, now.plus_seconds(-1)));

    keep(1, now);
    keep(2, now);
    CHECK(cache.find(1, now));
    keep(3, now);
    CHECK_EQ(cache.size(), 2);
    CHECK(cache.find(1, now));
    CHECK_FALSE(cache.find(2, now));

    // Read before a change and kept after it: not kept.
    const auto generation = cache.generation();
    cache.forget(3);
    cache.keep(3, std::make_shared<const int>(30), now, generation);
    CHECK_FALSE(cache.find(3, now));
    CHECK(cache.find(1, now));
    cache.forget_all();
    CHECK_EQ(cache.size(), 0);
}

TEST_CASE("An answer that must not wait is given to the guardian at hand, and to nobody else")
{
    AccessWorld world;
    school::Route route;
    route.pattern = "/v1/schools/{school_id}/students/{student_id}/result";
    route.name = "pretend.fast";
    route.permission = school::Permission::result_read;
    route.is_sensitive = true;
    route.fast = [](const http::Request&) { return std::optional(http::json(200, "{}")); };
    const auto fast = world.guard->guard_fast(route);
    const auto ask = [&](const OpenedSession& session, std::string_view student) {
        auto request = world.request(http::Method::get, "/", &session);
        request.path_parameters = {{"school_id", "101"}, {"student_id", std::string(student)}};
        return fast(request).has_value();
    };
    const auto guardian = world.signed_in(world.account_of("guardian"));
    const auto teacher = world.signed_in(world.account_of("teacher"));
    // Nothing is at hand yet.
    CHECK_FALSE(ask(guardian, "601"));
    for (const auto* session : {&guardian, &teacher}) {
        REQUIRE(world.sessions->find(session->token, world.clock.now()));
        REQUIRE(world.callers->find(session->session.account_id, world.clock.now()));
    }
    CHECK(ask(guardian, "601"));
    CHECK_FALSE(ask(guardian, "602"));
    CHECK_FALSE(ask(guardian, "x"));
    CHECK_FALSE(ask(teacher, "601"));
    world.log->flush();
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM access_log WHERE action = 'pretend.fast' AND "
                         "role = 'guardian' AND student_id = 601"),
             1);
    // Once the session is to be noted as used, the slow way is taken.
    world.clock.advance_seconds(60);
    CHECK_FALSE(ask(guardian, "601"));
    // A guardian without his second factor gets nothing at hand.
    CHECK_FALSE(world.guard->guard_fast(school::Route{}));
}
