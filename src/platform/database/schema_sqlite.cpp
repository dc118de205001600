// The tables of an SQLite file, from its pragmas.
#include "platform/database/schema_reading.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "platform/database/sql_script.h"

namespace taqwim::database {

namespace {

std::string without_quotes(std::string text)
{
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
        return text.substr(1, text.size() - 2);
    return text;
}

void read_columns(Session& session, SchemaTable& table)
{
    std::map<std::int64_t, std::string> key;
    for (const Row& row : session.find_all(
             "SELECT name, type, \"notnull\" AS is_not_null, dflt_value AS standard, pk "
             "FROM pragma_table_info($1) ORDER BY cid",
             table.name)) {
        // A column of the primary key is never NULL on PostgreSQL; the schema's problems tell of one that may be here.
        table.columns.push_back({row.text("name"), row.text("type"), row.boolean("is_not_null"),
                                 without_quotes(row.text_or_null("standard").value_or(""))});
        if (row.integer("pk") > 0)
            key.emplace(row.integer("pk"), row.text("name"));
    }
    for (auto& [place, name] : key)
        table.primary_key.push_back(std::move(name));
}

void read_foreign_keys(Session& session, SchemaTable& table)
{
    std::map<std::int64_t, SchemaForeignKey> keys;
    for (const Row& row : session.find_all(
             "SELECT id, \"table\" AS their_table, \"from\" AS mine, \"to\" AS theirs, on_delete "
             "FROM pragma_foreign_key_list($1) ORDER BY id, seq",
             table.name)) {
        SchemaForeignKey& key = keys[row.integer("id")];
        key.table = row.text("their_table");
        key.on_delete = row.text("on_delete");
        key.columns.push_back(row.text("mine"));
        key.their_columns.push_back(row.text_or_null("theirs").value_or(""));
    }
    for (auto& [id, key] : keys)
        table.foreign_keys.push_back(std::move(key));
    std::sort(table.foreign_keys.begin(), table.foreign_keys.end());
}

void read_indexes(Session& session, SchemaTable& table)
{
    for (const Row& row : session.find_all(
             "SELECT name, \"unique\" AS is_unique, origin, partial FROM pragma_index_list($1)",
             table.name)) {
        if (row.text("origin") == "pk")
            continue;
        SchemaIndex index;
        index.is_unique = row.boolean("is_unique");
        index.is_partial = row.boolean("partial");
        if (row.text("origin") == "c")
            index.name = row.text("name");
        for (const Row& column : session.find_all(
                 "SELECT name FROM pragma_index_info($1) ORDER BY seqno", row.text("name")))
            index.columns.push_back(column.text_or_null("name").value_or("(expression)"));
        table.indexes.push_back(std::move(index));
    }
    std::sort(table.indexes.begin(), table.indexes.end());
}

}  // namespace

Schema read_sqlite_schema(Session& session)
{
    Schema schema;
    for (const Row& row : session.find_all(
             "SELECT name, sql FROM sqlite_master "
             "WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name")) {
        SchemaTable table;
        table.name = row.text("name");
        for (const SqlWord& word : words_of_sql(row.text("sql")))
            table.checks += word.text == "CHECK" ? 1 : 0;
        read_columns(session, table);
        read_foreign_keys(session, table);
        read_indexes(session, table);
        schema.tables.push_back(std::move(table));
    }
    return schema;
}

}  // namespace taqwim::database
