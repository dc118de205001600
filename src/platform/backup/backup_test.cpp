#include "platform/backup/backup.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

#include <doctest/doctest.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "platform/backup/new_file.h"
#include "platform/backup/table_order.h"
#include "platform/database/schema.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::backup;
using database::Database;
using database::Session;
using database::Value;
using tests::ScratchFolder;
using tests::TestBackend;
using tests::TestDatabase;

namespace {

const Instant k_now = *Instant::parse("2026-11-22T06:00:00Z");
const crypto::MasterKey k_master = *crypto::MasterKey::from_bytes(crypto::Bytes(32, 7));
const crypto::MasterKey k_other = *crypto::MasterKey::from_bytes(crypto::Bytes(32, 8));

crypto::StreamKey key()
{
    return crypto::StreamKey::from_key(k_master);
}

// Tables whose names stand against the order of their keys, one that points at itself, every type, NULL.
std::vector<database::Migration> migrations(int newest = 2)
{
    std::vector<database::Migration> all = {
        {1, "first", "migrations/0001_first.sql",
         "CREATE TABLE z_class (school_id BIGINT NOT NULL, class_id BIGINT NOT NULL, name TEXT NOT "
         "NULL, "
         "PRIMARY KEY (school_id, class_id));"
         "CREATE TABLE a_student (school_id BIGINT NOT NULL, student_id BIGINT NOT NULL, class_id "
         "BIGINT NOT NULL, "
         "merged_into BIGINT, name TEXT, photo BYTEA, PRIMARY KEY (school_id, student_id), "
         "FOREIGN KEY (school_id, class_id) REFERENCES z_class (school_id, class_id), "
         "FOREIGN KEY (school_id, merged_into) REFERENCES a_student (school_id, student_id));"
         "CREATE TABLE signed_in (token BYTEA NOT NULL PRIMARY KEY)"},
        {2, "second", "migrations/0002_second.sql",
         "CREATE TABLE word (name TEXT NOT NULL PRIMARY KEY)"}};
    all.resize(static_cast<std::size_t>(newest));
    return all;
}

database::Bytes blob(std::initializer_list<int> bytes)
{
    database::Bytes made;
    for (const int byte : bytes)
        made.push_back(static_cast<std::byte>(byte));
    return made;
}

void fill(Database& database)
{
    const auto done = database.write(SchoolId{1}, [](Session& session) {
        session.execute("INSERT INTO z_class (school_id, class_id, name) VALUES ($1, $2, $3)", 1, 2,
                        "\xD8\xA7\xD9\x84\xD8\xB1\xD8\xA7\xD8\xA8\xD8\xB9");
        session.execute("INSERT INTO z_class (school_id, class_id, name) VALUES ($1, $2, $3)", -1,
                        INT64_MIN, "");
        const auto student = [&](std::int64_t id, const Value& into, const Value& name,
                                 const Value& photo) {
            session.execute(
                "INSERT INTO a_student (school_id, student_id, class_id, merged_into, name, "
                "photo) VALUES ($1, $2, $3, $4, $5, $6)",
                1, id, 2, into, name, photo);
        };
        // 3 → 9 → 12 point forward, 10 → 4 and 12 → 12 do not.
        student(12, 12, "twelve", blob({0, 255, 10}));
        student(9, 12, "", database::Bytes{});
        student(3, 9, nullptr, nullptr);
        student(4, nullptr, "\t\"';--", blob({0}));
        student(10, 4, std::string(3000, 'x'), nullptr);
        student(INT64_MAX, nullptr, "last", nullptr);
        session.execute("INSERT INTO word (name) VALUES ('\xD8\xA8'), ('b'), ('B'), ('a b'), ('')");
        session.execute("INSERT INTO signed_in (token) VALUES ($1)", blob({1, 2, 3}));
    });
    REQUIRE(done);
}

std::unique_ptr<TestDatabase> filled(TestBackend backend)
{
    auto test = std::make_unique<TestDatabase>(backend);
    REQUIRE(database::upgrade(test->database(), migrations(), k_now));
    fill(test->database());
    return test;
}

std::vector<TableDigest> digests(Database& database)
{
    return database.read([](Session& session) { return digests_of(session); });
}

Wanted wanted()
{
    Wanted all;
    all.program = "1.2.3";
    all.taken_at = k_now;
    all.attachments = [](Session&) -> Result<std::vector<Attachment>> {
        std::vector<Attachment> files;
        files.push_back({"some.key", crypto::SecretBytes(crypto::bytes_of("secret of the house"))});
        return files;
    };
    return all;
}

std::string refusal_of(const auto& result)
{
    return result ? "" : std::string(to_text(result.refusal().code));
}

std::string restoring_into(Database& database, const std::string& file,
                           const crypto::StreamKey& with = key(), int newest = 2)
{
    const auto all = migrations(newest);
    return refusal_of(restore_backup(database, file, with, {.migrations = all, .now = k_now}));
}

std::string read_file(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool is_empty(Database& database)
{
    return database.read([](Session& session) {
        for (const auto& table : database::read_schema(session).tables)
            if (table.name != "schema_version" &&
                session.find_one("SELECT 1 AS one FROM " + table.name + " LIMIT 1"))
                return false;
        return true;
    });
}

}  // namespace

TEST_CASE("backup: from SQLite to PostgreSQL and back every table has the same digest")
{
    const ScratchFolder folder;
    const auto sqlite = filled(TestBackend::sqlite);
    const auto before = digests(sqlite->database());
    const auto first = write_backup(sqlite->database(), folder.path() + "/1", key(), wanted());
    REQUIRE(first);
    CHECK(first->manifest.tables == before);
    CHECK(first->rows() == 2 + 2 + 6 + 1 + 5);
    CHECK(first->bytes == read_file(folder.path() + "/1").size());

    TestDatabase postgres(TestBackend::postgres);
    CHECK(restoring_into(postgres.database(), folder.path() + "/1") == "");
    CHECK(digests(postgres.database()) == before);
    const auto second = write_backup(postgres.database(), folder.path() + "/2", key(), wanted());
    REQUIRE(second);
    CHECK(second->manifest == first->manifest);

    TestDatabase again(TestBackend::sqlite);
    CHECK(restoring_into(again.database(), folder.path() + "/2") == "");
    CHECK(digests(again.database()) == before);
    CHECK(again.database().read([](Session& session) {
        return session
            .find_one("SELECT name FROM a_student WHERE school_id = 1 AND student_id = 4")
            ->text("name");
    }) == "\t\"';--");
}

TEST_CASE("backup: a table's digest tells of every change of a cell, a row and a type")
{
    const auto sqlite = filled(TestBackend::sqlite);
    Database& database = sqlite->database();
    const auto before = digests(database);
    for (const char* change : {"UPDATE a_student SET name = '' WHERE student_id = 3",
                               "UPDATE a_student SET name = NULL WHERE student_id = 9",
                               "DELETE FROM a_student WHERE student_id = 10",
                               "UPDATE word SET name = 'c' WHERE name = 'b'"}) {
        CAPTURE(change);
        const auto done = database.write(
            SchoolId{1}, [&](Session& session) { CHECK(session.execute(change) == 1); });
        REQUIRE(done);
        const auto after = digests(database);
        CHECK(after != before);
        CHECK(after.size() == before.size());
    }
}

TEST_CASE("backup: what is checked is what was written, attachments reach who restores")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    const auto sqlite = filled(TestBackend::sqlite);
    Wanted some = wanted();
    some.left_out = {"signed_in"};
    const auto written = write_backup(sqlite->database(), file, key(), some);
    REQUIRE(written);
    struct stat state {};
    REQUIRE(::stat(file.c_str(), &state) == 0);
    CHECK((state.st_mode & 0777U) == 0600U);
    const auto checked = check_backup(file, key());
    REQUIRE(checked);
    CHECK(checked->manifest == written->manifest);
    CHECK(checked->header.program == "1.2.3");
    CHECK(checked->header.taken_at == k_now);
    CHECK(checked->header.schema_version() == 2);
    CHECK(checked->header.left_out == std::vector<std::string>{"signed_in"});
    CHECK(checked->bytes == written->bytes);

    TestDatabase empty(TestBackend::sqlite);
    const auto all = migrations();
    std::string kept;
    const auto restored =
        restore_backup(empty.database(), file, key(),
                       {.migrations = all,
                        .now = k_now,
                        .keep_attachments = [&](const std::vector<Attachment>& attachments) {
                            for (const Attachment& one : attachments)
                                kept += one.name + '=' + std::string(one.content.text());
                            return std::optional<Refusal>();
                        }});
    REQUIRE(restored);
    CHECK(kept == "some.key=secret of the house");
    CHECK(empty.database().read([](Session& session) {
        return session.find_all("SELECT token FROM signed_in ORDER BY token").size();
    }) == 0);
    // What stands in the file is not to be read without the key.
    const std::string bytes = read_file(file);
    CHECK(bytes.find("a_student") == std::string::npos);
    CHECK(bytes.find("secret of the house") == std::string::npos);
}

TEST_CASE("backup: while others write it holds one moment")
{
    for (const TestBackend backend : {TestBackend::sqlite, TestBackend::postgres}) {
        CAPTURE(static_cast<int>(backend));
        const ScratchFolder folder;
        const auto test = filled(backend);
        Database& database = test->database();
        const auto before = digests(database);
        Wanted with_writes = wanted();
        with_writes.attachments = [&](Session& session) -> Result<std::vector<Attachment>> {
            // The snapshot stands from its first look on.
            CHECK(session.find_all("SELECT name FROM word ORDER BY name").size() == 5);
            std::thread other([&] {
                const auto done = database.write(SchoolId{1}, [](Session& writing) {
                    writing.execute("INSERT INTO word (name) VALUES ('later')");
                    writing.execute("UPDATE a_student SET name = 'changed' WHERE student_id = 9");
                });
                CHECK(done);
            });
            other.join();
            return std::vector<Attachment>();
        };
        const auto written = write_backup(database, folder.path() + "/b", key(), with_writes);
        REQUIRE(written);
        CHECK(written->manifest.tables == before);
        CHECK(digests(database) != before);
    }
}

TEST_CASE("backup: refuses a wrong key, a wrong kind of key, and what is no backup")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    const auto sqlite = filled(TestBackend::sqlite);
    REQUIRE(write_backup(sqlite->database(), file, key(), wanted()));
    CHECK(refusal_of(check_backup(file, crypto::StreamKey::from_key(k_other))) ==
          "backup_key_wrong");
    const crypto::PasswordCost cheap{8 * 1024, 1};
    CHECK(refusal_of(check_backup(file, crypto::StreamKey::from_passphrase(
                                            "seven green lanterns", cheap))) == "backup_key_wrong");
    const std::string locked = folder.path() + "/p";
    REQUIRE(write_backup(sqlite->database(), locked,
                         crypto::StreamKey::from_passphrase("seven green lanterns", cheap),
                         wanted()));
    CHECK(check_backup(locked, crypto::StreamKey::from_passphrase("seven green lanterns")));
    CHECK(refusal_of(check_backup(locked, crypto::StreamKey::from_passphrase(
                                              "seven green lantern"))) == "backup_key_wrong");
    CHECK(refusal_of(check_backup(folder.path() + "/none", key())) == "file_not_readable");
    CHECK(refusal_of(check_backup(folder.write("text", "this is no backup at all"), key())) ==
          "backup_damaged");
    TestDatabase empty(TestBackend::sqlite);
    CHECK(restoring_into(empty.database(), file, crypto::StreamKey::from_key(k_other)) ==
          "backup_key_wrong");
    CHECK(is_empty(empty.database()));
}

TEST_CASE("backup: sealed to an address it is restored by the address's owner, on either database")
{
    crypto::SeededRandom random(5);
    const crypto::OpeningKey own = crypto::OpeningKey::make(random);
    const crypto::OpeningKey other = crypto::OpeningKey::make(random);
    for (const TestBackend backend : {TestBackend::sqlite, TestBackend::postgres}) {
        CAPTURE(static_cast<int>(backend));
        const ScratchFolder folder;
        const std::string file = folder.path() + "/b";
        const auto test = filled(backend);
        const auto before = digests(test->database());
        const auto sealed = crypto::StreamKey::sealed_to(own.address());
        REQUIRE(write_backup(test->database(), file, sealed, wanted()));
        const auto kind = key_wanted(file);
        REQUIRE(kind);
        CHECK(kind->kind == crypto::StreamKeyKind::letter);
        CHECK(kind->address == own.address());
        // Whoever has just written it can look at it once more; later the machine cannot.
        CHECK(check_backup(file, sealed));
        CHECK(refusal_of(check_backup(file, crypto::StreamKey::sealed_to(own.address()))) ==
              "backup_key_wrong");
        CHECK(refusal_of(check_backup(file, key())) == "backup_key_wrong");
        CHECK(refusal_of(check_backup(file, crypto::StreamKey::from_opening_key(other))) ==
              "backup_key_wrong");
        for (const TestBackend into : {TestBackend::sqlite, TestBackend::postgres}) {
            TestDatabase empty(into);
            CHECK(restoring_into(empty.database(), file,
                                 crypto::StreamKey::from_opening_key(other)) == "backup_key_wrong");
            CHECK(restoring_into(empty.database(), file,
                                 crypto::StreamKey::from_opening_key(own)) == "");
            CHECK(digests(empty.database()) == before);
        }
    }
}

TEST_CASE("backup: what a file is opened with is known from its beginning")
{
    const ScratchFolder folder;
    const auto sqlite = filled(TestBackend::sqlite);
    REQUIRE(write_backup(sqlite->database(), folder.path() + "/b", key(), wanted()));
    const auto kind = key_wanted(folder.path() + "/b");
    REQUIRE(kind);
    CHECK(kind->kind == crypto::StreamKeyKind::key);
    CHECK_FALSE(kind->address);
    CHECK(refusal_of(key_wanted(folder.path() + "/none")) == "file_not_readable");
    CHECK(refusal_of(key_wanted(folder.write("text", "this is no backup at all"))) ==
          "backup_damaged");
    // Cut within the address.
    CHECK(refusal_of(key_wanted(
              folder.write("cut", std::string("TAQWIMSS\x02\x02", 10) + std::string(60, 'x')))) ==
          "backup_damaged");
    const auto newer = key_wanted(
        folder.write("newer", std::string("TAQWIMSS\x03\x02", 10) + std::string(90, 'x')));
    REQUIRE(refusal_of(newer) == "backup_damaged");
    CHECK(newer.refusal().arguments.at(1).second == "newer_backup");
}

TEST_CASE("backup: a file is put in the place of another at once, and only where that is wanted")
{
    const ScratchFolder folder;
    const std::string file = folder.write("f", "old");
    CHECK(refusal_of(NewFile::make(file)) == "file_exists");
    {
        auto dropped = NewFile::make(file, IfThere::replace);
        REQUIRE(dropped);
        dropped->write(crypto::bytes_of("dropped"));
    }
    CHECK(read_file(file) == "old");
    auto made = NewFile::make(file, IfThere::replace);
    REQUIRE(made);
    made->write(crypto::bytes_of("new"));
    CHECK(read_file(file) == "old");
    CHECK_FALSE(made->keep());
    CHECK(read_file(file) == "new");
}

TEST_CASE("backup: refuses every cut and every changed byte, and stores nothing of it")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    const auto sqlite = filled(TestBackend::sqlite);
    // More than one chunk of the encrypted file: what compresses badly.
    const auto done = sqlite->database().write(SchoolId{1}, [](Session& session) {
        crypto::SeededRandom random(7);
        crypto::Bytes noise(200'000);
        random.fill(noise);
        const auto bytes = std::as_bytes(std::span(noise));
        session.execute("UPDATE a_student SET photo = $1 WHERE student_id = 4",
                        database::Bytes(bytes.begin(), bytes.end()));
    });
    REQUIRE(done);
    REQUIRE(write_backup(sqlite->database(), file, key(), wanted()));
    const std::string whole = read_file(file);
    REQUIRE(whole.size() > 200'000);
    constexpr std::size_t k_header = 62;
    constexpr std::size_t k_chunk = 65'536 + 17;
    std::vector<std::size_t> places = {0, 7, 8, 9, 10, 14, 22, 37, 38, 61, whole.size() - 1};
    for (std::size_t at = k_header; at < whole.size(); at += k_chunk)
        for (const std::size_t place : {at, at + 1, at + k_chunk - 18, at + k_chunk - 1})
            if (place < whole.size())
                places.push_back(place);
    for (const std::size_t place : places) {
        CAPTURE(place);
        std::string changed = whole;
        changed[place] = static_cast<char>(changed[place] ^ 1);
        const auto refused = check_backup(folder.write("changed", changed), key());
        REQUIRE_FALSE(refused);
        // An unused byte of the header's cost is proved by the first chunk as everything else is.
        const std::string code(to_text(refused.refusal().code));
        if (place >= k_header + k_chunk) {
            CHECK(code == "backup_damaged");
            // From the chunk on in which the changed byte lies.
            const std::size_t chunk = (place - k_header) / k_chunk * k_chunk + k_header;
            CHECK(refused.refusal().arguments.at(1).second == std::to_string(chunk));
        } else {
            CHECK((code == "backup_damaged" || code == "backup_key_wrong"));
        }
        CHECK_FALSE(check_backup(folder.write("cut", whole.substr(0, place)), key()));
    }
    CHECK(refusal_of(check_backup(folder.write("longer", whole + "x"), key())) == "backup_damaged");

    std::string changed = whole;
    changed[whole.size() - 30] = static_cast<char>(changed[whole.size() - 30] ^ 4);
    TestDatabase empty(TestBackend::sqlite);
    CHECK(restoring_into(empty.database(), folder.write("changed", changed)) == "backup_damaged");
    CHECK(is_empty(empty.database()));
    // And the same database takes the right one.
    CHECK(restoring_into(empty.database(), file) == "");
}

TEST_CASE("backup: nothing is restored over rows, nor by a program that is older")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    const auto sqlite = filled(TestBackend::sqlite);
    REQUIRE(write_backup(sqlite->database(), file, key(), wanted()));
    CHECK(restoring_into(sqlite->database(), file) == "database_not_empty");
    TestDatabase foreign(TestBackend::sqlite);
    foreign.run("CREATE TABLE other (id BIGINT NOT NULL PRIMARY KEY)");
    CHECK(restoring_into(foreign.database(), file) == "database_not_empty");
    TestDatabase empty(TestBackend::sqlite);
    CHECK(restoring_into(empty.database(), file, key(), 1) == "database_newer");
    CHECK(is_empty(empty.database()));
    // Tables without rows are no obstacle.
    TestDatabase made(TestBackend::sqlite);
    REQUIRE(database::upgrade(made.database(), migrations(), k_now));
    CHECK(restoring_into(made.database(), file) == "");
    CHECK(digests(made.database()) == digests(sqlite->database()));
}

TEST_CASE("backup: of an older version is restored as it was, and upgraded afterwards")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    TestDatabase old(TestBackend::sqlite);
    REQUIRE(database::upgrade(old.database(), migrations(1), k_now));
    old.run("INSERT INTO z_class (school_id, class_id, name) VALUES (1, 1, 'a')");
    REQUIRE(write_backup(old.database(), file, key(), wanted()));
    TestDatabase restored(TestBackend::postgres);
    CHECK(restoring_into(restored.database(), file) == "");
    CHECK(database::schema_version(restored.database()) == 1);
    CHECK(digests(restored.database()) == digests(old.database()));
    REQUIRE(database::upgrade(restored.database(), migrations(2), k_now));
    CHECK(database::schema_version(restored.database()) == 2);
    // A newer, empty database is not set back.
    TestDatabase newer(TestBackend::sqlite);
    REQUIRE(database::upgrade(newer.database(), migrations(2), k_now));
    CHECK(restoring_into(newer.database(), file) == "database_not_empty");
    auto edited = migrations(2);
    edited[0].text += " ";
    TestDatabase empty(TestBackend::sqlite);
    CHECK_THROWS_AS(static_cast<void>(restore_backup(empty.database(), file, key(),
                                                     {.migrations = edited, .now = k_now})),
                    ConfigurationFault);
}

TEST_CASE("backup: keys that cannot be kept leave the database empty")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    const auto sqlite = filled(TestBackend::sqlite);
    REQUIRE(write_backup(sqlite->database(), file, key(), wanted()));
    TestDatabase empty(TestBackend::sqlite);
    const auto all = migrations();
    CHECK(refusal_of(
              restore_backup(empty.database(), file, key(),
                             {.migrations = all, .now = k_now, .keep_attachments = [](const auto&) {
                                  return std::optional<Refusal>(
                                      Refusal{RefusalCode::file_exists, {{"file", "k"}}, "", ""});
                              }})) == "file_exists");
    CHECK(is_empty(empty.database()));
}

TEST_CASE("backup: a file of that name is never written over, and a failed attempt leaves nothing")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    const auto sqlite = filled(TestBackend::sqlite);
    folder.write("there", "mine");
    CHECK(refusal_of(write_backup(sqlite->database(), folder.path() + "/there", key(), wanted())) ==
          "file_exists");
    CHECK(folder.read("there") == "mine");

    Wanted failing = wanted();
    failing.attachments = [](Session&) -> Result<std::vector<Attachment>> {
        return Refusal{RefusalCode::file_not_readable, {{"file", "k"}}, "", ""};
    };
    CHECK(refusal_of(write_backup(sqlite->database(), file, key(), failing)) ==
          "file_not_readable");
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK_FALSE(std::filesystem::exists(file + ".part"));

    CHECK_THROWS_AS(static_cast<void>(
                        write_backup(sqlite->database(), folder.path() + "/no/b", key(), wanted())),
                    FileFault);
    // Another program writes the same file now.
    auto held = NewFile::make(file);
    REQUIRE(held);
    CHECK(refusal_of(write_backup(sqlite->database(), file, key(), wanted())) ==
          "file_not_writable");
}

TEST_CASE("backup: a full disk is told, and no half file is left")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    auto made = NewFile::make(file);
    REQUIRE(made);
    // A limit of this process's child stands for the end of the disk.
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit {
            .rlim_cur = 4096, .rlim_max = 4096
        };
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            made->write(crypto::Bytes(10'000, 1));
        } catch (const FileFault& fault) {
            ::_exit(fault.error() == EFBIG ? 7 : 8);
        }
        ::_exit(9);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 7);
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE(
    "backup: killed in the middle leaves no file under its name, and the next attempt goes well")
{
    const ScratchFolder folder;
    const std::string file = folder.path() + "/b";
    auto sqlite = filled(TestBackend::sqlite);
    const database::DatabaseSettings settings = sqlite->settings();
    sqlite->close();
    const pid_t child = ::fork();
    if (child == 0) {
        const auto opened = Database::open(settings);
        Wanted killed = wanted();
        killed.attachments = [](Session&) -> Result<std::vector<Attachment>> {
            ::kill(::getpid(), SIGKILL);
            return std::vector<Attachment>();
        };
        static_cast<void>(write_backup(**opened, file, key(), killed));
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(std::filesystem::exists(file + ".part"));
    REQUIRE(write_backup(sqlite->database(), file, key(), wanted()));
    CHECK(check_backup(file, key()));
    CHECK_FALSE(std::filesystem::exists(file + ".part"));
}
