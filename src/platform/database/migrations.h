// The way of a database to the newest version: files <room>/migrations/NNNN_name.sql, one numbering over all rooms,
// forward only, never edited once merged.
//
//   const std::vector<Migration> migrations = read_migrations(all_embedded_files);   // gathered by the app
//   if (const auto refusal = refuses_version(database, migrations)) …                // a reader only looks
//   const Result<Upgrade> upgrade_done = upgrade(database, migrations, now);         // the owner brings it up to date
//
// Each change commits together with its row in schema_version. That row keeps the text that was applied, so that an
// edited file is noticed, and whoever opens an old database can read what was done to it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/embedded_file.h"
#include "core/instant.h"
#include "core/refusal.h"
#include "platform/database/database.h"

namespace taqwim::database {

struct Migration {
    int version = 0;   // counted from 1
    std::string name;  // "mark_correction"
    std::string path;  // "migrations/0007_mark_correction.sql", for messages
    std::string text;
};

// From the rooms' embedded files, which may hold others: only migrations/*.sql is taken. Sorted by version. Throws a
// ConfigurationFault that names every gap, double number, ill-formed name and unreadable script.
[[nodiscard]] std::vector<Migration> read_migrations(std::span<const EmbeddedFile> files);

struct Upgrade {
    int from = 0;  // 0: the database was empty
    int to = 0;
};

// Applies what is missing. Refuses with database_newer, database_older (older than `oldest_supported`, which a new
// database never is) and database_foreign (tables, but not ours). Throws a ConfigurationFault when a migration was
// edited after this database had applied it, and a StorageFault when one fails; those before it stay applied.
[[nodiscard]] Result<Upgrade> upgrade(Database& database, std::span<const Migration> migrations,
                                      Instant now, int oldest_supported = 1);

// Whether a database is at exactly the program's version, for who may not upgrade it: refuses as `upgrade` does, and
// with database_older when it has not all migrations.
[[nodiscard]] std::optional<Refusal> refuses_version(Database& database,
                                                     std::span<const Migration> migrations);

// 0 for an empty database; nothing for one that is not ours.
[[nodiscard]] std::optional<int> schema_version(Database& database);

}  // namespace taqwim::database
