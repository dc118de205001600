#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/rows.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::database;

namespace {

constexpr std::array<std::string_view, 3> k_columns = {"school_id", "note_id", "body"};
constexpr RowsTarget k_notes{.table = "note", .columns = k_columns};
constexpr RowsTarget k_newer{.table = "note",
                             .columns = k_columns,
                             .on_conflict =
                                 "ON CONFLICT (school_id, note_id) DO UPDATE SET "
                                 "body = excluded.body WHERE note.body <> excluded.body"};

std::vector<Value> notes(int first, int count, const std::string& body)
{
    std::vector<Value> values;
    for (int i = first; i < first + count; ++i)
        for (Value value : {Value(1), Value(i), Value(body)})
            values.push_back(value);
    return values;
}

std::int64_t count(Session& session, const std::string& body)
{
    return session.find_one("SELECT COUNT(*) AS n FROM note WHERE body = $1", body)->integer("n");
}

}  // namespace

TEST_CASE("database: many rows go in few statements, and each of them has to be stored")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        test.run("CREATE TABLE note (school_id BIGINT NOT NULL, note_id BIGINT NOT NULL, "
                 "body TEXT NOT NULL, PRIMARY KEY (school_id, note_id));");
        const SchoolId school{1};
        // 341 = 256 + 64 + 16 + 4 + 1: each size of statement once.
        for (const int rows : {0, 1, 3, 341}) {
            const int first = rows * 1000;
            REQUIRE(test.database().write(school, [&](Session& session) {
                store_rows(session, k_notes, notes(first, rows, "new " + std::to_string(rows)));
            }));
            CHECK(test.database().read([&](Session& session) {
                return count(session, "new " + std::to_string(rows));
            }) == rows);
        }
        // Changed where they are others; one that is the same is not changed, and that is a fault.
        REQUIRE(test.database().write(school, [&](Session& session) {
            store_rows(session, k_newer, notes(341'000, 20, "changed"));
        }));
        CHECK(test.database().read([&](Session& session) { return count(session, "changed"); }) ==
              20);
        CHECK_THROWS_AS((void)test.database().write(school,
                                                    [&](Session& session) {
                                                        store_rows(session, k_newer,
                                                                   notes(341'019, 2, "changed"));
                                                    }),
                        ProgramFault);
        CHECK(test.database().read([&](Session& session) { return count(session, "changed"); }) ==
              20);
        CHECK_THROWS_AS((void)test.database().write(school,
                                                    [&](Session& session) {
                                                        store_rows(session, k_notes,
                                                                   notes(9, 1, "x"));
                                                        std::vector<Value> odd = notes(10, 1, "x");
                                                        odd.pop_back();
                                                        store_rows(session, k_notes, odd);
                                                    }),
                        ProgramFault);
        CHECK(test.database().read([&](Session& session) { return count(session, "x"); }) == 0);
    });
}

TEST_CASE("database: rows are looked for by lists of any length")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        test.run("CREATE TABLE note (school_id BIGINT NOT NULL, note_id BIGINT NOT NULL, "
                 "body TEXT NOT NULL, PRIMARY KEY (school_id, note_id));");
        REQUIRE(test.database().write(SchoolId{1}, [&](Session& session) {
            store_rows(session, k_notes, notes(1, 300, "here"));
        }));
        for (const int asked_for : {1, 4, 5, 257}) {
            AskedRows asked({"BIGINT", "TEXT"}, 1);
            CHECK(asked.empty());
            for (int i = 1; i <= asked_for; ++i)
                asked.add(i, i % 2 == 0 ? "here" : "elsewhere");
            const auto found = test.database().read([&](Session& session) {
                return session
                    .find_all_with(
                        asked.in("WITH asked (note_id, body) AS (VALUES %) "
                                 "SELECT n.note_id FROM (SELECT DISTINCT note_id, body FROM asked) "
                                 "a JOIN note n ON n.school_id = $1 AND n.note_id = a.note_id "
                                 "AND n.body = a.body ORDER BY n.note_id"),
                        asked.with({1}))
                    .size();
            });
            CHECK(found == static_cast<std::size_t>(asked_for / 2));
        }
        CHECK_THROWS_AS((void)AskedRows({"BIGINT"}, 0).in("SELECT 1"), ProgramFault);
    });
}
