#include "tests/support/test_database.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <utility>

#include "platform/database/sql_script.h"

namespace taqwim::tests {

TestDatabase::TestDatabase(TestBackend backend, const database::DatabaseSettings& limits)
    : backend_(backend), settings_(limits)
{
    if (backend == TestBackend::postgres)
        postgres_ = std::make_unique<SharedPostgresDatabase>();
    settings_.url = postgres_ ? postgres_->url() : "sqlite:" + folder_.path() + "/test.db";
}

database::Database& TestDatabase::database()
{
    if (!database_) {
        auto opened = database::Database::open(settings_);
        if (!opened)
            throw std::runtime_error("the test's database was not opened");
        database_ = std::move(*opened);
    }
    return *database_;
}

void TestDatabase::run(std::string_view script)
{
    const auto done = database().write_alone(
        database::Partition::installation(), [&](database::Session& session) {
            for (const database::SqlStatement& statement : database::split_sql(script).statements)
                session.execute(statement.text);
        });
    if (!done)
        throw std::runtime_error("the test's script was refused");
}

void on_both_databases(const std::function<void(TestDatabase&)>& test,
                       const database::DatabaseSettings& limits)
{
    {
        INFO("on SQLite");
        TestDatabase database(TestBackend::sqlite, limits);
        test(database);
    }
    {
        INFO("on PostgreSQL");
        TestDatabase database(TestBackend::postgres, limits);
        test(database);
    }
}

}  // namespace taqwim::tests
