// The second factor: six digits that an authenticator app shows for 30 seconds (RFC 6238 with HMAC-SHA-1, as every
// app has it).
//
// A code is used once: keep the step that matching_totp_step returns and give it as last_used the next time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "platform/crypto/bytes.h"
#include "platform/crypto/random.h"

namespace taqwim::crypto {

class TotpSecret {
public:
    static constexpr std::size_t k_size = 20;

    [[nodiscard]] static TotpSecret make(RandomSource& random);
    // At least 16 bytes (RFC 4226, part 4), at most 64; nothing for others.
    [[nodiscard]] static std::optional<TotpSecret> from_bytes(ByteView bytes);
    // As people copy it: small letters, blanks, hyphens and padding are passed over.
    [[nodiscard]] static std::optional<TotpSecret> from_base32(std::string_view text);

    // Both tell the secret: they are for sealing it and for the one page that shows it.
    [[nodiscard]] ByteView bytes() const { return bytes_.view(); }
    [[nodiscard]] std::string to_base32() const;

private:
    explicit TotpSecret(SecretBytes bytes) : bytes_(std::move(bytes)) {}

    SecretBytes bytes_;
};

// Which 30 seconds since 1970 the moment lies in.
[[nodiscard]] std::int64_t totp_step(Instant at);

// The six digits of a step.
[[nodiscard]] std::string totp_code(const TotpSecret& secret, std::int64_t step);

// The step whose code was typed, among this one, the one before and the one after; nothing when it is none of them or
// not later than the step that was used last. Blanks between the digits and Arabic digits are read.
[[nodiscard]] std::optional<std::int64_t> matching_totp_step(
    const TotpSecret& secret, std::string_view typed, Instant now,
    std::optional<std::int64_t> last_used = std::nullopt);

// What the QR code of an authenticator app says. Issuer and account may be Arabic. It tells the secret.
[[nodiscard]] std::string otpauth_uri(const TotpSecret& secret, std::string_view issuer,
                                      std::string_view account);

}  // namespace taqwim::crypto
