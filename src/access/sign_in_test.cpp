#include "access/sign_in.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "platform/crypto/totp.h"
#include "tests/support/access_world.h"

using namespace taqwim;
using namespace taqwim::access;
using tests::AccessWorld;

namespace {

constexpr std::string_view k_peer = "192.0.2.7";

std::string code_of(const Result<OpenedSession>& answer)
{
    return answer ? "signed in" : std::string(to_text(answer.refusal().code));
}

std::string try_password(AccessWorld& world, std::string_view name, std::string_view password,
                         std::string_view peer = k_peer)
{
    return code_of(world.sign_in->by_password(name, password, peer, std::nullopt));
}

// Buckets are full again after this; locks of a minute have ended.
void wait_a_while(AccessWorld& world)
{
    world.clock.advance_seconds(100);
}

}  // namespace

TEST_CASE("The right password opens a session, whatever form the name is typed in")
{
    AccessWorld world;
    for (const char* name : {"teacher", "  Teacher ", "TEACHER"})
        CHECK_EQ(try_password(world, name, AccessWorld::k_password), "signed in");
    CHECK_EQ(try_password(world, "teacher", "seven green lantern"), "sign_in_refused");
    CHECK_EQ(try_password(world, "nobody", AccessWorld::k_password), "sign_in_refused");
}

TEST_CASE("SQL in a name and letters that only look alike are nobody's name")
{
    AccessWorld world;
    for (const char* name : {"' OR 1=1 --", "teacher'--", "teacher\"; DROP TABLE account; --",
                             "t\xD0\xB5"
                             "acher",  // Cyrillic e
                             "\xEF\xBD\x94"
                             "eacher",  // full-width t
                             "tea\xE2\x80\x8B"
                             "cher",  // zero-width space
                             "\xE2\x80\xAE"
                             "rehcaet",  // turned around
                             "te", "", "%", "_______"})
        CHECK_EQ(try_password(world, name, AccessWorld::k_password, name), "sign_in_refused");
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM account"),
             static_cast<std::int64_t>(RoleBook::built_in().all().size()));
    CHECK_EQ(account_name("Ali.2"), "ali.2");
    // Digits of an Arabic keyboard are the same digits.
    CHECK_EQ(account_name("\xD9\xA1\xD9\xA2\xDB\xB3"), "123");
    CHECK_FALSE(account_name("ali-"));
    CHECK_FALSE(account_name(".ali"));
    CHECK_FALSE(account_name("ab"));
    CHECK(account_name("abc"));
    CHECK(account_name(std::string(64, 'a')));
    CHECK_FALSE(account_name(std::string(65, 'a')));
}

TEST_CASE("A wrong password and an unknown name are the same work and the same answer")
{
    AccessWorld world;
    const auto rows = [&] { return world.count("SELECT COUNT(*) AS n FROM sign_in_failure"); };
    const auto writes = [&] { return world.database->figures().writes; };
    auto before = writes();
    CHECK_EQ(try_password(world, "teacher", "wrong wrong wrong", "192.0.2.1"), "sign_in_refused");
    const auto of_wrong = writes() - before;
    CHECK_EQ(rows(), 2);
    before = writes();
    CHECK_EQ(try_password(world, "nobody", "wrong wrong wrong", "192.0.2.2"), "sign_in_refused");
    CHECK_EQ(writes() - before, of_wrong);
    CHECK_EQ(rows(), 4);

    // And both are stopped after as many.
    for (const char* name : {"teacher", "nobody"}) {
        wait_a_while(world);
        std::string last;
        int tries = 0;
        for (; tries < 10 && last != "account_locked"; ++tries)
            last = try_password(world, name, "wrong wrong wrong", "192.0.2.9");
        // One was wrong above; the sixth is no longer looked at.
        CHECK_EQ(tries, 5);
    }
}

TEST_CASE("Wrong attempts stop a name for a time that grows, and only that name")
{
    AccessWorld world;
    const auto lock_minutes = [&]() -> std::string {
        const auto answer =
            world.sign_in->by_password("teacher", AccessWorld::k_password, k_peer, std::nullopt);
        return answer ? "open" : answer.refusal().arguments.front().second;
    };
    for (int i = 0; i < 4; ++i)
        CHECK_EQ(try_password(world, "teacher", "wrong"), "sign_in_refused");
    // Four are forgiven by the right one.
    CHECK_EQ(lock_minutes(), "open");
    wait_a_while(world);
    for (int i = 0; i < 5; ++i)
        CHECK_EQ(try_password(world, "teacher", "wrong"), "sign_in_refused");
    CHECK_EQ(lock_minutes(), "1");
    CHECK_EQ(try_password(world, "registrar", AccessWorld::k_password), "signed in");
    world.clock.advance_seconds(59);
    CHECK_EQ(lock_minutes(), "1");
    world.clock.advance_seconds(1);
    CHECK_EQ(try_password(world, "teacher", "wrong"), "sign_in_refused");
    CHECK_EQ(lock_minutes(), "2");
    world.clock.advance_seconds(120);
    CHECK_EQ(lock_minutes(), "open");
}

TEST_CASE("Attempts from one address are stopped whatever names they try")
{
    AccessWorld world;
    std::string last;
    int tries = 0;
    while (tries < 200 && last != "account_locked") {
        last = try_password(world, "guess-" + std::to_string(tries), "wrong", "198.51.100.1");
        ++tries;
        world.clock.advance_seconds(1);
    }
    CHECK_EQ(tries, 51);
    CHECK_EQ(try_password(world, "teacher", AccessWorld::k_password, "198.51.100.1"),
             "account_locked");
    CHECK_EQ(try_password(world, "teacher", AccessWorld::k_password, "198.51.100.2"), "signed in");
}

TEST_CASE("The addresses of one network of IPv6 are counted as one")
{
    CHECK_EQ(network_of("2001:db8:1:2::7"), network_of("2001:db8:1:2:ffff::9"));
    CHECK_NE(network_of("2001:db8:1:2::7"), network_of("2001:db8:1:3::7"));
    CHECK_EQ(network_of("192.0.2.7"), "192.0.2.7");
    CHECK_NE(network_of("::ffff:192.0.2.7"), network_of("::ffff:192.0.2.8"));
}

TEST_CASE("Buckets give out what they hold and fill again")
{
    TokenBuckets buckets(3, 10, 2);
    const auto key = crypto::digest_of("a");
    Instant now = tests::k_world_moment;
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(buckets.refuses(key, now));
    CHECK_EQ(buckets.refuses(key, now), 10);
    CHECK_EQ(buckets.refuses(key, now.plus_seconds(9)), 1);
    CHECK_FALSE(buckets.refuses(key, now.plus_seconds(10)));
    CHECK(buckets.refuses(key, now.plus_seconds(10)));
    // Only two keys are kept: the one used longest ago begins anew.
    CHECK_FALSE(buckets.refuses(crypto::digest_of("b"), now.plus_seconds(10)));
    CHECK_FALSE(buckets.refuses(crypto::digest_of("c"), now.plus_seconds(10)));
    CHECK_FALSE(buckets.refuses(key, now.plus_seconds(10)));
}

TEST_CASE("A session that somebody planted in the browser is not taken over")
{
    AccessWorld world;
    const auto planted = world.signed_in(world.account_of("guardian"));
    const auto opened =
        world.sign_in->by_password("teacher", AccessWorld::k_password, k_peer, planted.token);
    REQUIRE(opened);
    CHECK_NE(opened->token, planted.token);
    CHECK_NE(opened->session.csrf_token, planted.session.csrf_token);
    // What the browser held before is over; a token that was never given out stays nobody's.
    CHECK_FALSE(world.sessions->find(planted.token, world.clock.now()));
    const auto made_up = world.sign_in->by_password("teacher", AccessWorld::k_password, k_peer,
                                                    "chosen-by-somebody");
    REQUIRE(made_up);
    CHECK_FALSE(world.sessions->find("chosen-by-somebody", world.clock.now()));
    CHECK_EQ(world.sessions->find(made_up->token, world.clock.now())->account_id,
             world.account_of("teacher"));
    // The database holds digests of tokens, never a token.
    CHECK_EQ(
        world.count("SELECT COUNT(*) AS n FROM session WHERE csrf_token = $1", {made_up->token}),
        0);
}

TEST_CASE("A disabled account says so to who knows its password, and to nobody else")
{
    AccessWorld world;
    world.execute(
        "UPDATE account SET disabled_at = '2026-11-01T00:00:00.000Z' WHERE name = 'teacher'");
    CHECK_EQ(try_password(world, "teacher", AccessWorld::k_password), "account_disabled");
    CHECK_EQ(try_password(world, "teacher", "wrong"), "sign_in_refused");
}

TEST_CASE("A one-time code sets the first password, once, in time, and after few tries no more")
{
    AccessWorld world;
    school::Act registrar;
    registrar.account_id = world.account_of("registrar");
    registrar.role = "registrar";
    registrar.at = world.clock.now();
    registrar.today = *Day::parse("2026-11-22");
    const std::int64_t guardian = world.account_of("guardian");
    world.execute("UPDATE account SET password_hash = NULL WHERE account_id = $1", {guardian});
    CHECK_EQ(try_password(world, "guardian", AccessWorld::k_password), "sign_in_refused");

    const auto issue = [&] {
        registrar.at = world.clock.now();
        auto issued =
            world.services->accounts.issue_code(registrar, AccessWorld::k_school, guardian);
        REQUIRE(issued);
        return *issued;
    };
    const auto redeem = [&](std::string_view code,
                            std::string_view password = "nine blue kettles") {
        wait_a_while(world);
        return code_of(world.sign_in->by_code("guardian", code, password, k_peer, std::nullopt));
    };
    IssuedCode first = issue();
    CHECK_EQ(first.purpose, "first_sign_in");
    CHECK_EQ(first.expires_at, world.clock.now().plus_seconds(14 * 24 * 60 * 60));
    // Neither the code nor anything that it could be read from is stored.
    CHECK_EQ(
        world.count("SELECT COUNT(*) AS n FROM one_time_code WHERE code_hash LIKE '$argon2id$%'"),
        1);

    CHECK_EQ(redeem("0000-0000"), "one_time_code_wrong");
    CHECK_EQ(redeem(first.code, "short"), "password_too_short");
    const auto other = world.signed_in(guardian);
    CHECK_EQ(redeem(first.code), "signed in");
    // Whoever was signed in before is not any more.
    CHECK_FALSE(world.sessions->find(other.token, world.clock.now()));
    CHECK_EQ(redeem(first.code), "one_time_code_wrong");
    CHECK_EQ(try_password(world, "guardian", "nine blue kettles"), "signed in");

    // A second one is for a new password, and voids what was given out before it.
    const IssuedCode voided = issue();
    CHECK_EQ(voided.purpose, "password_reset");
    const IssuedCode current = issue();
    CHECK_EQ(redeem(voided.code), "one_time_code_wrong");
    CHECK_EQ(redeem(current.code), "signed in");

    // On the last moment it is over.
    const IssuedCode late = issue();
    world.clock.set(late.expires_at.plus_seconds(-1));
    CHECK_EQ(code_of(world.sign_in->by_code("guardian", late.code, "nine blue kettles", k_peer,
                                            std::nullopt)),
             "signed in");
    const IssuedCode too_late = issue();
    world.clock.set(too_late.expires_at);
    CHECK_EQ(code_of(world.sign_in->by_code("guardian", too_late.code, "nine blue kettles", k_peer,
                                            std::nullopt)),
             "one_time_code_wrong");

    // Five wrong tries are the end of a code, even for who then types it rightly.
    const IssuedCode guessed = issue();
    for (int i = 0; i < 5; ++i) {
        world.clock.advance_seconds(3600);
        CHECK_EQ(code_of(world.sign_in->by_code("guardian", "ABCDEFGH", "nine blue kettles",
                                                "192.0.2." + std::to_string(20 + i), std::nullopt)),
                 "one_time_code_wrong");
    }
    world.clock.advance_seconds(3600);
    CHECK_EQ(code_of(world.sign_in->by_code("guardian", guessed.code, "nine blue kettles", k_peer,
                                            std::nullopt)),
             "one_time_code_wrong");
    // A name that is nobody's gives the same answer.
    CHECK_EQ(code_of(world.sign_in->by_code("nobody", guessed.code, "nine blue kettles", k_peer,
                                            std::nullopt)),
             "one_time_code_wrong");
}

TEST_CASE("A second factor's code is taken once, and rotates the session")
{
    AccessWorld world;
    const std::int64_t account = world.account_of("head_teacher");
    school::Act act;
    act.account_id = account;
    act.at = world.clock.now();
    const auto made = world.services->accounts.set_up_second_factor(act, account, "Taqwim");
    REQUIRE(made);
    const auto secret = crypto::TotpSecret::from_base32(made->secret);
    REQUIRE(secret);
    const auto code_now = [&] {
        return crypto::totp_code(*secret, crypto::totp_step(world.clock.now()));
    };
    const auto first = world.signed_in(account, false);
    const auto confirm = [&](const SignedSession& session, const std::string& code) {
        act.at = world.clock.now();
        return world.services->accounts.confirm_second_factor(act, session, code, k_peer,
                                                              world.services->attempts);
    };
    CHECK_EQ(code_of(confirm(first.session, "000000")), "second_factor_wrong");
    const std::string used = code_now();
    const auto confirmed = confirm(first.session, used);
    REQUIRE(confirmed);
    CHECK(confirmed->session.second_factor_at);
    CHECK_NE(confirmed->token, first.token);
    CHECK_FALSE(world.sessions->find(first.token, world.clock.now()));

    // The code that confirmed it does not open a session in the same half minute.
    const auto second = world.signed_in(account, false);
    CHECK_EQ(code_of(world.sign_in->by_second_factor(second.session, used, k_peer)),
             "second_factor_wrong");
    world.clock.advance_seconds(30);
    const std::string next = code_now();
    const auto opened = world.sign_in->by_second_factor(second.session, next, k_peer);
    REQUIRE(opened);
    CHECK(opened->session.second_factor_at);
    CHECK_FALSE(world.sessions->find(second.token, world.clock.now()));
    CHECK_EQ(opened->session.expires_at, second.session.expires_at);
    // Nor does it again.
    const auto third = world.signed_in(account, false);
    CHECK_EQ(code_of(world.sign_in->by_second_factor(third.session, next, k_peer)),
             "second_factor_wrong");
    // A session that was ended meanwhile is not brought back.
    world.clock.advance_seconds(60);
    REQUIRE_FALSE(world.sign_in->end_one(account, third.session.session_id));
    CHECK_EQ(code_of(world.sign_in->by_second_factor(third.session, code_now(), k_peer)),
             "session_expired");

    CHECK_EQ(
        std::string(to_text(
            world.services->accounts.set_up_second_factor(act, account, "Taqwim").refusal().code)),
        "second_factor_exists");
    // Guessing is stopped, also over several sessions.
    std::string last;
    for (int i = 0; i < 12 && last != "account_locked"; ++i) {
        const auto session = world.signed_in(account, false);
        last = code_of(world.sign_in->by_second_factor(session.session, "000000", k_peer));
    }
    CHECK_EQ(last, "account_locked");

    // The secret lies sealed, and bound to its account.
    CHECK_FALSE(world.text("SELECT 'there' AS t FROM second_factor WHERE sealed_secret = $1",
                           {database::Value(std::string(made->secret))}));
    // The administrator takes it away; the trail says so.
    act.account_id = world.account_of("installation_administrator");
    CHECK(world.services->accounts.remove_second_factor(act, account));
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM audit_entry WHERE school_id = 0 AND "
                         "action = 'account.remove_second_factor'"),
             1);
}

TEST_CASE("A new password ends the other sessions and keeps this one")
{
    AccessWorld world;
    const std::int64_t account = world.account_of("teacher");
    const auto here = world.signed_in(account);
    const auto elsewhere = world.signed_in(account);
    REQUIRE(world.sessions->find(elsewhere.token, world.clock.now()));
    const auto change = [&](std::string_view old_one, std::string_view new_one) -> std::string {
        const auto refusal = world.sign_in->change_password(here.session, old_one, new_one, k_peer);
        return refusal ? std::string(to_text(refusal->code)) : "changed";
    };
    CHECK_EQ(change("wrong", "nine blue kettles"), "sign_in_refused");
    CHECK_EQ(change(AccessWorld::k_password, AccessWorld::k_password), "password_unchanged");
    CHECK_EQ(change(AccessWorld::k_password, "short"), "password_too_short");
    CHECK_EQ(change(AccessWorld::k_password, "nine blue kettles"), "changed");
    CHECK(world.sessions->find(here.token, world.clock.now()));
    CHECK_FALSE(world.sessions->find(elsewhere.token, world.clock.now()));
    CHECK_EQ(try_password(world, "teacher", AccessWorld::k_password), "sign_in_refused");
    CHECK_EQ(try_password(world, "teacher", "nine blue kettles"), "signed in");
}

TEST_CASE("A password is kept anew at the next sign-in when its cost was raised")
{
    AccessWorld world;
    world.settings.password_cost.passes = 2;
    CHECK_EQ(try_password(world, "teacher", AccessWorld::k_password), "signed in");
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM account WHERE password_hash LIKE '%t=2%'"), 1);
    CHECK_EQ(try_password(world, "teacher", AccessWorld::k_password), "signed in");
}
