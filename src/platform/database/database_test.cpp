#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/database/database.h"
#include "tests/app/scratch_folder.h"

using namespace taqwim;
using namespace taqwim::database;

TEST_CASE("database: many threads write rows and each is there once")
{
    const tests::ScratchFolder folder;
    auto opened = Database::open({.url = "sqlite:" + folder.path() + "/t.db"});
    REQUIRE(opened);
    Database& database = **opened;
    REQUIRE(database.write_alone(Partition::installation(), [](Session& session) {
        session.execute("CREATE TABLE note (school_id BIGINT NOT NULL, note_id BIGINT NOT NULL, body TEXT, PRIMARY KEY (school_id, note_id))");
    }));
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i)
                CHECK(database.write(SchoolId{t}, [&](Session& session) {
                    session.execute("INSERT INTO note (school_id, note_id, body) VALUES ($2, $1, $3)", i, t, "x");
                }));
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(database.read([](Session& session) { return session.find_one("SELECT count(*) AS n FROM note")->integer("n"); }) == 800);
    MESSAGE(database.figures().commits);
}
