// The tables of a PostgreSQL database, from its catalogue.
#include "platform/database/schema_reading.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace taqwim::database {

namespace {

// "'x'::text" and "'0'::bigint" as they were written: x and 0.
std::string without_cast(std::string text)
{
    if (const std::size_t cast = text.rfind("::"); cast != std::string::npos)
        text.erase(cast);
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
        return text.substr(1, text.size() - 2);
    return text;
}

std::string in_capitals(std::string text)
{
    for (char& letter : text)
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

void read_columns(Session& session, SchemaTable& table)
{
    for (const Row& row : session.find_all(
             "SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, "
             "a.attnotnull AS is_not_null, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS standard "
             "FROM pg_catalog.pg_attribute a "
             "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
             "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = "
             "current_schema() "
             "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
             "WHERE c.relname = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
             table.name))
        table.columns.push_back({row.text("name"), in_capitals(row.text("type")),
                                 row.boolean("is_not_null"),
                                 without_cast(row.text_or_null("standard").value_or(""))});
}

// Keys of both kinds, one row for each column.
void read_keys(Session& session, SchemaTable& table)
{
    std::map<std::string, SchemaForeignKey> foreign_keys;
    for (const Row& row : session.find_all(
             "SELECT o.conname AS name, o.contype::text AS kind, mine.attname AS mine, "
             "theirs.attname AS theirs, their_table.relname AS their_table, "
             "CASE o.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' "
             "WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END AS on_delete "
             "FROM pg_catalog.pg_constraint o "
             "JOIN pg_catalog.pg_class c ON c.oid = o.conrelid "
             "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = "
             "current_schema() "
             "CROSS JOIN LATERAL generate_subscripts(o.conkey, 1) AS place "
             "JOIN pg_catalog.pg_attribute mine ON mine.attrelid = o.conrelid AND mine.attnum = "
             "o.conkey[place] "
             "LEFT JOIN pg_catalog.pg_class their_table ON their_table.oid = o.confrelid "
             "LEFT JOIN pg_catalog.pg_attribute theirs "
             "ON theirs.attrelid = o.confrelid AND theirs.attnum = o.confkey[place] "
             "WHERE c.relname = $1 AND o.contype IN ('p', 'f') ORDER BY o.conname, place",
             table.name)) {
        if (row.text("kind") == "p") {
            table.primary_key.push_back(row.text("mine"));
            continue;
        }
        SchemaForeignKey& key = foreign_keys[row.text("name")];
        key.table = row.text("their_table");
        key.on_delete = row.text("on_delete");
        key.columns.push_back(row.text("mine"));
        key.their_columns.push_back(row.text("theirs"));
    }
    for (auto& [name, key] : foreign_keys)
        table.foreign_keys.push_back(std::move(key));
    std::sort(table.foreign_keys.begin(), table.foreign_keys.end());
}

void read_indexes(Session& session, SchemaTable& table)
{
    std::map<std::string, SchemaIndex> indexes;
    for (const Row& row : session.find_all(
             "SELECT of_index.relname AS name, i.indisunique AS is_unique, "
             "i.indpred IS NOT NULL AS is_partial, o.oid IS NOT NULL AS is_constraint, "
             "a.attname AS column_name "
             "FROM pg_catalog.pg_index i "
             "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
             "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = "
             "current_schema() "
             "JOIN pg_catalog.pg_class of_index ON of_index.oid = i.indexrelid "
             "LEFT JOIN pg_catalog.pg_constraint o ON o.conindid = i.indexrelid AND o.contype = "
             "'u' "
             "CROSS JOIN LATERAL generate_subscripts(i.indkey, 1) AS place "
             "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = "
             "i.indkey[place] "
             "WHERE c.relname = $1 AND NOT i.indisprimary ORDER BY of_index.relname, place",
             table.name)) {
        SchemaIndex& index = indexes[row.text("name")];
        index.is_unique = row.boolean("is_unique");
        index.is_partial = row.boolean("is_partial");
        if (!row.boolean("is_constraint"))
            index.name = row.text("name");
        index.columns.push_back(row.text_or_null("column_name").value_or("(expression)"));
    }
    for (auto& [name, index] : indexes)
        table.indexes.push_back(std::move(index));
    std::sort(table.indexes.begin(), table.indexes.end());
}

}  // namespace

Schema read_postgres_schema(Session& session)
{
    Schema schema;
    for (const Row& row :
         session.find_all("SELECT c.relname::text AS name, "
                          "(SELECT count(*) FROM pg_catalog.pg_constraint o "
                          "WHERE o.conrelid = c.oid AND o.contype = 'c') AS checks "
                          "FROM pg_catalog.pg_class c "
                          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname "
                          "= current_schema() "
                          "WHERE c.relkind IN ('r', 'p') ORDER BY name")) {
        SchemaTable table;
        table.name = row.text("name");
        table.checks = static_cast<int>(row.integer("checks"));
        read_columns(session, table);
        read_keys(session, table);
        read_indexes(session, table);
        schema.tables.push_back(std::move(table));
    }
    return schema;
}

}  // namespace taqwim::database
