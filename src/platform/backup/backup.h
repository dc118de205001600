// Backups: the whole database and the installation's own files in one encrypted file, of one form for both databases,
// so that a backup of SQLite is restored into PostgreSQL and the reverse. Taken in one snapshot while others write.
//
//   const auto written = write_backup(database, "school.backup", StreamKey::from_passphrase(words), wanted);
//   const auto checked = check_backup("school.backup", key);          // reads all of it
//   const auto restored = restore_backup(empty, "school.backup", key, restoring);
//
// The key is a passphrase, 32 bytes, or one of chance that is sealed to the address of those who hold the backup key together.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/refusal.h"
#include "platform/backup/content.h"
#include "platform/crypto/secret_stream.h"
#include "platform/database/database.h"
#include "platform/database/migrations.h"

namespace taqwim::backup {

// What a backup is and holds: no names, nothing of the record.
struct Summary {
    Header header;
    Manifest manifest;
    std::uint64_t bytes = 0;  // of the file

    [[nodiscard]] std::uint64_t rows() const;
};

struct Wanted {
    std::string program;
    Instant taken_at;
    std::vector<std::string> left_out = {};  // tables whose rows are not carried
    // The installation's own files, and what is said about the record as it stands in the snapshot. Called within it,
    // and again when the read is.
    std::function<Result<std::vector<Attachment>>(database::Session&)> attachments = nullptr;
    // Asked now and then; when true, the backup is given up with Interrupted.
    std::function<bool()> is_interrupted = nullptr;
};

class Interrupted : public std::runtime_error {
public:
    Interrupted() : std::runtime_error("interrupted") {}
};

// The file is there whole or not at all. Refuses with file_exists, file_not_writable, database_foreign, and with what
// `attachments` refuses; throws FileFault (new_file.h).
[[nodiscard]] Result<Summary> write_backup(database::Database& database,
                                           const std::filesystem::path& file,
                                           const crypto::StreamKey& key, const Wanted& wanted);

// What a backup is to be opened with, as its beginning says before anything of it is proved.
struct KeyWanted {
    crypto::StreamKeyKind kind = crypto::StreamKeyKind::key;
    std::optional<crypto::LetterAddress> address = {};  // of a letter alone
};

// Refuses with file_not_readable, and with backup_damaged for a file that is no backup; its place is "newer_backup" when a newer program
// wrote the file.
[[nodiscard]] Result<KeyWanted> key_wanted(const std::filesystem::path& file);

// Reads everything and holds it against the manifest. Refuses with file_not_readable, backup_key_wrong and
// backup_damaged; FileFault when the disk fails.
[[nodiscard]] Result<Summary> check_backup(const std::filesystem::path& file,
                                           const crypto::StreamKey& key);

struct Restoring {
    std::span<const database::Migration> migrations;
    Instant now;
    // Is given the attachments once all rows are stored and proved, before anything of it is committed.
    std::function<std::optional<Refusal>(const std::vector<Attachment>&)> keep_attachments =
        nullptr;
    std::function<bool()> is_interrupted = nullptr;
};

// Into a database without rows. It then stands at the version that the backup was taken at; `upgrade` goes on from
// there. Refuses as check_backup does, and with database_not_empty, database_newer (the backup is of a newer program)
// and what keep_attachments refuses: the database then has no rows. Throws a ConfigurationFault when a migration was
// edited after the backup was taken.
[[nodiscard]] Result<Summary> restore_backup(database::Database& database,
                                             const std::filesystem::path& file,
                                             const crypto::StreamKey& key,
                                             const Restoring& restoring);

// What the tables of a database hold, as a manifest has it.
[[nodiscard]] std::vector<TableDigest> digests_of(database::Session& session,
                                                  std::span<const std::string> left_out = {});

}  // namespace taqwim::backup
