// The holders of the backup key before the program: reading their document, asking them for their passphrases.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/server/holders_key.h"
#include "core/refusal.h"

namespace taqwim::app {

// Refuses with file_not_readable, and as HoldersKey::parse does.
[[nodiscard]] Result<HoldersKey> read_holders_key(const std::filesystem::path& file);

// The key, opened by as many holders as it needs: each says who he is and types his passphrase at the terminal, or the file
// has a line of each, "NUMBER PASSPHRASE". Refuses with backup_shares_missing after too many wrong ones or when nobody goes
// on, with file_not_readable, and with backup_key_missing when there is neither a file nor a terminal.
[[nodiscard]] Result<crypto::OpeningKey> open_by_holders(const Context& context,
                                                         const HoldersKey& key,
                                                         const std::string& passphrases_file);

// One holder's share, after at most k_most_wrong passphrases. Nothing when none was right.
[[nodiscard]] std::optional<crypto::KeyShare> share_by_question(const Context& context,
                                                                const HoldersKey& key,
                                                                const BackupKeyHolder& holder);
inline constexpr int k_most_wrong = 3;

// A good passphrase, typed twice the same. Nothing when nobody goes on.
[[nodiscard]] std::optional<crypto::SecretBytes> new_passphrase(const Context& context);

// Each new holder's label and passphrase, one after the other. Nothing when nobody goes on.
[[nodiscard]] std::optional<std::vector<NewHolder>> new_holders(const Context& context, int count);

}  // namespace taqwim::app
