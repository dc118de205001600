// What one person alone may read: sealed to his public key by anybody (X25519 and XSalsa20-Poly1305, libsodium's sealed
// box), opened with the key that he alone can open.
//
//   const OpeningKey own = OpeningKey::make(random);
//   const Bytes letter = seal_to(own.address(), secret.view());
//   const auto secret = own.open(letter);
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "platform/crypto/bytes.h"
#include "platform/crypto/random.h"

namespace taqwim::crypto {

// The public half.
struct LetterAddress {
    static constexpr std::size_t k_size = 32;
    std::array<std::uint8_t, k_size> bytes{};

    [[nodiscard]] static std::optional<LetterAddress> from_bytes(ByteView bytes);
    friend bool operator==(const LetterAddress&, const LetterAddress&) = default;
};

// Two letters of the same content differ: their chance is the system's.
[[nodiscard]] Bytes seal_to(const LetterAddress& address, ByteView content);

// Wiped when it goes; moved, never copied.
class OpeningKey {
public:
    static constexpr std::size_t k_size = 32;

    [[nodiscard]] static OpeningKey make(RandomSource& random);
    [[nodiscard]] static std::optional<OpeningKey> from_bytes(ByteView bytes);

    [[nodiscard]] const LetterAddress& address() const { return address_; }
    [[nodiscard]] ByteView bytes() const { return secret_.view(); }
    // Nothing when it is sealed to somebody else, or a bit was changed.
    [[nodiscard]] std::optional<SecretBytes> open(ByteView letter) const;

private:
    OpeningKey() = default;

    SecretBytes secret_;
    LetterAddress address_;
};

}  // namespace taqwim::crypto
