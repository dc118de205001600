#include "school/record.h"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "core/refusal_codes.h"
#include "embedded/school.h"
#include "platform/crypto/hash_chain.h"
#include "school/digest_column.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/room_migrations.h"

using namespace taqwim;
using namespace taqwim::school;

namespace {

const Instant k_moment = *Instant::parse("2026-11-22T06:00:00Z");
const SchoolId k_school{7};

// A school's record in a file that goes with the test.
struct OpenRecord {
    tests::ScratchFolder folder;
    std::unique_ptr<database::Database> database;
    FixedClock clock{k_moment};
    IdSource ids{1};
    std::unique_ptr<Record> record;

    OpenRecord()
    {
        auto opened = database::Database::open({.url = "sqlite:" + folder.path() + "/record.db"});
        REQUIRE(opened);
        database = std::move(*opened);
        REQUIRE(database::upgrade(*database, tests::migrations_of_rooms({embedded_school()}),
                                  k_moment));
        record = std::make_unique<Record>(*database, ids, clock);
    }

    std::int64_t count(const std::string& sql)
    {
        return record->read(
            [&](database::Session& session) { return session.find_one(sql)->integer("n"); });
    }

    // The chain as it is stored.
    std::optional<Refusal> chain_fault(SchoolId school)
    {
        return record->read([&](database::Session& session) {
            crypto::ChainVerifier verifier(chain_name(school));
            std::optional<Refusal> fault;
            session.for_each(
                "SELECT sequence, account_id, role, action, subject, at, content_digest, previous, "
                "digest "
                "FROM audit_entry WHERE school_id = $1 ORDER BY sequence",
                [&](const database::Row& row) {
                    crypto::ChainEntry entry;
                    entry.sequence = row.integer("sequence");
                    entry.actor = row.integer("account_id");
                    entry.role = row.text("role");
                    entry.at = Instant::parse(row.text("at")).value();
                    entry.subject = row.text("action") + ' ' + row.text("subject");
                    entry.content = digest_in(row, "content_digest");
                    entry.previous = digest_in(row, "previous");
                    if (!fault)
                        fault = verifier.take(entry, digest_in(row, "digest"));
                },
                school);
            return fault ? fault : verifier.finish();
        });
    }
};

Act act(const std::string& key = "", const std::string& content = "")
{
    return {.account_id = 5,
            .role = "registrar",
            .at = k_moment,
            .today = k_moment.day(180),
            .client_key = key,
            .request_digest =
                key.empty() ? "" : std::string(crypto::text_of(crypto::digest_of(content).bytes))};
}

Record::Work make_directorate(const std::string& name)
{
    return [name](Changes& changes) -> Result<Answer> {
        const std::int64_t id = changes.new_id();
        if (changes.session().execute("INSERT INTO directorate (directorate_id, country, name_ar, "
                                      "name_en) VALUES ($1, 'KW', $2, $2)",
                                      id, name) != 1)
            throw std::logic_error("not inserted");
        changes.note("directorate.create", "directorate " + std::to_string(id),
                     crypto::digest_of(name));
        return Answer{201, "{\"id\":\"" + std::to_string(id) + "\"}"};
    };
}

}  // namespace

TEST_CASE("record: a write that is sent twice is recorded once and answered alike")
{
    OpenRecord open;
    const auto first = open.record->write(k_school, act("key-1", "one"), make_directorate("one"));
    REQUIRE(first);
    CHECK_FALSE(first->is_repeat);
    const auto again = open.record->write(k_school, act("key-1", "one"), make_directorate("one"));
    REQUIRE(again);
    CHECK(again->is_repeat);
    CHECK(again->status == 201);
    CHECK(again->body == first->body);
    CHECK(open.count("SELECT count(*) AS n FROM directorate") == 1);
    CHECK(open.count("SELECT count(*) AS n FROM audit_entry") == 1);

    SUBCASE("the same key with other content is refused")
    {
        const auto other =
            open.record->write(k_school, act("key-1", "two"), make_directorate("two"));
        REQUIRE_FALSE(other);
        CHECK(other.refusal().code == RefusalCode::idempotency_key_reused);
    }
    SUBCASE("the same key of another account or school is another key")
    {
        Act other_account = act("key-1", "two");
        other_account.account_id = 6;
        CHECK(open.record->write(k_school, other_account, make_directorate("two")));
        CHECK(open.record->write(SchoolId{8}, act("key-1", "two"), make_directorate("three")));
    }
}

TEST_CASE("record: what is refused or fails leaves no trace and no key")
{
    OpenRecord open;
    const auto refused =
        open.record->write(k_school, act("key-1", "one"), [](Changes& changes) -> Result<Answer> {
            (void)make_directorate("one")(changes);
            return Refusal{RefusalCode::version_stale, {}, "", ""};
        });
    REQUIRE_FALSE(refused);
    CHECK_THROWS_AS((void)open.record->write(k_school, act("key-1", "one"),
                                             [](Changes& changes) -> Result<Answer> {
                                                 (void)make_directorate("one")(changes);
                                                 throw std::runtime_error("broken");
                                             }),
                    std::runtime_error);
    CHECK(open.count("SELECT count(*) AS n FROM directorate") == 0);
    CHECK(open.count("SELECT count(*) AS n FROM audit_entry") == 0);
    CHECK(open.count("SELECT count(*) AS n FROM request_key") == 0);
    CHECK(open.record->write(k_school, act("key-1", "one"), make_directorate("one")));
}

TEST_CASE("record: a write that notes no change is a fault of ours")
{
    OpenRecord open;
    CHECK_THROWS_AS((void)open.record->write(k_school, act(),
                                             [](Changes&) -> Result<Answer> { return Answer{}; }),
                    std::logic_error);
}

TEST_CASE("record: the chain of a school runs without a gap, whoever writes, and shows what was "
          "changed later")
{
    OpenRecord open;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&open, t] {
            for (int i = 0; i < 25; ++i)
                CHECK(open.record->write(
                    k_school, act(),
                    make_directorate(std::to_string(t) + '/' + std::to_string(i))));
        });
    threads.clear();
    CHECK(open.record->write(SchoolId{0}, act(), make_directorate("installation")));
    CHECK(open.count("SELECT count(*) AS n FROM audit_entry WHERE school_id = 7") == 100);
    CHECK_FALSE(open.chain_fault(k_school).has_value());
    CHECK_FALSE(open.chain_fault(SchoolId{0}).has_value());

    CHECK(open.database->write(k_school, [](database::Session& session) {
        session.execute(
            "UPDATE audit_entry SET role = 'head_teacher' WHERE school_id = 7 AND sequence = 42");
    }));
    const auto fault = open.chain_fault(k_school);
    REQUIRE(fault.has_value());
    CHECK(fault->code == RefusalCode::chain_broken);
    CHECK(fault->arguments == Arguments{{"value", "42"}});
}
