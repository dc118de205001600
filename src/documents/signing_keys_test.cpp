#include "documents/signing_keys.h"

#include <doctest/doctest.h>

#include "embedded/documents.h"
#include "tests/support/attendance_school.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

namespace {

// Three members of staff, of whom two open the key.
struct KeyedSchool : SampleSchool {
    crypto::SeededRandom random{17};
    SigningKeys keys{*record, random, {.memory_bytes = 8192, .passes = 1}};
    std::vector<std::int64_t> staff;

    explicit KeyedSchool(TestDatabase& test) : SampleSchool(test)
    {
        for (const char* const number : {"0011", "0012", "0013"})
            test.run(migration_text(embedded_documents(), number));
        for (const char* const name : {"first", "second", "third", "stranger"})
            staff.push_back(add_staff(name));
    }

    [[nodiscard]] school::Act act_of(std::size_t who) const
    {
        school::Act one = act();
        one.person_id = staff[who];
        return one;
    }

    [[nodiscard]] static std::string phrase(std::size_t who)
    {
        return "lanterns of holder " + std::to_string(who);
    }

    Result<school::Answer> begin(int needed, std::vector<std::int64_t> holders)
    {
        return keys.begin(
            act(), school,
            {.holders = std::move(holders), .needed = needed, .decision = "7 of 2026-09-01"});
    }

    void make()
    {
        REQUIRE(begin(2, {staff[0], staff[1], staff[2]}));
        for (std::size_t who = 0; who < 3; ++who)
            REQUIRE(keys.join(act_of(who), school, phrase(who)));
    }

    std::string open(std::size_t who, const std::string& with)
    {
        const auto answer = keys.open(act_of(who), school, with);
        return answer ? answer->body : code_of(answer);
    }

    Result<std::shared_ptr<const OpenKey>> opened()
    {
        return record->read(
            [&](database::Session& session) { return keys.opened(session, school); });
    }
};

}  // namespace

TEST_CASE("documents: a key is made by the last holder who joins, and two of three open it")
{
    on_both_databases([](TestDatabase& test) {
        KeyedSchool it(test);
        CHECK(code_of(it.opened()) == "DOCUMENT_KEY_MISSING");
        REQUIRE(it.begin(2, {it.staff[0], it.staff[1], it.staff[2]}));
        CHECK(text_in_json(it.keys.join(it.act_of(0), it.school, it.phrase(0))->body, "missing") ==
              "2");
        CHECK(it.keys.keys(it.school).front().key_id.empty());
        CHECK(code_of(it.keys.open(it.act_of(0), it.school, it.phrase(0))) ==
              "DOCUMENT_KEY_MISSING");
        REQUIRE(it.keys.join(it.act_of(1), it.school, it.phrase(1)));
        CHECK(text_in_json(it.keys.join(it.act_of(2), it.school, it.phrase(2))->body, "missing") ==
              "0");
        const std::vector<KeyShown> keys = it.keys.keys(it.school);
        REQUIRE(keys.size() == 1);
        CHECK(keys[0].holders == 3);
        CHECK(keys[0].joined == 3);
        CHECK(keys[0].needed == 2);
        REQUIRE(keys[0].public_key.has_value());
        CHECK(keys[0].key_id == keys[0].public_key->id());

        CHECK(code_of(it.opened()) == "DOCUMENT_KEY_CLOSED");
        CHECK(it.open(2, it.phrase(2)) == R"({"opened_by":1,"needed":2,"is_open":false})");
        // The same holder again is still one.
        CHECK(it.open(2, it.phrase(2)) == R"({"opened_by":1,"needed":2,"is_open":false})");
        CHECK(code_of(it.opened()) == "DOCUMENT_KEY_CLOSED");
        CHECK(it.open(0, it.phrase(0)) == R"({"opened_by":2,"needed":2,"is_open":true})");
        const auto open = it.opened();
        REQUIRE(open);
        CHECK((*open)->signing_key().public_key() == *keys[0].public_key);
        // A third holder finds it open.
        CHECK(it.open(1, it.phrase(1)) == R"({"opened_by":2,"needed":2,"is_open":true})");

        REQUIRE(it.keys.close(it.act(), it.school));
        CHECK(code_of(it.opened()) == "DOCUMENT_KEY_CLOSED");
        // Another process over the same database knows nothing of it.
        SigningKeys other(*it.record, it.random, {.memory_bytes = 8192, .passes = 1});
        CHECK(code_of(other.open(it.act_of(1), it.school, it.phrase(1))) == "accepted");
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("documents: a wrong passphrase opens nothing, and five lock the holder for a quarter of "
          "an hour")
{
    on_both_databases([](TestDatabase& test) {
        KeyedSchool it(test);
        it.make();
        CHECK(it.open(0, it.phrase(1)) == "DOCUMENT_KEY_WRONG");
        CHECK(it.open(3, it.phrase(0)) == "RECORD_UNKNOWN");
        for (int times = 0; times < SigningKeys::k_most_wrong - 1; ++times)
            CHECK(it.open(0, "no passphrase of his") == "DOCUMENT_KEY_WRONG");
        CHECK(it.open(0, it.phrase(0)) == "ACCOUNT_LOCKED");
        // The others are not locked.
        CHECK(it.open(1, it.phrase(1)) == R"({"opened_by":1,"needed":2,"is_open":false})");
        const Instant then = it.clock.now();
        it.clock.set(then.plus_seconds(60 * SigningKeys::k_lock_minutes - 1));
        CHECK(it.open(0, it.phrase(0)) == "ACCOUNT_LOCKED");
        it.clock.set(then.plus_seconds(60 * SigningKeys::k_lock_minutes));
        CHECK(it.open(0, it.phrase(0)) == R"({"opened_by":2,"needed":2,"is_open":true})");
    });
}

TEST_CASE("documents: a share that was given waits half an hour for the others")
{
    on_both_databases([](TestDatabase& test) {
        KeyedSchool it(test);
        it.make();
        const Instant then = it.clock.now();
        REQUIRE(it.open(0, it.phrase(0)) == R"({"opened_by":1,"needed":2,"is_open":false})");
        it.clock.set(then.plus_seconds(60 * SigningKeys::k_share_minutes + 1));
        CHECK(it.open(1, it.phrase(1)) == R"({"opened_by":1,"needed":2,"is_open":false})");
        it.clock.set(then.plus_seconds(2 * 60 * SigningKeys::k_share_minutes + 1));
        CHECK(it.open(2, it.phrase(2)) == R"({"opened_by":2,"needed":2,"is_open":true})");
    });
}

TEST_CASE("documents: who may begin a key, with whom, and what is refused")
{
    on_both_databases([](TestDatabase& test) {
        KeyedSchool it(test);
        CHECK(code_of(it.begin(2, {it.staff[0]})) == "VALUE_OUT_OF_RANGE");
        CHECK(code_of(it.begin(1, {it.staff[0], it.staff[1]})) == "VALUE_OUT_OF_RANGE");
        CHECK(code_of(it.begin(3, {it.staff[0], it.staff[1]})) == "VALUE_OUT_OF_RANGE");
        CHECK(code_of(it.begin(2, {it.staff[0], it.staff[0]})) == "RECORD_EXISTS");
        CHECK(code_of(it.begin(2, {it.staff[0], 12})) == "RECORD_UNKNOWN");
        CHECK(code_of(it.keys.join(it.act_of(0), it.school, it.phrase(0))) ==
              "DOCUMENT_KEY_MISSING");
        REQUIRE(it.begin(2, {it.staff[0], it.staff[1]}));
        CHECK(code_of(it.begin(2, {it.staff[0], it.staff[1]})) == "DOCUMENT_KEY_BEGUN");
        CHECK(code_of(it.keys.join(it.act_of(0), it.school, "short")) == "PASSWORD_TOO_SHORT");
        CHECK(code_of(it.keys.join(it.act_of(3), it.school, it.phrase(3))) == "RECORD_UNKNOWN");
        REQUIRE(it.keys.join(it.act_of(0), it.school, it.phrase(0)));
        CHECK(code_of(it.keys.join(it.act_of(0), it.school, it.phrase(0))) == "SIGNED_ALREADY");

        const std::int64_t id = it.keys.keys(it.school).front().id;
        CHECK(code_of(it.keys.end(it.act(), it.school, id, "lost", "")) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.keys.end(it.act(), it.school, id + 1, "given_up", "")) ==
              "RECORD_UNKNOWN");
        REQUIRE(it.keys.end(it.act(), it.school, id, "given_up", "a holder left"));
        CHECK(code_of(it.keys.end(it.act(), it.school, id, "given_up", "")) == "DOCUMENT_ENDED");
        CHECK(code_of(it.begin(2, {it.staff[1], it.staff[2]})) == "accepted");
    });
}

TEST_CASE("documents: a lost key signs nothing more, a new one takes its place, and the old one is "
          "still known")
{
    on_both_databases([](TestDatabase& test) {
        KeyedSchool it(test);
        it.make();
        REQUIRE(it.open(0, it.phrase(0)) == R"({"opened_by":1,"needed":2,"is_open":false})");
        REQUIRE(it.open(1, it.phrase(1)) == R"({"opened_by":2,"needed":2,"is_open":true})");
        const auto open = it.opened();
        REQUIRE(open);
        const std::int64_t old = (*open)->id();
        CHECK(code_of(it.keys.end(it.act(), it.school, old, "given_up", "")) == "VALUE_NOT_LISTED");
        REQUIRE(it.keys.end(it.act(), it.school, old, "lost", "the passphrases are forgotten"));
        CHECK(code_of(it.opened()) == "DOCUMENT_KEY_MISSING");
        it.make();
        CHECK(code_of(it.opened()) == "DOCUMENT_KEY_CLOSED");
        CHECK(it.open(2, it.phrase(2)) == R"({"opened_by":1,"needed":2,"is_open":false})");
        CHECK(it.open(1, it.phrase(1)) == R"({"opened_by":2,"needed":2,"is_open":true})");
        CHECK((*it.opened())->id() != old);
        const std::vector<KeyShown> keys = it.keys.keys(it.school);
        REQUIRE(keys.size() == 2);
        CHECK(keys[0].end_kind == "lost");
        CHECK(keys[0].public_key.has_value());
        CHECK(keys[1].end_kind.empty());
        CHECK(keys[0].key_id != keys[1].key_id);
    });
}
