// The installation's keys in files that nobody but the program may read: the master key that seals second factors, and
// the key that signs heads of audit chains.
#pragma once

#include <string>

#include "core/refusal.h"
#include "platform/crypto/random.h"
#include "platform/crypto/sealed.h"
#include "platform/crypto/signature.h"

namespace taqwim::access {

// Reads the key, or makes the file with mode 0600 and a new key. Refuses with file_not_readable (not ours to read, no
// key, or open to others) and file_not_writable.
[[nodiscard]] Result<crypto::MasterKey> master_key_in(const std::string& file,
                                                      crypto::RandomSource& random);
[[nodiscard]] Result<crypto::SigningKey> signing_key_in(const std::string& file,
                                                        crypto::RandomSource& random);

// A new signing key in the place of the old one, which stays beside it as "<file>.<its id>".
[[nodiscard]] Result<crypto::SigningKey> rotated_signing_key(const std::string& file,
                                                             crypto::RandomSource& random);

}  // namespace taqwim::access
