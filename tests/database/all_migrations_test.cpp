// The tables of all rooms together, on both databases: alike, as tables have to be, and led by the school.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "app/server/installation.h"
#include "platform/database/migrations.h"
#include "platform/database/schema.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::tests;

namespace {

// What belongs to the installation or a directorate: small, and apart from what a school's partition holds.
constexpr std::array<std::string_view, 14> k_installation_tables = {
    "account",           "account_link",  "office_appointment", "sign_in_failure",    "session",
    "second_factor",     "one_time_code", "signing_key",        "parameter_proposal", "directorate",
    "parameter_decision", "document_template", "document_template_version", "document_template_step"};

std::string lines(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += text + '\n';
    return all;
}

database::Schema schema_after(TestDatabase& test, std::size_t versions)
{
    auto migrations = app::all_migrations();
    migrations.resize(versions);
    const Instant now = *Instant::parse("2026-11-22T08:00:00Z");
    const auto upgraded = database::upgrade(test.database(), migrations, now);
    REQUIRE(upgraded);
    CHECK(upgraded->to == static_cast<int>(versions));
    return test.database().read(
        [](database::Session& session) { return database::read_schema(session); });
}

}  // namespace

TEST_CASE(
    "database: the tables of all rooms are alike on both databases, and every key of a school's "
    "data leads with the school")
{
    const auto migrations = app::all_migrations();
    CHECK(lines(database::problems_of_migrations(migrations)) == "");
    TestDatabase sqlite(TestBackend::sqlite);
    TestDatabase postgres(TestBackend::postgres);
    const database::Schema one = schema_after(sqlite, migrations.size());
    const database::Schema other = schema_after(postgres, migrations.size());
    CHECK(lines(database::differences(one, other)) == "");
    // The list of schools is the directorate's: there a school's number is unique.
    const std::string known =
        "school: the unique (directorate_id, ministry_number) does not lead with school_id\n";
    CHECK(lines(database::problems_of_schema(one, k_installation_tables)) == known);
    CHECK(lines(database::problems_of_schema(other, k_installation_tables)) == known);
}

TEST_CASE(
    "database: a database of every earlier version is brought up to the newest, and is then like "
    "a new one")
{
    const std::size_t newest = app::all_migrations().size();
    TestDatabase fresh(TestBackend::sqlite);
    const database::Schema expected = schema_after(fresh, newest);
    for (std::size_t version = 1; version < newest; ++version) {
        CAPTURE(version);
        TestDatabase old(TestBackend::sqlite);
        (void)schema_after(old, version);
        CHECK(lines(database::differences(schema_after(old, newest), expected)) == "");
    }
    // One that is newer than the program is left alone.
    auto earlier = app::all_migrations();
    earlier.pop_back();
    CHECK_FALSE(
        database::upgrade(fresh.database(), earlier, *Instant::parse("2026-11-22T09:00:00Z")));
}
