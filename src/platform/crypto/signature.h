// Signatures (Ed25519): who has the signing key signs, whoever has the public key can tell.
//
//   const auto key = SigningKey::make(random);
//   const Signature signature = key.sign(bytes);
//   key.public_key().verifies(signature, bytes);
//
// The text forms carry what they are, so that a signing key is not handed out in place of a public one:
// "ed25519-public:…", "ed25519-signing:…".
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/bytes.h"
#include "platform/crypto/random.h"

namespace taqwim::crypto {

struct Signature {
    static constexpr std::size_t k_size = 64;

    std::array<std::uint8_t, k_size> bytes{};

    // base64url, 86 letters.
    [[nodiscard]] std::string to_text() const { return to_base64url(bytes); }
    [[nodiscard]] static std::optional<Signature> parse(std::string_view text);
    [[nodiscard]] static std::optional<Signature> from_bytes(ByteView bytes);

    friend auto operator<=>(const Signature&, const Signature&) = default;
};

struct PublicKey {
    static constexpr std::size_t k_size = 32;

    std::array<std::uint8_t, k_size> bytes{};

    // "ed25519-public:…"
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] static std::optional<PublicKey> parse(std::string_view text);
    [[nodiscard]] static std::optional<PublicKey> from_bytes(ByteView bytes);

    // The first 16 hexadecimal digits of the key's digest: which key signed, not a proof of anything.
    [[nodiscard]] std::string id() const;

    [[nodiscard]] bool verifies(const Signature& signature, ByteView message) const;

    friend auto operator<=>(const PublicKey&, const PublicKey&) = default;
};

// Wiped when it goes; moved, never copied.
class SigningKey {
public:
    [[nodiscard]] static SigningKey make(RandomSource& random);

    // From to_text or from the 32 bytes of its seed. Nothing for anything else.
    [[nodiscard]] static std::optional<SigningKey> parse(std::string_view text);
    [[nodiscard]] static std::optional<SigningKey> from_seed(ByteView seed);

    // "ed25519-signing:…". Whoever reads it can sign: wipe it after use.
    [[nodiscard]] SecretBytes to_text() const;

    [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
    [[nodiscard]] Signature sign(ByteView message) const;

private:
    SigningKey() = default;

    SecretBytes secret_;  // the seed and the public key, as libsodium keeps them
    PublicKey public_key_;
};

}  // namespace taqwim::crypto
