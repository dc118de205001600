// The key of backups: from the file that the settings name, a variable of the environment, or the terminal. Never from the
// command line, where other users of the machine could read it.
#pragma once

#include <cstdint>

#include "app/commands.h"
#include "app/server/settings.h"
#include "core/refusal.h"
#include "platform/crypto/secret_stream.h"

namespace taqwim::app {

// A new passphrase has to be a good one, and is asked for twice.
enum class KeyFor : std::uint8_t { a_new_backup, an_old_backup };

// Refuses with backup_key_missing, file_not_readable, and for a new backup with what refuses_password refuses.
[[nodiscard]] Result<crypto::StreamKey> backup_key(const Context& context, const Settings& settings,
                                                   KeyFor use);

}  // namespace taqwim::app
