// An empty database for a test, on SQLite or on PostgreSQL.
//
//   TEST_CASE("marks: …")
//   {
//       on_both_databases([](TestDatabase& test) {
//           REQUIRE(upgrade(test.database(), migrations, now));
//           …
//       });
//   }
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/database/database.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/postgres_server.h"

namespace taqwim::tests {

enum class TestBackend { sqlite, postgres };

class TestDatabase {
public:
    // limits: whatever the test asks for beside the address.
    explicit TestDatabase(TestBackend backend, const database::DatabaseSettings& limits = {});

    [[nodiscard]] database::Database& database();
    [[nodiscard]] TestBackend backend() const { return backend_; }
    [[nodiscard]] const database::DatabaseSettings& settings() const { return settings_; }

    // Closes it, so that it can be opened by another; `database` opens it again.
    void close() { database_.reset(); }

    // CREATE TABLE and the like, or rows to begin with; several statements.
    void run(std::string_view script);

private:
    TestBackend backend_;
    ScratchFolder folder_;
    std::unique_ptr<SharedPostgresDatabase> postgres_;
    database::DatabaseSettings settings_;
    std::unique_ptr<database::Database> database_;
};

// Runs the test on SQLite, then on PostgreSQL; a failed check says on which.
void on_both_databases(const std::function<void(TestDatabase&)>& test,
                       const database::DatabaseSettings& limits = {});

}  // namespace taqwim::tests
