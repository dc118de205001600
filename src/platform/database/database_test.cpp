#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/database/database.h"
#include "tests/support/test_database.h"

using namespace taqwim::database;
using taqwim::Day;
using taqwim::Instant;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::Result;
using taqwim::SchoolId;
using taqwim::tests::on_both_databases;
using taqwim::tests::TestBackend;
using taqwim::tests::TestDatabase;

namespace {

constexpr std::string_view k_tables = R"(
    CREATE TABLE note (
        school_id BIGINT NOT NULL,
        note_id   BIGINT NOT NULL,
        body      TEXT,
        seal      BYTEA,
        amount    BIGINT CHECK (amount >= 0),
        PRIMARY KEY (school_id, note_id)
    );
    CREATE TABLE reply (
        school_id BIGINT NOT NULL,
        reply_id  BIGINT NOT NULL,
        note_id   BIGINT NOT NULL,
        PRIMARY KEY (school_id, reply_id),
        FOREIGN KEY (school_id, note_id) REFERENCES note (school_id, note_id)
    );
)";

constexpr SchoolId k_school{7};

std::int64_t count_notes(Database& database)
{
    return database.read([](Session& session) {
        return session.find_one("SELECT count(*) AS notes FROM note")->integer("notes");
    });
}

Result<Done> add_note(Database& database, std::int64_t note, SchoolId school = k_school)
{
    return database.write(school, [&](Session& session) {
        session.execute("INSERT INTO note (school_id, note_id) VALUES ($1, $2)", school, note);
    });
}

template <class Work>
StorageFault fault_of(Work&& work)
{
    try {
        work();
    } catch (const StorageFault& fault) {
        return fault;
    }
    throw std::runtime_error("there was no fault");
}

}  // namespace

TEST_CASE("database: values of every type come back as they were, on both backends")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        const std::string text = "tab\tline\nback\\slash 'quote' \"name\" \xD8\xB3 $1";
        const Bytes seal = {std::byte{0}, std::byte{255}, std::byte{'\\'}, std::byte{10}};
        constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();
        constexpr std::int64_t k_least = std::numeric_limits<std::int64_t>::min();

        REQUIRE(database.write(k_school, [&](Session& session) {
            // $2 stands before $1: for SQLite alone these would be names in the order of their places.
            session.execute(
                "INSERT INTO note (note_id, school_id, body, seal) VALUES ($2, $1, $3, $4)",
                k_school, k_most, text, seal);
            session.execute("INSERT INTO note (school_id, note_id, body, seal, amount) VALUES ($1, "
                            "$2, $3, $4, $5)",
                            k_school, k_least, std::string_view(), Bytes{}, std::optional<int>());
            session.execute("INSERT INTO note (school_id, note_id, amount) VALUES ($1, $2, $3)",
                            k_school, 0, true);
        }));

        database.read([&](Session& session) {
            const auto rows =
                session.find_all("SELECT note_id, body, seal, amount, amount IS NULL AS is_open "
                                 "FROM note WHERE school_id = $1 ORDER BY note_id",
                                 k_school);
            REQUIRE(rows.size() == 3);
            CHECK(rows[0].integer("note_id") == k_least);
            CHECK(rows[0].text("body") == "");
            CHECK(rows[0].blob("seal").empty());
            CHECK_FALSE(rows[0].is_null("seal"));
            CHECK(rows[0].is_null("amount"));
            CHECK(rows[0].boolean("is_open"));
            CHECK(rows[1].integer_or_null("amount") == 1);
            CHECK(rows[1].boolean("amount"));
            CHECK_FALSE(rows[1].text_or_null("body").has_value());
            CHECK_FALSE(rows[1].blob_or_null("seal").has_value());
            CHECK(rows[2].integer("note_id") == k_most);
            CHECK(rows[2].text("body") == text);
            CHECK(rows[2].text_or_null("body") == text);
            CHECK(rows[2].blob("seal") == seal);
            CHECK(rows[2].columns() ==
                  std::vector<std::string>{"note_id", "body", "seal", "amount", "is_open"});
            // PostgreSQL's sum is a NUMERIC.
            CHECK(session.find_one("SELECT sum(amount) AS total FROM note")->integer("total") == 1);
        });
    });
}

TEST_CASE("database: days, instants and ids are bound as the record keeps them")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        REQUIRE(database.write(k_school, [](Session& session) {
            session.execute("INSERT INTO note (school_id, note_id, body) VALUES ($1, $2, $3)",
                            k_school, 1, *Day::parse("2026-01-31"));
            session.execute("INSERT INTO note (school_id, note_id, body) VALUES ($1, $2, $3)",
                            k_school, 2, *Instant::parse("2026-01-31T09:15:00Z"));
        }));
        const auto rows = database.read([](Session& session) {
            return session.find_all("SELECT school_id, body FROM note ORDER BY note_id");
        });
        CHECK(rows.at(0).integer("school_id") == 7);
        CHECK(rows.at(0).text("body") == "2026-01-31");
        CHECK(rows.at(1).text("body") == "2026-01-31T09:15:00.000Z");
    });
}

TEST_CASE("database: what is not in a row is a fault of the program, never 0 or an empty text")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        REQUIRE(database.write(k_school, [](Session& session) {
            session.execute(
                "INSERT INTO note (school_id, note_id, body, amount) VALUES ($1, $2, $3, $4)",
                k_school, 1, "x", 2);
        }));
        database.read([](Session& session) {
            const Row row = *session.find_one("SELECT note_id, body, seal, amount FROM note");
            CHECK_THROWS_AS((void)row.integer("unknown"), ProgramFault);
            CHECK_THROWS_AS((void)row.is_null("unknown"), ProgramFault);
            CHECK_THROWS_AS((void)row.integer("body"), ProgramFault);
            CHECK_THROWS_AS((void)row.text("note_id"), ProgramFault);
            CHECK_THROWS_AS((void)row.blob("body"), ProgramFault);
            CHECK_THROWS_AS((void)row.blob("seal"), ProgramFault);
            CHECK_THROWS_AS((void)row.text_or_null("amount"), ProgramFault);
            CHECK_THROWS_AS((void)row.integer_or_null("body"), ProgramFault);
            CHECK_THROWS_AS((void)row.boolean("amount"), ProgramFault);
        });
    });
}

TEST_CASE("database: SQL that is wrong is a fault of the program and harms no one else")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        const auto reads = [&](std::string_view sql, auto... values) {
            database.read([&](Session& session) { (void)session.find_all(sql, values...); });
        };
        CHECK_THROWS_AS(reads("SELEKT 1"), ProgramFault);
        CHECK_THROWS_AS(reads("SELECT missing FROM note"), ProgramFault);
        CHECK_THROWS_AS(reads("SELECT note_id FROM nowhere"), ProgramFault);
        CHECK_THROWS_AS(reads("SELECT note_id FROM note WHERE note_id = $1"), ProgramFault);
        CHECK_THROWS_AS(reads("SELECT note_id FROM note WHERE note_id = $1", 1, 2), ProgramFault);
        CHECK_THROWS_AS(reads("SELECT note_id FROM note; SELECT 1"), ProgramFault);
        // Floating point leaves no store.
        CHECK_THROWS_AS(reads("SELECT CAST(1 AS REAL) AS number"), ProgramFault);

        REQUIRE(add_note(database, 1));
        REQUIRE(add_note(database, 2));
        CHECK_THROWS_AS(database.read([](Session& session) {
            (void)session.find_one("SELECT note_id FROM note");
        }),
                        ProgramFault);
        CHECK_THROWS_AS(
            (void)database.write(
                k_school, [](Session& session) { session.execute("UPDATE nowhere SET x = 1"); }),
            ProgramFault);
        CHECK(count_notes(database) == 2);
    });
}

TEST_CASE("database: a text that is not UTF-8 is stored on neither backend")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        for (const std::string_view text :
             {std::string_view("a\0b", 3), std::string_view("\xC3"), std::string_view("\xC0\x80"),
              std::string_view("\xED\xA0\x80"), std::string_view("\xF5\x80\x80\x80"),
              std::string_view("\x80")}) {
            const auto fault = fault_of([&] {
                (void)test.database().write(k_school, [&](Session& session) {
                    session.execute("INSERT INTO note (school_id, note_id, body) VALUES (1, 1, $1)",
                                    text);
                });
            });
            CHECK(fault.kind() == FaultKind::check);
            const auto bulk = fault_of([&] {
                (void)test.database().write(k_school, [&](Session& session) {
                    const std::vector<std::string_view> columns = {"school_id", "note_id", "body"};
                    session.insert_rows("note", columns, {{1, 1, text}});
                });
            });
            CHECK(bulk.kind() == FaultKind::check);
        }
        CHECK(count_notes(test.database()) == 0);
    });
}

TEST_CASE("database: constraints give the same kinds of faults, and the log gets no value")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        REQUIRE(add_note(database, 1));
        const auto fault = [&](std::string_view sql) {
            return fault_of([&] {
                (void)database.write(k_school, [&](Session& session) { session.execute(sql); });
            });
        };
        CHECK(fault("INSERT INTO note (school_id, note_id, body) VALUES (7, 1, 'secret')").kind() ==
              FaultKind::unique_violation);
        CHECK(fault("INSERT INTO reply (school_id, reply_id, note_id) VALUES (7, 1, 2)").kind() ==
              FaultKind::foreign_key);
        CHECK(fault("INSERT INTO note (school_id, note_id, amount) VALUES (7, 2, -1)").kind() ==
              FaultKind::check);
        CHECK(fault("INSERT INTO note (school_id, note_id) VALUES (7, NULL)").kind() ==
              FaultKind::check);
        const auto shown =
            fault("INSERT INTO note (school_id, note_id, body) VALUES (7, 1, 'secret')");
        CHECK(std::string(shown.what()).find("secret") == std::string::npos);
        CHECK_FALSE(shown.may_be_stored());
        CHECK(count_notes(database) == 1);
    });
}

TEST_CASE("database: execute tells how many rows it changed")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        REQUIRE(test.database().write(k_school, [](Session& session) {
            CHECK(session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 1), (7, 2)") ==
                  2);
            CHECK(session.execute("UPDATE note SET amount = 3 WHERE school_id = 7") == 2);
            CHECK(session.execute("UPDATE note SET amount = 3 WHERE school_id = 8") == 0);
            CHECK(session.execute("SELECT note_id FROM note") == 0);
            CHECK(session.execute("CREATE TABLE other (a BIGINT)") == 0);
            CHECK(
                session.execute(
                    "INSERT INTO note (school_id, note_id) VALUES (7, 1) ON CONFLICT DO NOTHING") ==
                0);
            CHECK(session.execute("DELETE FROM note WHERE note_id = 1") == 1);
            CHECK(session
                      .find_one(
                          "INSERT INTO note (school_id, note_id) VALUES (7, 9) RETURNING note_id")
                      ->integer("note_id") == 9);
        }));
        CHECK(count_notes(test.database()) == 2);
    });
}

TEST_CASE("database: a refused work leaves nothing, and the others of its group stay")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        std::vector<std::thread> threads;
        std::atomic<int> refused = 0;
        std::atomic<int> thrown = 0;
        for (int i = 0; i < 60; ++i)
            threads.emplace_back([&, i] {
                try {
                    const Result<int> answer =
                        database.write(k_school, [&](Session& session) -> Result<int> {
                            session.execute("INSERT INTO note (school_id, note_id) VALUES ($1, $2)",
                                            k_school, i);
                            if (i % 3 == 1)
                                return Refusal{RefusalCode::sheet_signed, {}, {}, {}};
                            if (i % 3 == 2)
                                throw std::runtime_error("thrown by the work");
                            return i;
                        });
                    if (!answer) {
                        ++refused;
                        CHECK(answer.refusal().code == RefusalCode::sheet_signed);
                    } else {
                        CHECK(*answer == i);
                    }
                } catch (const std::runtime_error& error) {
                    thrown += std::string_view(error.what()) == "thrown by the work" ? 1 : 0;
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        CHECK(refused == 20);
        CHECK(thrown == 20);
        const auto rows = database.read([](Session& session) {
            return session.find_all("SELECT note_id FROM note ORDER BY note_id");
        });
        REQUIRE(rows.size() == 20);
        for (std::size_t i = 0; i < rows.size(); ++i)
            CHECK(rows[i].integer("note_id") == static_cast<std::int64_t>(3 * i));
        CHECK(database.figures().writes == 21);  // and the tables
    });
}

TEST_CASE("database: a work that swallows a fault is not stored, and attempt is the way to try")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        REQUIRE(add_note(database, 1));
        const auto doubles = [](Session& session) {
            session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 1)");
        };

        const auto swallowed = fault_of([&] {
            (void)database.write(k_school, [&](Session& session) {
                session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 2)");
                CHECK_THROWS_AS(doubles(session), StorageFault);
                CHECK(session.has_failed());
                CHECK_THROWS_AS((void)session.find_all("SELECT note_id FROM note"), ProgramFault);
            });
        });
        CHECK(swallowed.kind() == FaultKind::unique_violation);
        CHECK(count_notes(database) == 1);

        REQUIRE(database.write(k_school, [&](Session& session) {
            session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 3)");
            CHECK_THROWS_AS(session.attempt([&] {
                session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 4)");
                session.attempt([&] {
                    session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 5)");
                });
                doubles(session);
            }),
                            StorageFault);
            session.attempt(
                [&] { session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 6)"); });
            CHECK(session.find_one("SELECT count(*) AS notes FROM note")->integer("notes") == 3);
        }));
        CHECK(count_notes(database) == 3);
    });
}

TEST_CASE("database: works of one school run in the order they came, each seeing those before it")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        REQUIRE(add_note(database, 1));
        REQUIRE(database.write(
            k_school, [](Session& session) { session.execute("UPDATE note SET amount = 0"); }));
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int k = 0; k < 25; ++k)
                    CHECK(database.write(k_school, [](Session& session) {
                        // Read, then write: another in between would be lost.
                        const auto row = session.find_one_for_update(
                            "SELECT amount FROM note WHERE school_id = $1 AND note_id = 1",
                            k_school);
                        session.execute(
                            "UPDATE note SET amount = $1 WHERE school_id = $2 AND note_id = 1",
                            row->integer("amount") + 1, k_school);
                    }));
            });
        for (std::thread& thread : threads)
            thread.join();
        CHECK(database.read([](Session& session) {
            return session.find_one("SELECT amount FROM note")->integer("amount");
        }) == 200);
    });
}

TEST_CASE("database: a read sees one moment, whatever is written meanwhile")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        REQUIRE(add_note(database, 1));
        database.read([&](Session& session) {
            const auto count = [&] {
                return session.find_one("SELECT count(*) AS notes FROM note")->integer("notes");
            };
            CHECK(count() == 1);
            std::thread([&] { CHECK(add_note(database, 2)); }).join();
            CHECK(count() == 1);
            // A read within the read sees the same.
            CHECK(count_notes(database) == 1);
        });
        CHECK(count_notes(database) == 2);
    });
}

TEST_CASE("database: nesting and writing where one reads are faults of the program")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        CHECK_THROWS_AS(
            (void)database.write(k_school, [&](Session&) { (void)add_note(database, 1); }),
            ProgramFault);
        CHECK_THROWS_AS(
            (void)database.write(k_school, [&](Session&) { (void)count_notes(database); }),
            ProgramFault);
        CHECK_THROWS_AS(database.read([&](Session&) { (void)add_note(database, 1); }),
                        ProgramFault);
        CHECK_THROWS_AS(
            database.read([&](Session& session) { session.execute("DELETE FROM note"); }),
            ProgramFault);
        REQUIRE(add_note(database, 1));
        CHECK(count_notes(database) == 1);
    });
}

TEST_CASE("database: a work that ends the transaction by itself is never taken for stored")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        for (const std::string_view end : {"ROLLBACK", "COMMIT"})
            CHECK_THROWS((void)database.write(k_school, [&](Session& session) {
                session.execute("INSERT INTO reply (school_id, reply_id, note_id) SELECT 7, 1, 1 "
                                "WHERE 1 = 0");
                session.execute(end);
            }));
        CHECK(add_note(database, 1));
        CHECK(count_notes(database) == 1);
    });
}

TEST_CASE("database: a full queue refuses at once and nothing of what it refused has run")
{
    on_both_databases(
        [](TestDatabase& test) {
            test.run(k_tables);
            Database& database = test.database();
            std::promise<void> begun;
            std::promise<void> go_on;
            std::shared_future<void> released = go_on.get_future().share();
            std::thread holder([&] {
                CHECK(database.write(k_school, [&](Session& session) {
                    session.execute("INSERT INTO note (school_id, note_id) VALUES (7, 1)");
                    begun.set_value();
                    released.wait();
                }));
            });
            begun.get_future().wait();
            std::vector<std::thread> waiting;
            for (int i = 2; i < 5; ++i)
                waiting.emplace_back([&, i] { CHECK(add_note(database, i)); });
            while (database.figures().waiting_writes < 3)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            const auto refused = add_note(database, 9);
            REQUIRE_FALSE(refused);
            CHECK(refused.refusal().code == RefusalCode::server_busy);
            CHECK(refused.refusal().arguments == taqwim::Arguments{{"seconds", "1"}});
            CHECK(database.figures().refused_as_busy == 1);
            go_on.set_value();
            holder.join();
            for (std::thread& thread : waiting)
                thread.join();
            CHECK(count_notes(database) == 4);
        },
        {.waiting_writes = 3});
}

TEST_CASE("database: what waits when the database closes is stored first")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        std::atomic<int> stored = 0;
        std::promise<void> begun;
        std::promise<void> go_on;
        Database& database = test.database();
        std::thread holder([&] {
            stored +=
                database.write(k_school,
                               [&](Session& session) {
                                   session.execute(
                                       "INSERT INTO note (school_id, note_id) VALUES (7, 100)");
                                   begun.set_value();
                                   go_on.get_future().wait();
                               })
                    ? 1
                    : 0;
        });
        begun.get_future().wait();
        std::vector<std::thread> threads;
        for (int i = 0; i < 10; ++i)
            threads.emplace_back([&, i] { stored += add_note(database, i) ? 1 : 0; });
        while (database.figures().waiting_writes < 10)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::thread closer([&] { test.close(); });
        go_on.set_value();
        closer.join();
        holder.join();
        for (std::thread& thread : threads)
            thread.join();
        CHECK(stored == 11);
        CHECK(count_notes(test.database()) == 11);
    });
}

TEST_CASE("database: rows are streamed, and the session serves further statements meanwhile")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        const std::vector<std::string_view> columns = {"school_id", "note_id", "body", "seal",
                                                       "amount"};
        constexpr std::int64_t k_rows = 2'345;
        REQUIRE(database.write_alone(k_school, [&](Session& session) {
            std::vector<std::vector<Value>> rows;
            for (std::int64_t i = 0; i < k_rows; ++i)
                rows.push_back({k_school, i, i % 2 == 0 ? Value("\\N\t'x'\r\n") : Value(),
                                i % 3 == 0 ? Value(Bytes{std::byte{1}, std::byte{0}}) : Value(),
                                i});
            session.insert_rows("note", columns, rows);
            session.insert_rows("note", columns, {});
            CHECK_THROWS_AS(session.insert_rows("note", columns, {{1}}), ProgramFault);
            CHECK_THROWS_AS(session.insert_rows("note; DROP TABLE note", columns, {}),
                            ProgramFault);
        }));
        database.read([&](Session& session) {
            std::int64_t next = 0;
            session.for_each(
                "SELECT note_id, body, seal, amount FROM note WHERE amount >= $1 ORDER BY note_id",
                [&](const Row& row) {
                    const bool is_right =
                        row.integer("note_id") == next && row.integer("amount") == next &&
                        row.is_null("body") == (next % 2 == 1) &&
                        (row.is_null("body") || row.text("body") == "\\N\t'x'\r\n") &&
                        row.is_null("seal") == (next % 3 != 0) &&
                        (row.is_null("seal") || row.blob("seal").size() == 2);
                    REQUIRE(is_right);
                    if (next % 1000 == 0)
                        CHECK(
                            session
                                .find_one(
                                    "SELECT amount FROM note WHERE school_id = $1 AND note_id = $2",
                                    k_school, next)
                                ->integer("amount") == next);
                    ++next;
                },
                0);
            CHECK(next == k_rows);
            CHECK_THROWS_AS(
                session.for_each("SELECT note_id FROM note",
                                 [](const Row&) { throw std::runtime_error("enough"); }),
                std::runtime_error);
        });
        // A row that breaks a rule takes the whole of its bulk with it.
        const auto fault = fault_of([&] {
            (void)database.write(k_school, [&](Session& session) {
                session.insert_rows(
                    "note", columns,
                    {{k_school, 9'000, Value(), Value(), 1}, {k_school, 1, Value(), Value(), 1}});
            });
        });
        CHECK(fault.kind() == FaultKind::unique_violation);
        CHECK(count_notes(database) == k_rows);
    });
}

TEST_CASE("database: more statements than a connection keeps prepared, and changed tables, are all "
          "served")
{
    on_both_databases([](TestDatabase& test) {
        test.run(k_tables);
        Database& database = test.database();
        REQUIRE(add_note(database, 1));
        database.read([](Session& session) {
            for (int round = 0; round < 2; ++round)
                for (int i = 0; i < 300; ++i)
                    CHECK(
                        session
                            .find_one("SELECT note_id + " + std::to_string(i) + " AS sum FROM note")
                            ->integer("sum") == i + 1);
        });
        CHECK(database.read([](Session& session) {
            return session.find_one("SELECT * FROM note")->columns().size();
        }) == 5);
        test.run("ALTER TABLE note ADD COLUMN further BIGINT");
        database.forget_statements();
        CHECK(database.read([](Session& session) {
            return session.find_one("SELECT * FROM note")->columns().size();
        }) == 6);
    });
}

TEST_CASE("database: readers wait for a connection only so long")
{
    on_both_databases(
        [](TestDatabase& test) {
            test.run(k_tables);
            Database& database = test.database();
            database.read([&](Session&) {
                std::thread([&] {
                    CHECK(fault_of([&] { (void)count_notes(database); }).kind() == FaultKind::busy);
                }).join();
            });
            CHECK(count_notes(database) == 0);
        },
        {.readers = 1, .reader_wait = std::chrono::milliseconds(20)});
}

TEST_CASE("database: settings that cannot be are refused, without repeating a password")
{
    for (const char* url : {"", "mysql://root:secret@host/name", ":memory:", "file:x.db",
                            "postgresql://a:secret@host/x?unknown=1"}) {
        CAPTURE(url);
        const auto opened = Database::open({.url = url});
        REQUIRE_FALSE(opened);
        CHECK(opened.refusal().code == RefusalCode::setting_invalid);
        for (const auto& [name, value] : opened.refusal().arguments)
            CHECK(value.find("secret") == std::string::npos);
    }
    CHECK_FALSE(Database::open({.url = "x.db", .readers = 0}));
    CHECK(fault_of([] { (void)Database::open({.url = "/nowhere/at/all/x.db"}); }).kind() !=
          FaultKind::corrupt);
    CHECK(fault_of([] {
              (void)Database::open({.url = "postgresql://u:secret@/x?host=/nowhere"});
          }).kind() == FaultKind::lost_connection);
}

TEST_CASE("database: what is stored together is there for the next statement, with its faults")
{
    on_both_databases([](TestDatabase& test) {
        test.run(
            "CREATE TABLE item (school_id BIGINT NOT NULL, item_id BIGINT NOT NULL, body TEXT, "
            "PRIMARY KEY (school_id, item_id))");
        Database& database = test.database();
        constexpr SchoolId school{7};
        constexpr std::string_view insert =
            "INSERT INTO item (school_id, item_id, body) VALUES ($1, $2, $3)";
        const auto count = [](Session& session) {
            return session.find_one("SELECT count(*) AS items FROM item")->integer("items");
        };
        // More than go in one journey, and seen by a query in between.
        REQUIRE(database.write(school, [&](Session& session) {
            for (int i = 0; i < 100; ++i)
                session.store(1, insert, school, i, i % 2 == 0 ? Value("x") : Value());
            CHECK(count(session) == 100);
            session.store(50, "UPDATE item SET body = $1 WHERE body IS NULL", "y");
        }));
        CHECK(database.read(count) == 100);

        // Another number of rows than must be: nothing of the work stays.
        CHECK_THROWS_AS(
            (void)database.write(school,
                                 [&](Session& session) {
                                     session.store(1, insert, school, 200, "x");
                                     session.store(1, "DELETE FROM item WHERE item_id > $1", 1'000);
                                 }),
            ProgramFault);
        // A key that is there already shows at the end of the work at the latest.
        try {
            (void)database.write(school, [&](Session& session) {
                session.store(1, insert, school, 201, "x");
                session.store(1, insert, school, 5, "x");
                session.store(1, insert, school, 202, "x");
            });
            FAIL("it was stored");
        } catch (const StorageFault& fault) {
            CHECK(fault.kind() == FaultKind::unique_violation);
        }
        // A work that is refused leaves nothing, whether it was sent or not.
        for (const bool looks : {false, true})
            CHECK_FALSE(database.write(school, [&](Session& session) -> Result<Done> {
                session.store(1, insert, school, 203, "x");
                if (looks)
                    CHECK(count(session) == 101);
                return taqwim::Refusal{RefusalCode::record_exists, {}, {}, {}};
            }));
        // Undone with its attempt, kept with the work.
        REQUIRE(database.write(school, [&](Session& session) {
            session.store(1, insert, school, 204, "x");
            CHECK_THROWS_AS(session.attempt([&] {
                session.store(1, insert, school, 205, "x");
                session.store(1, insert, school, 5, "x");
                (void)count(session);
            }),
                            StorageFault);
            CHECK_THROWS_AS(session.attempt([&] {
                session.store(1, insert, school, 206, "x");
                throw std::runtime_error("given up");
            }),
                            std::runtime_error);
            session.attempt([&] { session.store(1, insert, school, 207, "x"); });
        }));
        CHECK(database.read(count) == 102);
        // A statement that is none, in the midst of works that are: it alone fails.
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                for (int j = 0; j < 10; ++j)
                    if (i == 0)
                        CHECK_THROWS_AS((void)database.write(school,
                                                             [](Session& session) {
                                                                 session.execute("SELECT nothing");
                                                             }),
                                        ProgramFault);
                    else
                        CHECK(database.write(school, [&](Session& session) {
                            session.store(1, insert, school, 1'000 + i * 100 + j, "x");
                        }));
            });
        for (std::thread& thread : threads)
            thread.join();
        CHECK(database.read(count) == 172);
    });
}
