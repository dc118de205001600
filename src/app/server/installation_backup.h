// The backup of an installation: its database, its keys, and the heads of its audit chains as they stood.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "access/audit.h"
#include "app/server/settings.h"
#include "core/clock.h"
#include "core/refusal.h"
#include "platform/backup/backup.h"
#include "platform/crypto/secret_stream.h"
#include "platform/database/migrations.h"

namespace taqwim::app {

struct BackupOrder {
    std::filesystem::path file;
    const crypto::StreamKey& key;
    std::function<bool()> is_interrupted = nullptr;
};

struct BackupTaken {
    backup::Summary summary;
    // The signed heads, to be kept by somebody else than who keeps the database. No names stand in it.
    std::filesystem::path heads_file;
};

// Beside a server that runs, or without one. Refuses with what write_backup refuses, with database_foreign and
// database_newer, and with file_not_readable when a key of the installation cannot be read.
[[nodiscard]] Result<BackupTaken> take_backup(const Settings& settings, const Clock& clock,
                                              const BackupOrder& order);

struct BackupRestored {
    backup::Summary summary;
    database::Upgrade upgraded;  // from the version of the backup to the program's
    // Every chain as it was restored, held against the heads that the backup carried. The restoration is noted behind
    // those that are whole.
    std::vector<access::ChainReport> chains;

    [[nodiscard]] bool has_whole_chains() const;
};

// Into the empty database and key folder that the settings name. Refuses with what restore_backup refuses, and with
// file_exists when another key stands in the folder.
[[nodiscard]] Result<BackupRestored> restore_backup(const Settings& settings, const Clock& clock,
                                                    const BackupOrder& order);

}  // namespace taqwim::app
