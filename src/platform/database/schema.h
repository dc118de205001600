// What tables a database has, seen alike on both backends; what is wrong with them; how two databases differ. For
// tests and exports.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/migrations.h"
#include "platform/database/session.h"

namespace taqwim::database {

struct SchemaColumn {
    std::string name;
    std::string type;  // BIGINT, TEXT, BYTEA; anything else as the database names it
    bool is_not_null = false;
    std::string standard;  // DEFAULT, without quotes and casts; empty when there is none

    friend bool operator==(const SchemaColumn&, const SchemaColumn&) = default;
};

struct SchemaForeignKey {
    std::vector<std::string> columns;
    std::string table;
    std::vector<std::string> their_columns;
    std::string on_delete;  // NO ACTION, CASCADE …

    friend auto operator<=>(const SchemaForeignKey&, const SchemaForeignKey&) = default;
};

struct SchemaIndex {
    std::vector<std::string> columns;
    bool is_unique = false;
    bool is_partial = false;
    std::string name;  // empty for the index of a UNIQUE constraint

    friend auto operator<=>(const SchemaIndex&, const SchemaIndex&) = default;
};

struct SchemaTable {
    std::string name;
    std::vector<SchemaColumn> columns;           // in the order of the table
    std::vector<std::string> primary_key;        // in its order
    std::vector<SchemaForeignKey> foreign_keys;  // sorted, as the indexes are
    std::vector<SchemaIndex> indexes;            // without that of the primary key
    int checks = 0;  // how many CHECKs; their texts differ between backends
};

struct Schema {
    std::vector<SchemaTable> tables;  // by name, schema_version among them

    [[nodiscard]] const SchemaTable* find(std::string_view table) const;
};

[[nodiscard]] Schema read_schema(Session& session);

// Tables that belong to the installation or a directorate and so do not lead with school_id, each by its name.
using InstallationTables = std::span<const std::string_view>;

// One line for each finding, empty when all is well: a column of another type than BIGINT, TEXT and BYTEA; a table
// without a primary key, or whose key does not lead with school_id; an exception that is no table; a foreign key that
// does not keep within the school; a table whose only key columns may be NULL; a name that is not snake_case.
[[nodiscard]] std::vector<std::string> problems_of_schema(const Schema& schema,
                                                          InstallationTables exceptions);

// What a look at one database cannot show: words that one backend takes otherwise than the other, such as REAL,
// NUMERIC, BOOLEAN, TIMESTAMP, INTEGER (32 bits on PostgreSQL), AUTOINCREMENT, DEFERRABLE, COLLATE, CURRENT_TIMESTAMP.
// Each finding names file and line.
[[nodiscard]] std::vector<std::string> problems_of_migrations(
    std::span<const Migration> migrations);

// One line for each difference; empty when both are alike.
[[nodiscard]] std::vector<std::string> differences(const Schema& one, const Schema& other);

}  // namespace taqwim::database
