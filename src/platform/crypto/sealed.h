// Small secrets at rest: sealed under the installation's master key, bound to where they stand.
//
//   const Bytes kept = seal(master_key, secret.bytes(), "totp:account:7731", random);
//   const auto secret = open_sealed(master_key, kept, "totp:account:7731");
//
// XChaCha20-Poly1305 with a nonce of chance. What is associated is not kept with it, but must be the same when it is
// opened: a secret that was moved to another account does not open there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/bytes.h"
#include "platform/crypto/random.h"

namespace taqwim::crypto {

class MasterKey {
public:
    static constexpr std::size_t k_size = 32;

    [[nodiscard]] static MasterKey make(RandomSource& random);
    [[nodiscard]] static std::optional<MasterKey> from_bytes(ByteView bytes);
    // What a key file holds: "taqwim-key:…" (or the 64 hexadecimal digits of a key), with blanks and line ends around.
    [[nodiscard]] static std::optional<MasterKey> parse(std::string_view text);

    // "taqwim-key:…". Wipe it after use.
    [[nodiscard]] SecretBytes to_text() const;
    // Which key it is, not what it is: the first 16 hexadecimal digits of a digest.
    [[nodiscard]] std::string id() const;
    [[nodiscard]] ByteView bytes() const { return bytes_.view(); }

private:
    explicit MasterKey(SecretBytes bytes) : bytes_(std::move(bytes)) {}

    SecretBytes bytes_;
};

// How many bytes longer the sealed form is.
inline constexpr std::size_t k_seal_overhead = 1 + 24 + 16;

[[nodiscard]] Bytes seal(const MasterKey& key, ByteView secret, std::string_view associated,
                         RandomSource& random);

// Nothing when the key or the associated text is another, or a bit was changed: which of these cannot be told.
[[nodiscard]] std::optional<SecretBytes> open_sealed(const MasterKey& key, ByteView sealed,
                                                     std::string_view associated);

}  // namespace taqwim::crypto
