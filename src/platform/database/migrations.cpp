#include "platform/database/migrations.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "platform/database/schema.h"
#include "platform/database/sql_script.h"

namespace taqwim::database {

namespace {

constexpr std::string_view k_folder = "migrations/";
constexpr std::string_view k_ending = ".sql";
constexpr std::size_t k_digits = 4;
constexpr std::string_view k_version_table = "schema_version";

// The one table that no migration makes: it must be there for the first.
constexpr std::string_view k_make_version_table =
    "CREATE TABLE schema_version ("
    " version BIGINT NOT NULL PRIMARY KEY CHECK (version > 0),"
    " name TEXT NOT NULL,"
    " applied_text TEXT NOT NULL,"
    " applied_at TEXT NOT NULL)";

bool is_lower_word(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               letter == '_';
    });
}

// "migrations/0007_mark_correction.sql" with its text, or what is wrong with it.
std::optional<std::string> problem_of(const EmbeddedFile& file, Migration& migration)
{
    std::string_view name = file.path.substr(k_folder.size());
    name.remove_suffix(k_ending.size());
    const bool has_number = name.size() > k_digits && name[k_digits] == '_' &&
                            std::all_of(name.begin(), name.begin() + k_digits,
                                        [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!has_number || !is_lower_word(name.substr(k_digits + 1)))
        return "the name is not NNNN_name.sql\nTo fix: name it as in 0007_mark_correction.sql.";
    migration.path = file.path;
    migration.text = file.text;
    migration.name = name.substr(k_digits + 1);
    migration.version = 0;
    for (const char digit : name.substr(0, k_digits))
        migration.version = migration.version * 10 + (digit - '0');
    return std::nullopt;
}

std::vector<ConfigurationProblem> problems_of_numbering(const std::vector<Migration>& migrations)
{
    std::vector<ConfigurationProblem> problems;
    int last = 0;
    const Migration* before = nullptr;
    for (const Migration& migration : migrations) {
        if (migration.version == last && before != nullptr)
            problems.push_back({migration.path, 0,
                                "has the number of " + before->path +
                                    "\nTo fix: give the later one the next free number."});
        else if (migration.version != last + 1)
            problems.push_back({migration.path, 0,
                                "the number before it, " + std::to_string(migration.version - 1) +
                                    ", is missing\nTo fix: number the migrations of all rooms from "
                                    "1 without gaps."});
        last = migration.version;
        before = &migration;
    }
    return problems;
}

struct Applied {
    int version;
    std::string text;
};

struct Found {
    bool is_ours = false;   // it has schema_version
    bool is_empty = false;  // it has no table at all
    std::vector<Applied> applied;
};

Found look(Session& session)
{
    Found found;
    const Schema schema = read_schema(session);
    found.is_empty = schema.tables.empty();
    found.is_ours = schema.find(k_version_table) != nullptr;
    if (found.is_ours)
        for (const Row& row :
             session.find_all("SELECT version, applied_text FROM schema_version ORDER BY version"))
            found.applied.push_back(
                {static_cast<int>(row.integer("version")), row.text("applied_text")});
    return found;
}

int version_of(const Found& found)
{
    return found.applied.empty() ? 0 : found.applied.back().version;
}

int newest_of(std::span<const Migration> migrations)
{
    return migrations.empty() ? 0 : migrations.back().version;
}

void throw_when_edited(const Found& found, std::span<const Migration> migrations)
{
    std::vector<ConfigurationProblem> problems;
    for (const Applied& applied : found.applied)
        for (const Migration& migration : migrations)
            if (migration.version == applied.version && migration.text != applied.text)
                problems.push_back({migration.path, 0,
                                    "was edited after this database had applied it\nTo fix: put "
                                    "the file back as it was and write the change as a new "
                                    "migration; schema_version has the text that was applied."});
    if (!problems.empty())
        throw ConfigurationFault(std::move(problems));
}

std::optional<Refusal> refuses(const Found& found, std::span<const Migration> migrations,
                               int oldest)
{
    if (!found.is_ours && !found.is_empty)
        return Refusal{RefusalCode::database_foreign, {}, {}, {}};
    const int version = version_of(found);
    if (version > newest_of(migrations))
        return Refusal{RefusalCode::database_newer,
                       {{"value", std::to_string(version)},
                        {"maximum", std::to_string(newest_of(migrations))}},
                       {},
                       {}};
    if (version != 0 && version < oldest)
        return Refusal{RefusalCode::database_older,
                       {{"value", std::to_string(version)}, {"minimum", std::to_string(oldest)}},
                       {},
                       {}};
    return std::nullopt;
}

void apply(Session& session, const Migration& migration, Instant now)
{
    if (migration.version == 1)
        session.execute(k_make_version_table);
    for (const SqlStatement& statement : split_sql(migration.text).statements)
        session.execute(statement.text);
    session.execute("INSERT INTO schema_version (version, name, applied_text, applied_at) VALUES "
                    "($1, $2, $3, $4)",
                    migration.version, migration.name, migration.text, now);
}

}  // namespace

std::vector<Migration> read_migrations(std::span<const EmbeddedFile> files)
{
    std::vector<Migration> migrations;
    std::vector<ConfigurationProblem> problems;
    for (const EmbeddedFile& file : files) {
        if (!file.path.starts_with(k_folder) || !file.path.ends_with(k_ending))
            continue;
        Migration migration;
        if (auto problem = problem_of(file, migration)) {
            problems.push_back({std::string(file.path), 0, std::move(*problem)});
            continue;
        }
        const SqlScript script = split_sql(migration.text);
        if (script.unclosed_line)
            problems.push_back({migration.path, *script.unclosed_line,
                                "a string, a quoted name or a comment begins here and never "
                                "ends\nTo fix: close it."});
        else if (script.statements.empty())
            problems.push_back(
                {migration.path, 0,
                 "has no statement\nTo fix: write one, or give its number to another."});
        migrations.push_back(std::move(migration));
    }
    std::stable_sort(migrations.begin(), migrations.end(),
                     [](const Migration& one, const Migration& other) {
                         return one.version != other.version ? one.version < other.version
                                                             : one.path < other.path;
                     });
    for (ConfigurationProblem& problem : problems_of_numbering(migrations))
        problems.push_back(std::move(problem));
    if (!problems.empty())
        throw ConfigurationFault(std::move(problems));
    return migrations;
}

Result<Upgrade> upgrade(Database& database, std::span<const Migration> migrations, Instant now,
                        int oldest_supported)
{
    const Found found = database.read(look);
    if (auto refusal = refuses(found, migrations, oldest_supported))
        return std::move(*refusal);
    throw_when_edited(found, migrations);
    const Upgrade done{version_of(found), newest_of(migrations)};
    for (const Migration& migration : migrations) {
        if (migration.version <= done.from)
            continue;
        const auto applied = database.write_alone(
            Partition::installation(), [&](Session& session) { apply(session, migration, now); });
        if (!applied)
            return applied.refusal();
    }
    // Statements that were prepared before the change may know other columns.
    if (done.from != done.to)
        database.forget_statements();
    return done;
}

std::optional<Refusal> refuses_version(Database& database, std::span<const Migration> migrations)
{
    const Found found = database.read(look);
    if (auto refusal = refuses(found, migrations, newest_of(migrations)))
        return refusal;
    throw_when_edited(found, migrations);
    if (version_of(found) != newest_of(migrations))
        return Refusal{RefusalCode::database_older,
                       {{"value", std::to_string(version_of(found))},
                        {"minimum", std::to_string(newest_of(migrations))}},
                       {},
                       {}};
    return std::nullopt;
}

std::optional<int> schema_version(Database& database)
{
    const Found found = database.read(look);
    if (!found.is_ours && !found.is_empty)
        return std::nullopt;
    return version_of(found);
}

}  // namespace taqwim::database
