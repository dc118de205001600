#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "platform/database/migrations.h"
#include "platform/database/schema.h"
#include "tests/support/test_database.h"

using namespace taqwim::database;
using taqwim::ConfigurationFault;
using taqwim::EmbeddedFile;
using taqwim::Instant;
using taqwim::RefusalCode;
using taqwim::tests::on_both_databases;
using taqwim::tests::TestBackend;
using taqwim::tests::TestDatabase;

namespace {

constexpr std::string_view k_first = R"(
-- 0001 note
CREATE TABLE note (
    school_id BIGINT NOT NULL,
    note_id   BIGINT NOT NULL,
    body      TEXT NOT NULL DEFAULT 'a; b',   -- with a semicolon
    is_open   BIGINT NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    PRIMARY KEY (school_id, note_id),
    UNIQUE (school_id, body)
);
CREATE INDEX note_by_state ON note (school_id, is_open, note_id);
)";
constexpr std::string_view k_second = R"(
CREATE TABLE reply (
    school_id BIGINT NOT NULL,
    reply_id  BIGINT NOT NULL,
    note_id   BIGINT NOT NULL,
    seal      BYTEA,
    PRIMARY KEY (school_id, reply_id),
    FOREIGN KEY (school_id, note_id) REFERENCES note (school_id, note_id) ON DELETE CASCADE,
    CHECK (reply_id <> note_id)
);
CREATE UNIQUE INDEX reply_once ON reply (school_id, note_id) WHERE seal IS NOT NULL;
)";
constexpr std::string_view k_third =
    "ALTER TABLE note ADD COLUMN amount BIGINT;\nUPDATE note SET amount = 5;";

std::vector<Migration> migrations_to(std::size_t version)
{
    std::vector<EmbeddedFile> files = {
        {"migrations/0002_reply.sql", k_second},
        {"parameters/passing.toml", "not = 'SQL'"},
        {"migrations/0003_amount.sql", k_third},
        {"migrations/0001_note.sql", k_first},
    };
    auto migrations = read_migrations(files);
    migrations.resize(version);
    return migrations;
}

Instant noon()
{
    return *Instant::parse("2026-11-22T12:00:00Z");
}

std::string problems_of(std::vector<EmbeddedFile> files)
{
    try {
        (void)read_migrations(files);
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

bool holds(const std::vector<std::string>& lines, std::string_view part)
{
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.find(part) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("migrations: files of several rooms are one numbering, in order")
{
    const auto migrations = migrations_to(3);
    REQUIRE(migrations.size() == 3);
    CHECK(migrations[0].name == "note");
    CHECK(migrations[1].version == 2);
    CHECK(migrations[2].path == "migrations/0003_amount.sql");
}

TEST_CASE("migrations: everything wrong with the files is reported at once")
{
    const std::string problems = problems_of({
        {"migrations/0001_note.sql", "X"},
        {"migrations/0003_late.sql", "X"},
        {"migrations/0003_twice.sql", "X"},
        {"migrations/4_short.sql", "X"},
        {"migrations/0004_Name.sql", "X"},
        {"migrations/0004_open.sql", "X;\n'open"},
        {"migrations/0005_empty.sql", "-- nothing\n"},
    });
    for (const std::string_view part :
         {"0003_late.sql: the number before it, 2, is missing",
          "0003_twice.sql: has the number of migrations/0003_late.sql",
          "4_short.sql: the name is not", "0004_Name.sql: the name is not",
          "0004_open.sql:2: a string", "0005_empty.sql: has no statement"}) {
        CAPTURE(std::string(part));
        CHECK(problems.find(part) != std::string::npos);
    }
}

TEST_CASE("migrations: an empty database comes to the newest version, an old one with its rows too")
{
    on_both_databases([](TestDatabase& test) {
        Database& database = test.database();
        CHECK(schema_version(database) == 0);
        const auto first = upgrade(database, migrations_to(2), noon());
        REQUIRE(first);
        CHECK(first->from == 0);
        CHECK(first->to == 2);
        CHECK(refuses_version(database, migrations_to(3))->code == RefusalCode::database_older);
        CHECK_FALSE(refuses_version(database, migrations_to(2)).has_value());
        test.run("INSERT INTO note (school_id, note_id) VALUES (1, 1)");
        (void)database.read(
            [](Session& session) { return session.find_all("SELECT * FROM note"); });

        test.close();
        const auto second = upgrade(test.database(), migrations_to(3), noon());
        REQUIRE(second);
        CHECK(second->from == 2);
        CHECK(second->to == 3);
        test.database().read([](Session& session) {
            const auto row = session.find_one("SELECT * FROM note");
            CHECK(row->integer("amount") == 5);
            CHECK(row->text("body") == "a; b");
            const auto versions = session.find_all("SELECT version, name, applied_text, applied_at "
                                                   "FROM schema_version ORDER BY version");
            REQUIRE(versions.size() == 3);
            CHECK(versions[1].text("name") == "reply");
            CHECK(versions[2].text("applied_text") == k_third);
            CHECK(versions[2].text("applied_at") == "2026-11-22T12:00:00.000Z");
        });
        const auto again = upgrade(test.database(), migrations_to(3), noon());
        CHECK(again->from == 3);
        CHECK(schema_version(test.database()) == 3);
    });
}

TEST_CASE("migrations: one that fails leaves nothing, and those before it stay")
{
    on_both_databases([](TestDatabase& test) {
        auto migrations = migrations_to(2);
        migrations[1].text = "CREATE TABLE half (school_id BIGINT NOT NULL PRIMARY KEY); INSERT "
                             "INTO note (school_id, note_id, body) VALUES (1, 1, NULL);";
        CHECK_THROWS_AS((void)upgrade(test.database(), migrations, noon()), StorageFault);
        CHECK(schema_version(test.database()) == 1);
        const Schema schema =
            test.database().read([](Session& session) { return read_schema(session); });
        CHECK(schema.find("half") == nullptr);
        CHECK(schema.find("note") != nullptr);
        CHECK(upgrade(test.database(), migrations_to(3), noon())->to == 3);
    });
}

TEST_CASE(
    "migrations: a newer, an older and a foreign database are refused, an edited migration too")
{
    on_both_databases([](TestDatabase& test) {
        Database& database = test.database();
        REQUIRE(upgrade(database, migrations_to(2), noon()));

        const auto newer = upgrade(database, migrations_to(1), noon());
        REQUIRE_FALSE(newer);
        CHECK(newer.refusal().code == RefusalCode::database_newer);
        CHECK(newer.refusal().arguments == taqwim::Arguments{{"value", "2"}, {"maximum", "1"}});
        CHECK(refuses_version(database, migrations_to(1))->code == RefusalCode::database_newer);

        const auto older = upgrade(database, migrations_to(3), noon(), 3);
        REQUIRE_FALSE(older);
        CHECK(older.refusal().code == RefusalCode::database_older);
        CHECK(older.refusal().arguments == taqwim::Arguments{{"value", "2"}, {"minimum", "3"}});

        auto edited = migrations_to(3);
        edited[0].text += "-- a word more\n";
        CHECK_THROWS_WITH_AS((void)upgrade(database, edited, noon()),
                             doctest::Contains("0001_note.sql: was edited"), ConfigurationFault);
        CHECK_THROWS_AS((void)refuses_version(database, {edited.data(), 2}), ConfigurationFault);
        CHECK(schema_version(database) == 2);
    });
    on_both_databases([](TestDatabase& test) {
        test.run("CREATE TABLE customer (name TEXT)");
        const auto foreign = upgrade(test.database(), migrations_to(3), noon());
        REQUIRE_FALSE(foreign);
        CHECK(foreign.refusal().code == RefusalCode::database_foreign);
        CHECK_FALSE(schema_version(test.database()).has_value());
        CHECK(refuses_version(test.database(), migrations_to(3))->code ==
              RefusalCode::database_foreign);
    });
}

TEST_CASE("schema: both backends have the same tables, columns, keys, indexes and checks")
{
    std::vector<Schema> schemas;
    on_both_databases([&](TestDatabase& test) {
        REQUIRE(upgrade(test.database(), migrations_to(3), noon()));
        schemas.push_back(
            test.database().read([](Session& session) { return read_schema(session); }));
    });
    REQUIRE(schemas.size() == 2);
    CHECK(differences(schemas[0], schemas[1]) == std::vector<std::string>{});
    for (const Schema& schema : schemas) {
        CHECK(problems_of_schema(schema, {}) == std::vector<std::string>{});
        REQUIRE(schema.tables.size() == 3);
        const SchemaTable* note = schema.find("note");
        REQUIRE(note != nullptr);
        CHECK(note->primary_key == std::vector<std::string>{"school_id", "note_id"});
        REQUIRE(note->columns.size() == 5);
        CHECK(note->columns[2] == SchemaColumn{"body", "TEXT", true, "a; b"});
        CHECK(note->columns[3] == SchemaColumn{"is_open", "BIGINT", true, "1"});
        CHECK(note->columns[4] == SchemaColumn{"amount", "BIGINT", false, ""});
        CHECK(note->checks == 1);
        REQUIRE(note->indexes.size() == 2);
        const SchemaTable* reply = schema.find("reply");
        REQUIRE(reply != nullptr);
        CHECK(reply->checks == 1);
        REQUIRE(reply->foreign_keys.size() == 1);
        CHECK(reply->foreign_keys[0].on_delete == "CASCADE");
        CHECK(reply->foreign_keys[0].their_columns ==
              std::vector<std::string>{"school_id", "note_id"});
        REQUIRE(reply->indexes.size() == 1);
        CHECK(reply->indexes[0] == SchemaIndex{{"school_id", "note_id"}, true, true, "reply_once"});
    }
    // Each difference would show.
    Schema changed = schemas[0];
    changed.tables[0].columns[1].type = "TEXT";
    changed.tables[1].foreign_keys.clear();
    changed.tables[0].indexes.clear();
    changed.tables[0].checks = 7;
    changed.tables.pop_back();
    const auto found = differences(schemas[0], changed);
    CHECK(holds(found, "note: note_id BIGINT NOT NULL and note_id TEXT NOT NULL"));
    CHECK(holds(found, "reply: only the first has the foreign key (school_id, note_id) to note"));
    CHECK(holds(found, "note: only the first has the index note_by_state"));
    CHECK(holds(found, "note: 1 checks and 7"));
    CHECK(holds(found, "schema_version: only the first has it"));
}

TEST_CASE("schema: types and keys that the record may not have are found")
{
    TestDatabase test(TestBackend::sqlite);
    test.run(R"(
        CREATE TABLE mark (school_id BIGINT NOT NULL, mark_id BIGINT NOT NULL, value REAL, average NUMERIC, day DATE, open BOOLEAN, PRIMARY KEY (school_id, mark_id));
        CREATE TABLE loose (school_id BIGINT, loose_id BIGINT, PRIMARY KEY (loose_id, school_id));
        CREATE TABLE keyless (a TEXT);
        CREATE TABLE account (account_id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE across (school_id BIGINT NOT NULL, across_id BIGINT NOT NULL, account_id BIGINT NOT NULL REFERENCES account (account_id), loose_id BIGINT REFERENCES loose (loose_id), code TEXT UNIQUE, PRIMARY KEY (school_id, across_id));
        CREATE TABLE "Wrong" (school_id BIGINT NOT NULL PRIMARY KEY, "Name" TEXT);
    )");
    const Schema schema =
        test.database().read([](Session& session) { return read_schema(session); });
    const std::vector<std::string_view> exceptions = {"account", "gone"};
    const auto problems = problems_of_schema(schema, exceptions);
    for (const char* part :
         {"mark.value: the type is REAL", "mark.average: the type is NUMERIC",
          "mark.day: the type is DATE", "mark.open: the type is BOOLEAN",
          "loose: the primary key does not lead with school_id",
          "loose.school_id: belongs to the primary key and may be NULL",
          "keyless: has no primary key", "keyless: the primary key does not lead",
          "across: the foreign key (loose_id) to loose does not lead",
          "across: the unique (code) does not lead", "Wrong: the name is not snake_case",
          "Wrong.Name: the name is not snake_case",
          "gone: listed as a table of the installation"}) {
        CAPTURE(part);
        CHECK(holds(problems, part));
    }
    CHECK_FALSE(holds(problems, "account:"));
    CHECK_FALSE(holds(problems, "to account"));
}

TEST_CASE("schema: words that one backend takes otherwise than the other are found in migrations")
{
    std::vector<Migration> migrations(1);
    migrations[0].path = "migrations/0001_x.sql";
    migrations[0].text =
        "CREATE TABLE x (\n a INTEGER, -- real\n b Timestamp DEFAULT CURRENT_TIMESTAMP,\n c TEXT "
        "DEFAULT 'float' COLLATE NOCASE) WITHOUT ROWID;";
    const auto problems = problems_of_migrations(migrations);
    CHECK(problems.size() == 5);
    CHECK(holds(problems, "migrations/0001_x.sql:2: INTEGER is not the same"));
    CHECK(holds(problems, "0001_x.sql:3: TIMESTAMP is"));
    CHECK(holds(problems, "0001_x.sql:3: CURRENT_TIMESTAMP"));
    CHECK(holds(problems, "0001_x.sql:4: COLLATE"));
    CHECK(holds(problems, "0001_x.sql:4: WITHOUT"));
    CHECK(problems_of_migrations(migrations_to(3)).empty());
}
