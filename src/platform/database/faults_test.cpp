// What happens when the machine fails: a killed program, a full disk, a disk that takes no writes, a server that goes
// and comes back. Each child process here was started here.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/refusal_codes.h"
#include "platform/database/database.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/database_kills.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_database.h"

using namespace taqwim::database;
using taqwim::RefusalCode;
using taqwim::Result;
using taqwim::SchoolId;
using taqwim::tests::kill_while_writing;
using taqwim::tests::KillReport;
using taqwim::tests::PostgresServer;
using taqwim::tests::ScratchFolder;
using taqwim::tests::TestBackend;
using taqwim::tests::TestDatabase;

namespace {

constexpr SchoolId k_school{7};
constexpr std::string_view k_table = "CREATE TABLE note (school_id BIGINT NOT NULL, note_id BIGINT "
                                     "NOT NULL, body TEXT, PRIMARY KEY (school_id, note_id))";

void make_table(Database& database)
{
    REQUIRE(database.write_alone(Partition::installation(),
                                 [](Session& session) { session.execute(k_table); }));
}

Result<Done> add(Database& database, std::int64_t note, const std::string& body = "x")
{
    return database.write(k_school, [&](Session& session) {
        session.execute("INSERT INTO note (school_id, note_id, body) VALUES ($1, $2, $3)", k_school,
                        note, body);
    });
}

std::int64_t count(Database& database)
{
    return database.read([](Session& session) {
        return session.find_one("SELECT count(*) AS notes FROM note")->integer("notes");
    });
}

std::unique_ptr<Database> open(const DatabaseSettings& settings)
{
    auto opened = Database::open(settings);
    REQUIRE(opened);
    return std::move(*opened);
}

// Runs what is checked in a process of its own, for what cannot be taken back: limits, users. Gives what it returns.
int in_a_child(const std::function<int()>& work)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        int result = 99;
        try {
            result = work();
        } catch (const std::exception& error) {
            // The parent's log is the only place to say it.
            static_cast<void>(!::write(2, error.what(), std::string_view(error.what()).size()));
        }
        ::_exit(result);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

}  // namespace

TEST_CASE("database: ten times killed while eight threads write, SQLite loses and doubles nothing")
{
    TestDatabase test(TestBackend::sqlite);
    const KillReport report = kill_while_writing(test.settings(), 10, 1);
    INFO(report.problem);
    CHECK(report.problem.empty());
    CHECK(report.acknowledged > 0);
}

TEST_CASE(
    "database: three times killed while eight threads write, PostgreSQL loses and doubles nothing")
{
    TestDatabase test(TestBackend::postgres);
    const KillReport report = kill_while_writing(test.settings(), 3, 2);
    INFO(report.problem);
    CHECK(report.problem.empty());
    CHECK(report.acknowledged > 0);
}

// As often as TAQWIM_KILLS says, on each.
TEST_CASE("database: killed again and again while threads write, nothing is lost or doubled [slow]")
{
    const char* given = std::getenv("TAQWIM_KILLS");
    const int kills = given == nullptr ? 50 : std::stoi(given);
    TestDatabase sqlite(TestBackend::sqlite);
    const KillReport on_sqlite = kill_while_writing(sqlite.settings(), kills, 3);
    CHECK(on_sqlite.problem == "");
    TestDatabase postgres(TestBackend::postgres);
    const KillReport on_postgres = kill_while_writing(postgres.settings(), kills, 4);
    CHECK(on_postgres.problem == "");
    MESSAGE("acknowledged: " << on_sqlite.acknowledged << " on SQLite, " << on_postgres.acknowledged
                             << " on PostgreSQL");
}

TEST_CASE(
    "database: a full disk refuses the write that does not fit, keeps what was stored and goes on")
{
    const ScratchFolder folder;
    const DatabaseSettings settings{.url = folder.path() + "/full.db"};
    {
        const auto database = open(settings);
        make_table(*database);
    }
    const int result = in_a_child([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        const auto database = std::move(*Database::open(settings));
        const rlimit limit{std::size_t{2} * 1024 * 1024, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        int stored = 0;
        try {
            for (; stored < 100; ++stored)
                if (!add(*database, stored, std::string(100'000, 'x')))
                    return 2;
        } catch (const StorageFault& fault) {
            if (fault.kind() != FaultKind::disk_full || fault.may_be_stored())
                throw;
        }
        if (stored < 5 || stored > 60)
            return 4;
        // Reading goes on, and a small write may still fit; whatever is answered is true.
        if (count(*database) != stored)
            return 5;
        const rlimit room{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &room);
        if (!add(*database, 1'000, std::string(100'000, 'x')))
            return 6;
        return count(*database) == stored + 1 ? 0 : 7;
    });
    CHECK(result == 0);
    const auto database = open(settings);
    CHECK(database->read([](Session& session) {
        return session.find_one("PRAGMA integrity_check")->text("integrity_check");
    }) == "ok");
    CHECK(database->read([](Session& session) {
        return session.find_all("SELECT note_id FROM note WHERE note_id = 1000").size();
    }) == 1);
}

TEST_CASE("database: a file that takes no writes is refused at opening")
{
    const ScratchFolder folder;
    const DatabaseSettings settings{.url = folder.path() + "/closed.db"};
    {
        const auto database = open(settings);
        make_table(*database);
        REQUIRE(add(*database, 1));
    }
    ::chmod((folder.path() + "/closed.db").c_str(), 0444);
    ::chmod((folder.path() + "/closed.db.lock").c_str(), 0666);
    ::chmod(folder.path().c_str(), 0555);
    const int result = in_a_child([&] {
        // The superuser may write everywhere.
        if (::geteuid() == 0) {
            const passwd* nobody = ::getpwnam("nobody");
            if (nobody == nullptr || ::setgid(nobody->pw_gid) != 0 || ::setuid(nobody->pw_uid) != 0)
                return 2;
        }
        try {
            (void)Database::open(settings);
            return 3;
        } catch (const StorageFault& fault) {
            if (fault.kind() != FaultKind::read_only)
                return 4;
        }
        return 0;
    });
    ::chmod(folder.path().c_str(), 0755);
    CHECK(result == 0);
}

TEST_CASE("database: a file that is none of SQLite's is refused as corrupt")
{
    const ScratchFolder folder;
    const std::string file = folder.write("not.db", std::string(10'000, 'z'));
    try {
        (void)Database::open({.url = file});
        FAIL("it was opened");
    } catch (const StorageFault& fault) {
        CHECK(fault.kind() == FaultKind::corrupt);
    }
}

TEST_CASE("database: one program writes to a file; a second is refused, and a reader looks on")
{
    const ScratchFolder folder;
    const DatabaseSettings settings{.url = "sqlite:" + folder.path() + "/one.db"};
    auto owner = open(settings);
    make_table(*owner);
    REQUIRE(add(*owner, 1));

    const auto second = Database::open(settings);
    REQUIRE_FALSE(second);
    CHECK(second.refusal().code == RefusalCode::database_in_use);
    CHECK(second.refusal().arguments == taqwim::Arguments{{"file", folder.path() + "/one.db"}});
    CHECK(in_a_child([&] { return Database::open(settings) ? 1 : 0; }) == 0);
    CHECK(in_a_child([&] {
              auto reader = Database::open({.url = settings.url, .open_as = OpenAs::reader});
              if (!reader || count(**reader) != 1)
                  return 1;
              try {
                  (void)add(**reader, 2);
                  return 2;
              } catch (const ProgramFault&) {
                  return 0;
              }
          }) == 0);

    // With its holder the lock goes too.
    owner.reset();
    CHECK(count(*open(settings)) == 1);
}

TEST_CASE("database: a copy made while others write is whole and of one moment")
{
    const ScratchFolder folder;
    const auto database = open({.url = folder.path() + "/live.db"});
    make_table(*database);
    std::atomic<bool> is_done = false;
    std::thread writer([&] {
        // Two rows a time: a copy that holds one of a pair is of no moment at all.
        for (std::int64_t i = 0; !is_done; ++i)
            CHECK(database->write(k_school, [&](Session& session) {
                session.execute("INSERT INTO note (school_id, note_id, body) VALUES (1, $1, $2)", i,
                                std::string(500, 'x'));
                session.execute("INSERT INTO note (school_id, note_id, body) VALUES (2, $1, $2)", i,
                                std::string(500, 'x'));
            }));
    });
    for (int i = 0; i < 5; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        const std::string file = folder.path() + "/copy" + std::to_string(i) + ".db";
        CHECK(database->backup_to(file));
        const auto copy = open({.url = file});
        copy->read([](Session& session) {
            CHECK(session.find_one("PRAGMA integrity_check")->text("integrity_check") == "ok");
            CHECK(session
                      .find_one("SELECT count(*) AS alone FROM note AS one WHERE NOT EXISTS "
                                "(SELECT 1 FROM note AS other WHERE other.school_id = 3 - "
                                "one.school_id AND other.note_id = one.note_id)")
                      ->integer("alone") == 0);
        });
        CHECK(count(*copy) > 0);
    }
    is_done = true;
    writer.join();
    const auto again = database->backup_to(folder.path() + "/copy0.db");
    REQUIRE_FALSE(again);
    CHECK(again.refusal().code == RefusalCode::file_exists);
    CHECK_THROWS_AS((void)database->backup_to("/nowhere/at/all/copy.db"), StorageFault);
}

TEST_CASE(
    "database: PostgreSQL goes and comes back: clear faults meanwhile, and afterwards all goes on")
{
    PostgresServer server;
    const DatabaseSettings settings{.url = server.make_database()};
    const auto database = open(settings);
    CHECK_FALSE(database->can_copy_itself());
    CHECK_THROWS_AS((void)database->backup_to("/tmp/never.db"), ProgramFault);
    make_table(*database);
    REQUIRE(add(*database, 1));
    CHECK(count(*database) == 1);

    // Restarted between two uses: nobody notices.
    server.stop();
    server.start();
    CHECK(count(*database) == 1);
    CHECK(add(*database, 2));
    CHECK(database->figures().reconnects >= 2);

    server.stop();
    try {
        (void)count(*database);
        FAIL("there was an answer");
    } catch (const StorageFault& fault) {
        CHECK(fault.kind() == FaultKind::lost_connection);
    }
    try {
        (void)add(*database, 3);
        FAIL("there was an answer");
    } catch (const StorageFault& fault) {
        CHECK(fault.kind() == FaultKind::lost_connection);
        CHECK_FALSE(fault.may_be_stored());
    }
    server.start();
    CHECK(add(*database, 3));
    CHECK(count(*database) == 3);

    // Crashes under load: each answer holds, and whoever got none may ask again with the same key.
    std::atomic<bool> is_done = false;
    std::atomic<int> unknown = 0;
    std::vector<std::thread> threads;
    std::vector<std::set<std::int64_t>> acknowledged(8);
    for (std::size_t t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (std::int64_t i = 0; !is_done; ++i) {
                const std::int64_t key = 1'000 + static_cast<std::int64_t>(t) * 1'000'000 + i;
                try {
                    if (add(*database, key))
                        acknowledged[t].insert(key);
                } catch (const StorageFault& fault) {
                    CHECK((fault.kind() == FaultKind::lost_connection));
                    unknown += fault.may_be_stored() ? 1 : 0;
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                }
            }
        });
    for (int i = 0; i < 3; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        server.crash();
        server.start();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    is_done = true;
    for (std::thread& thread : threads)
        thread.join();
    std::set<std::int64_t> stored;
    database->read([&](Session& session) {
        session.for_each("SELECT note_id FROM note",
                         [&](const Row& row) { stored.insert(row.integer("note_id")); });
    });
    std::size_t answers = 0;
    for (const auto& of_thread : acknowledged)
        for (const std::int64_t key : of_thread) {
            ++answers;
            if (!stored.contains(key))
                FAIL_CHECK("acknowledged and not stored: " << key);
        }
    CHECK(answers > 0);
    CHECK(stored.size() <= answers + 3 + static_cast<std::size_t>(unknown));
}
