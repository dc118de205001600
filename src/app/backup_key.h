// The key of backups: from the files that the settings name, a variable of the environment, or the terminal. Never from the
// command line, where other users of the machine could read it.
#pragma once

#include <cstdint>

#include "app/commands.h"
#include "app/server/settings.h"
#include "core/refusal.h"
#include "platform/crypto/secret_stream.h"

namespace taqwim::app {

// A new passphrase has to be a good one, and is asked for twice. A key of holders makes new backups without them.
enum class KeyFor : std::uint8_t { a_new_backup, an_old_backup };

// Refuses with setting_invalid when the settings name more than one way, with backup_key_missing, file_not_readable, for a new
// backup with what refuses_password refuses, and for an old one of holders with backup_key_wrong (their document is of another
// key) and what open_by_holders refuses.
[[nodiscard]] Result<crypto::StreamKey> backup_key(const Context& context, const Settings& settings,
                                                   KeyFor use);

// Tells what kept a backup or its key from being made or read; whose fault it is.
[[nodiscard]] ExitCode told_of_backup(const Context& context, const Refusal& refusal);

}  // namespace taqwim::app
