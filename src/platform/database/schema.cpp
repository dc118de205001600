#include "platform/database/schema.h"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/database/sql_script.h"

namespace taqwim::database {

namespace {

constexpr std::string_view k_version_table = "schema_version";
constexpr std::string_view k_school = "school_id";
constexpr std::array<std::string_view, 3> k_types = {"BIGINT", "TEXT", "BYTEA"};

// word, what to write instead
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> k_refused_words = {{
    {"REAL", "BIGINT, in hundredths or as a pair _num and _den"},
    {"FLOAT", "BIGINT, in hundredths or as a pair _num and _den"},
    {"FLOAT4", "BIGINT, in hundredths or as a pair _num and _den"},
    {"FLOAT8", "BIGINT, in hundredths or as a pair _num and _den"},
    {"DOUBLE", "BIGINT, in hundredths or as a pair _num and _den"},
    {"NUMERIC", "BIGINT, in hundredths or as a pair _num and _den"},
    {"DECIMAL", "BIGINT, in hundredths or as a pair _num and _den"},
    {"MONEY", "BIGINT, in hundredths"},
    {"INT", "BIGINT"},
    {"INTEGER", "BIGINT"},
    {"SMALLINT", "BIGINT"},
    {"SERIAL", "BIGINT; the application gives the ids"},
    {"BIGSERIAL", "BIGINT; the application gives the ids"},
    {"AUTOINCREMENT", "nothing; the application gives the ids"},
    {"GENERATED", "nothing; the application computes"},
    {"BOOLEAN", "BIGINT with CHECK (… IN (0, 1))"},
    {"BOOL", "BIGINT with CHECK (… IN (0, 1))"},
    {"VARCHAR", "TEXT"},
    {"CHAR", "TEXT"},
    {"BLOB", "BYTEA"},
    {"JSON", "TEXT"},
    {"JSONB", "TEXT"},
    {"UUID", "BIGINT"},
    {"DATE", "TEXT, YYYY-MM-DD"},
    {"TIME", "TEXT"},
    {"TIMESTAMP", "TEXT, in UTC"},
    {"TIMESTAMPTZ", "TEXT, in UTC"},
    {"CURRENT_TIMESTAMP", "nothing; the application gives the moment"},
    {"CURRENT_DATE", "nothing; the application gives the day"},
    {"COLLATE", "a stored sort key"},
    {"DEFERRABLE", "nothing; a key that is checked at COMMIT would harm the others of the group"},
    {"DEFERRED", "nothing; a key that is checked at COMMIT would harm the others of the group"},
    {"TRIGGER", "nothing; what it would do belongs to the store"},
    {"WITHOUT", "nothing; WITHOUT ROWID is SQLite's alone"},
}};

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text.append(text.empty() ? "" : ", ").append(name);
    return '(' + text + ')';
}

bool is_name(std::string_view name)
{
    return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
           std::all_of(name.begin(), name.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                      letter == '_';
           });
}

bool is_among(InstallationTables names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

void add_column_problems(const SchemaTable& table, std::vector<std::string>& problems)
{
    for (const SchemaColumn& column : table.columns) {
        const std::string place = table.name + '.' + column.name;
        if (!is_name(column.name))
            problems.push_back(place + ": the name is not snake_case");
        if (std::find(k_types.begin(), k_types.end(), column.type) == k_types.end())
            problems.push_back(place + ": the type is " + column.type +
                               "; use BIGINT, TEXT or BYTEA");
        const bool is_of_key = std::find(table.primary_key.begin(), table.primary_key.end(),
                                         column.name) != table.primary_key.end();
        // SQLite lets a column of a primary key be NULL unless it is told not to; PostgreSQL never does.
        if (is_of_key && !column.is_not_null)
            problems.push_back(place +
                               ": belongs to the primary key and may be NULL; write NOT NULL");
    }
}

void add_school_problems(const SchemaTable& table, InstallationTables exceptions,
                         const Schema& schema, std::vector<std::string>& problems)
{
    const bool leads = !table.primary_key.empty() && table.primary_key.front() == k_school;
    if (!leads)
        problems.push_back(table.name + ": the primary key does not lead with school_id; lead with "
                                        "it, or list the table as one of the installation");
    for (const SchemaForeignKey& key : table.foreign_keys) {
        const SchemaTable* theirs = schema.find(key.table);
        if (theirs == nullptr || is_among(exceptions, key.table))
            continue;
        const bool keeps_within = !key.columns.empty() && key.columns.front() == k_school &&
                                  key.their_columns.front() == k_school;
        if (!keeps_within)
            problems.push_back(table.name + ": the foreign key " + joined(key.columns) + " to " +
                               key.table + " does not lead with school_id");
    }
    for (const SchemaIndex& index : table.indexes)
        if (index.is_unique && (index.columns.empty() || index.columns.front() != k_school))
            problems.push_back(table.name + ": the unique " + joined(index.columns) +
                               " does not lead with school_id");
}

template <class Item, class Show>
void compare_sets(const std::string& table, std::string_view what, std::vector<Item> one,
                  std::vector<Item> other, const Show& show, std::vector<std::string>& found)
{
    std::vector<Item> only;
    std::set_difference(one.begin(), one.end(), other.begin(), other.end(),
                        std::back_inserter(only));
    for (const Item& item : only)
        found.push_back(table + ": only the first has the " + std::string(what) + ' ' + show(item));
    only.clear();
    std::set_difference(other.begin(), other.end(), one.begin(), one.end(),
                        std::back_inserter(only));
    for (const Item& item : only)
        found.push_back(table + ": only the second has the " + std::string(what) + ' ' +
                        show(item));
}

std::string shown(const SchemaColumn& column)
{
    return column.name + ' ' + column.type + (column.is_not_null ? " NOT NULL" : "") +
           (column.standard.empty() ? "" : " DEFAULT " + column.standard);
}

void compare_tables(const SchemaTable& one, const SchemaTable& other,
                    std::vector<std::string>& found)
{
    if (one.columns.size() != other.columns.size())
        found.push_back(one.name + ": " + std::to_string(one.columns.size()) + " columns and " +
                        std::to_string(other.columns.size()));
    for (std::size_t i = 0; i < std::min(one.columns.size(), other.columns.size()); ++i)
        if (one.columns[i] != other.columns[i])
            found.push_back(one.name + ": " + shown(one.columns[i]) + " and " +
                            shown(other.columns[i]));
    if (one.primary_key != other.primary_key)
        found.push_back(one.name + ": primary key " + joined(one.primary_key) + " and " +
                        joined(other.primary_key));
    if (one.checks != other.checks)
        found.push_back(one.name + ": " + std::to_string(one.checks) + " checks and " +
                        std::to_string(other.checks));
    compare_sets(
        one.name, "foreign key", one.foreign_keys, other.foreign_keys,
        [](const SchemaForeignKey& key) {
            return joined(key.columns) + " to " + key.table + joined(key.their_columns) +
                   " ON DELETE " + key.on_delete;
        },
        found);
    compare_sets(
        one.name, "index", one.indexes, other.indexes,
        [](const SchemaIndex& index) {
            return index.name + joined(index.columns) + (index.is_unique ? " unique" : "") +
                   (index.is_partial ? " partial" : "");
        },
        found);
}

}  // namespace

const SchemaTable* Schema::find(std::string_view table) const
{
    for (const SchemaTable& each : tables)
        if (each.name == table)
            return &each;
    return nullptr;
}

std::vector<std::string> problems_of_schema(const Schema& schema, InstallationTables exceptions)
{
    std::vector<std::string> problems;
    for (const std::string_view exception : exceptions)
        if (schema.find(exception) == nullptr)
            problems.push_back(std::string(exception) +
                               ": listed as a table of the installation, and there is none");
    for (const SchemaTable& table : schema.tables) {
        if (!is_name(table.name))
            problems.push_back(table.name + ": the name is not snake_case");
        if (table.primary_key.empty())
            problems.push_back(table.name + ": has no primary key");
        add_column_problems(table, problems);
        if (table.name != k_version_table && !is_among(exceptions, table.name))
            add_school_problems(table, exceptions, schema, problems);
    }
    return problems;
}

std::vector<std::string> problems_of_migrations(std::span<const Migration> migrations)
{
    std::vector<std::string> problems;
    for (const Migration& migration : migrations)
        for (const SqlWord& word : words_of_sql(migration.text))
            for (const auto& [refused, instead] : k_refused_words)
                if (word.text == refused)
                    problems.push_back(migration.path + ':' + std::to_string(word.line) + ": " +
                                       word.text + " is not the same on both backends; write " +
                                       std::string(instead));
    return problems;
}

std::vector<std::string> differences(const Schema& one, const Schema& other)
{
    std::vector<std::string> found;
    for (const SchemaTable& table : one.tables) {
        if (const SchemaTable* theirs = other.find(table.name))
            compare_tables(table, *theirs, found);
        else
            found.push_back(table.name + ": only the first has it");
    }
    for (const SchemaTable& table : other.tables)
        if (one.find(table.name) == nullptr)
            found.push_back(table.name + ": only the second has it");
    return found;
}

}  // namespace taqwim::database
