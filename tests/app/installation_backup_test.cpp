// A whole installation, of one database into the other and back: every table of every room, the keys, the audit chains.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/server/demo.h"
#include "app/server/holders_key.h"
#include "app/server/installation.h"
#include "app/server/installation_backup.h"
#include "app/server/settings.h"
#include "core/clock.h"
#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;

namespace {

const FixedClock k_clock(*Instant::parse("2026-11-22T06:00:00Z"));

const crypto::StreamKey& key()
{
    static const crypto::StreamKey made =
        crypto::StreamKey::from_passphrase("nine brown camels at noon", {8 * 1024, 1});
    return made;
}

app::Settings settings_of(const std::string& url, const std::string& key_folder)
{
    const std::vector<std::string> assignments = {
        "database.url=" + url, "installation.key_folder=" + key_folder,
        "session.second_factor=false", "password.memory_mebibytes=8", "password.passes=1"};
    auto settings = app::Settings::read(
        std::nullopt, [](const char*) { return std::nullopt; }, assignments);
    REQUIRE(settings);
    return std::move(*settings);
}

std::vector<backup::TableDigest> digests_of(const app::Settings& settings)
{
    const auto database = app::open_database(settings, database::OpenAs::reader);
    REQUIRE(database);
    const std::vector<std::string> left_out = {"session"};
    return (*database)->read(
        [&](database::Session& session) { return backup::digests_of(session, left_out); });
}

// A restoration is noted in the chains, and changes nothing else.
std::vector<backup::TableDigest> without_chains(std::vector<backup::TableDigest> tables)
{
    std::erase_if(tables, [](const backup::TableDigest& table) {
        return table.name == "audit_entry" || table.name == "audit_head";
    });
    return tables;
}

// What a restoration left in the chain of the installation and of the first school: the last entry of each.
std::vector<access::AuditEntry> last_entries(const app::Settings& settings)
{
    const auto database = app::open_database(settings, database::OpenAs::reader);
    REQUIRE(database);
    return (*database)->read([&](database::Session& session) {
        std::vector<access::AuditEntry> last;
        for (const auto& row :
             session.find_all("SELECT school_id, sequence FROM audit_head ORDER BY school_id"))
            last.push_back(access::audit_entries(session, SchoolId{row.integer("school_id")},
                                                 row.integer("sequence") - 1, 1)
                               .at(0));
        return last;
    });
}

std::vector<access::ChainReport> verified(const app::Settings& settings, const std::string& heads)
{
    const auto database = app::open_database(settings, database::OpenAs::reader);
    REQUIRE(database);
    const auto reports = access::verify_all(**database, heads);
    REQUIRE(reports);
    return *reports;
}

std::string names_of(const std::vector<backup::AttachmentDigest>& attachments)
{
    std::string names;
    for (const auto& one : attachments)
        names += one.name + ' ';
    return names;
}

}  // namespace

TEST_CASE(
    "backup: a whole installation goes from PostgreSQL to SQLite and back, table by table the "
    "same [slow]")
{
    const tests::ScratchFolder folder;
    const tests::SharedPostgresDatabase first;
    const tests::SharedPostgresDatabase last;
    const std::string path = folder.path();
    const app::Settings postgres = settings_of(first.url(), path + "/keys");
    const auto rule_sets = all_rule_sets();
    {
        auto installation = app::Installation::open(postgres, rule_sets, k_clock);
        REQUIRE(installation);
        REQUIRE(app::fill_with_demo(**installation, k_clock));
        const auto done =
            (*installation)->database().write(SchoolId{1}, [](database::Session& session) {
                session.execute("INSERT INTO session (session_id, token_digest, account_id, "
                                "csrf_token, created_at, "
                                "last_used_at, expires_at) SELECT 1, $1, min(account_id), 'x', "
                                "'x', 'x', 'x' FROM account",
                                database::Bytes(32));
            });
        REQUIRE(done);
    }
    const auto before = digests_of(postgres);

    const auto taken = app::take_backup(postgres, k_clock, {path + "/1", key()});
    REQUIRE(taken);
    CHECK(taken->summary.manifest.tables == before);
    CHECK(names_of(taken->summary.manifest.attachments) == "master.key signing.key heads ");
    CHECK(taken->summary.rows() > 1'000);

    const app::Settings sqlite = settings_of("sqlite:" + path + "/new.db", path + "/new.keys");
    const auto restored = app::restore_backup(sqlite, k_clock, {path + "/1", key()});
    REQUIRE(restored);
    CHECK(restored->has_whole_chains());
    REQUIRE(restored->chains.size() == 4);
    for (const access::ChainReport& chain : restored->chains)
        CHECK(chain.heads_held == 1);
    CHECK(without_chains(digests_of(sqlite)) == without_chains(before));
    CHECK(digests_of(sqlite) != before);
    // Each chain says that it was restored, when and from which head, and is whole with that.
    const auto noted = last_entries(sqlite);
    REQUIRE(noted.size() == 4);
    for (std::size_t i = 0; i < noted.size(); ++i) {
        const access::ChainReport& chain = restored->chains[i];
        CHECK(noted[i].action == "installation.restore");
        CHECK(noted[i].subject ==
              "backup_head " + std::to_string(chain.entries) + ' ' + chain.head.to_text());
        CHECK(noted[i].sequence == chain.entries + 1);
        CHECK(noted[i].at == k_clock.now());
        CHECK(noted[i].account_id == 0);
    }
    for (const access::ChainReport& chain : verified(sqlite, folder.read("1.heads"))) {
        CHECK_FALSE(chain.fault);
        CHECK(chain.heads_held == 1);
    }
    CHECK(folder.read("new.keys/master.key") == folder.read("keys/master.key"));
    CHECK(folder.read("new.keys/signing.key") == folder.read("keys/signing.key"));
    {
        const auto database = app::open_database(sqlite, database::OpenAs::reader);
        REQUIRE(database);
        CHECK((*database)->read([](database::Session& session) {
            return session.find_one("SELECT count(*) AS sessions FROM session")
                ->integer("sessions");
        }) == 0);
    }
    // It is an installation that goes on: its own key is known there already.
    {
        const auto installation = app::Installation::open(sqlite, rule_sets, k_clock);
        REQUIRE(installation);
        CHECK(without_chains(digests_of(sqlite)) == without_chains(before));
    }

    // The way back is opened by two of three holders.
    crypto::SeededRandom random(3);
    std::vector<app::NewHolder> holders;
    for (const std::string label : {"head", "deputy", "registrar"})
        holders.push_back(
            {label, crypto::SecretBytes(crypto::bytes_of("brown camels of " + label))});
    const auto hands = app::HoldersKey::make(holders, 2, k_clock.now(), {8 * 1024, 1}, random);
    REQUIRE(hands);
    const auto nightly = crypto::StreamKey::sealed_to(hands->address());
    REQUIRE(app::take_backup(sqlite, k_clock, {path + "/2", nightly}));
    std::vector<crypto::KeyShare> shares;
    for (const char* const label : {"registrar", "head"}) {
        auto share =
            hands->open_share(*hands->find(label), "brown camels of " + std::string(label));
        REQUIRE(share);
        shares.push_back(std::move(*share));
    }
    const auto opened = hands->open(shares);
    REQUIRE(opened);
    const auto of_holders = crypto::StreamKey::from_opening_key(*opened);
    const app::Settings again = settings_of(last.url(), path + "/again.keys");
    REQUIRE(app::restore_backup(again, k_clock, {path + "/2", of_holders}));
    CHECK(without_chains(digests_of(again)) == without_chains(before));
    // On the other database too, behind what the first restoration noted.
    for (const access::AuditEntry& entry : last_entries(again))
        CHECK(entry.action == "installation.restore");
    for (const std::string heads : {"1.heads", "2.heads"})
        for (const access::ChainReport& chain : verified(again, folder.read(heads))) {
            CHECK_FALSE(chain.fault);
            CHECK(chain.heads_held == 1);
        }

    const auto over = app::restore_backup(postgres, k_clock, {path + "/2", of_holders});
    REQUIRE_FALSE(over);
    CHECK(over.refusal().code == RefusalCode::database_not_empty);
}

TEST_CASE("backup: a chain that was broken before is restored as it is, and told")
{
    const tests::ScratchFolder folder;
    const std::string path = folder.path();
    const app::Settings sqlite = settings_of("sqlite:" + path + "/a.db", path + "/keys");
    const auto rule_sets = all_rule_sets();
    {
        const auto installation = app::Installation::open(sqlite, rule_sets, k_clock);
        REQUIRE(installation);
        const auto done =
            (*installation)->database().write(SchoolId{1}, [](database::Session& session) {
                CHECK(session.execute("UPDATE audit_entry SET role = 'x' WHERE sequence = 1") == 1);
            });
        REQUIRE(done);
    }
    REQUIRE(app::take_backup(sqlite, k_clock, {path + "/1", key()}));
    const auto restored = app::restore_backup(
        settings_of("sqlite:" + path + "/b.db", path + "/b.keys"), k_clock, {path + "/1", key()});
    REQUIRE(restored);
    CHECK_FALSE(restored->has_whole_chains());
    REQUIRE(restored->chains.size() == 1);
    CHECK(restored->chains.front().fault->code == RefusalCode::chain_broken);
    // It is left as it is: what was done to it stays to be seen.
    const auto last = last_entries(settings_of("sqlite:" + path + "/b.db", path + "/b.keys"));
    REQUIRE(last.size() == 1);
    CHECK(last.front().action != "installation.restore");
}

TEST_CASE("backup: without the installation's keys, or of a newer database, there is none")
{
    const tests::ScratchFolder folder;
    const std::string path = folder.path();
    const app::Settings sqlite = settings_of("sqlite:" + path + "/a.db", path + "/keys");
    const auto rule_sets = all_rule_sets();
    {
        REQUIRE(app::Installation::open(sqlite, rule_sets, k_clock));
    }
    std::filesystem::remove(path + "/keys/master.key");
    const auto refused = app::take_backup(sqlite, k_clock, {path + "/1", key()});
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().code == RefusalCode::file_not_readable);
    CHECK_FALSE(std::filesystem::exists(path + "/keys/master.key"));
    const auto newer = app::open_database(sqlite, database::OpenAs::owner);
    REQUIRE(newer);
    const auto done = (*newer)->write(SchoolId{1}, [](database::Session& session) {
        session.execute("INSERT INTO schema_version (version, name, applied_text, applied_at) "
                        "VALUES (999, 'later', '', '')");
    });
    REQUIRE(done);
    const auto unknown = app::take_backup(sqlite, k_clock, {path + "/1", key()});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.refusal().code == RefusalCode::database_newer);
    for (const char* name : {"/1", "/1.part", "/1.heads", "/1.heads.part"})
        CHECK_FALSE(std::filesystem::exists(path + name));
}
