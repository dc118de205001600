#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "access/access_routes.h"
#include "core/refusal_codes.h"
#include "platform/crypto/totp.h"
#include "tests/support/access_world.h"
#include "tests/support/permission_matrix.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;
using namespace taqwim::access;
using http::Method;
using tests::AccessWorld;
using tests::refusal_line;

namespace {

// The same walk through accounts, sessions, codes, log and chain that the other tests take on SQLite.
void walk_through(AccessWorld& world)
{
    world.guard->add_routes(world.router, access_routes(*world.services));
    const auto teacher =
        world.sign_in->by_password("teacher", AccessWorld::k_password, "192.0.2.1", std::nullopt);
    REQUIRE(teacher);
    CHECK_EQ(world.send(Method::get, "/v1/session", &*teacher).status, 200);
    for (int i = 0; i < 5; ++i)
        CHECK_FALSE(world.sign_in->by_password("teacher", "wrong", "192.0.2.2", std::nullopt));
    world.clock.advance_seconds(20);
    const auto locked = world.sign_in->by_password("teacher", "wrong", "192.0.2.1", std::nullopt);
    REQUIRE_FALSE(locked);
    CHECK_EQ(to_text(locked.refusal().code), "account_locked");

    const auto registrar = world.signed_in(world.account_of("registrar"));
    const std::string guardian = std::to_string(world.account_of("guardian"));
    const std::string account = "/v1/schools/101/accounts/" + guardian;
    CHECK_EQ(world.send(Method::get, "/v1/schools/101/accounts?limit=2", &registrar).status, 200);
    CHECK_EQ(world.send(Method::post, account + "/codes", &registrar, "{}").status, 201);
    CHECK_EQ(world.send(Method::get, account, &registrar).status, 200);
    auto disable = world.request(Method::post, account + "/disablement", &registrar, "{}");
    disable.headers.emplace_back("If-Match", "\"v1\"");
    CHECK_EQ(world.send(disable).status, 204);
    CHECK_EQ(refusal_line(world.send(disable)), "VERSION_STALE given=1 current=2 field=If-Match");

    const auto head = world.signed_in(world.account_of("head_teacher"), false);
    school::Act act;
    act.account_id = head.session.account_id;
    act.at = world.clock.now();
    const auto factor = world.services->accounts.set_up_second_factor(act, act.account_id, "T");
    REQUIRE(factor);
    // Set up again before it is confirmed: the last one counts.
    const auto again = world.services->accounts.set_up_second_factor(act, act.account_id, "T");
    REQUIRE(again);
    const auto secret = crypto::TotpSecret::from_base32(again->secret);
    const auto strong = world.services->accounts.confirm_second_factor(
        act, head.session, crypto::totp_code(*secret, crypto::totp_step(act.at)), "192.0.2.3",
        world.services->attempts);
    REQUIRE(strong);
    CHECK_EQ(world.send(Method::get, "/v1/schools/101/audit", &*strong).status, 200);
    CHECK_EQ(world.send(Method::get, "/v1/schools/102/audit", &*strong).status, 404);
    world.log->flush();
    CHECK_EQ(world.count(
                 "SELECT COUNT(*) AS n FROM access_log WHERE school_id = 102 AND was_refused = 1"),
             1);
    CHECK_EQ(world.send(Method::get, "/v1/schools/101/access-log", &*strong).status, 200);
    CHECK_EQ(world.send(Method::get, "/v1/schools/101/students/601/access-log", &*strong).status,
             200);
    CHECK_EQ(world.send(Method::post, "/v1/schools/101/audit/heads", &*strong, "{}").status, 201);

    const auto heads = give_all_heads(*world.record, world.signing_key, GivenWith::backup);
    REQUIRE(heads);
    const auto reports = verify_all(*world.database, *heads);
    REQUIRE(reports);
    for (const ChainReport& report : *reports)
        CHECK_FALSE(report.fault);
    // The installation's chain has an entry for each step above.
    CHECK(reports->front().entries >= 6);
}

}  // namespace

TEST_CASE("Accounts, sessions, access log and audit chain are kept alike in SQLite and PostgreSQL")
{
    SUBCASE("SQLite")
    {
        AccessWorld world;
        walk_through(world);
    }
    SUBCASE("PostgreSQL")
    {
        const tests::SharedPostgresDatabase database;
        AccessWorld world(database.url());
        walk_through(world);
    }
}

TEST_CASE("One code of a second factor, sent by many at once, opens one session")
{
    AccessWorld world;
    world.settings.name_burst = 1000;
    const std::int64_t account = world.account_of("registrar");
    school::Act act;
    act.account_id = account;
    act.at = world.clock.now();
    const auto factor = world.services->accounts.set_up_second_factor(act, account, "T");
    REQUIRE(factor);
    const auto secret = crypto::TotpSecret::from_base32(factor->secret);
    const std::string code = crypto::totp_code(*secret, crypto::totp_step(act.at));
    world.execute("UPDATE second_factor SET confirmed_at = '2026-11-01T00:00:00.000Z'");
    std::vector<OpenedSession> sessions;
    for (int i = 0; i < 4; ++i)
        sessions.push_back(world.signed_in(account, false));
    std::vector<std::thread> senders;
    std::atomic<int> opened = 0;
    for (const OpenedSession& session : sessions)
        senders.emplace_back([&] {
            if (world.sign_in->by_second_factor(session.session, code, "192.0.2.4"))
                ++opened;
        });
    for (std::thread& sender : senders)
        sender.join();
    CHECK_EQ(opened.load(), 1);
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM session WHERE account_id = $1 AND "
                         "second_factor_at IS NOT NULL",
                         {account}),
             1);
}
