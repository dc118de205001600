// Passwords: what is accepted as one, how it is kept, how it is verified.
//
// A password is brought into one form before anything looks at it: Unicode NFC, digits of Arabic keyboards as ASCII,
// every other blank as a space. The same keys on a telephone and on a school's computer are then the same password.
//
// What is kept is an argon2id text ("$argon2id$v=19$m=65536,t=2,p=1$…"), which names its own cost. Each computation
// takes the memory of its cost: whoever calls these from many threads bounds how many run at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/crypto/sealed.h"

namespace taqwim::crypto {

inline constexpr std::size_t k_password_minimum_letters = 12;
inline constexpr std::size_t k_password_maximum_letters = 128;

struct PasswordCost {
    std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
    std::uint32_t passes = 2;
};

// Why this cannot be a password: password_too_short and password_too_long (12 to 128 letters, counted as code points
// of its one form), password_too_common, field_wrong_type when it is not UTF-8. Nothing when it can. The refusal never
// holds the password.
[[nodiscard]] std::optional<Refusal> refuses_password(std::string_view password,
                                                      std::string_view field = "/password");

// The text to keep. It has its own salt: the same password gives another text every time. Throws CryptoFault when the
// machine does not have the memory.
[[nodiscard]] std::string hash_password(std::string_view password, const PasswordCost& cost = {});

// Whether the kept text is of this password. A text that is none matches nothing.
[[nodiscard]] bool password_matches(std::string_view kept, std::string_view password);

// Whether the text was made at another cost, or is none: make it anew when its owner has just signed in.
[[nodiscard]] bool needs_rehash(std::string_view kept, const PasswordCost& cost);

// Takes as long as password_matches does. To be called when there is no such account, so that the time of the answer
// does not tell who has one.
void spend_time_of_matching(std::string_view password, const PasswordCost& cost = {});

inline constexpr std::size_t k_password_salt_size = 16;

// The key that this password opens: argon2id of its one form and of the salt (k_password_salt_size bytes of chance, kept
// beside what is sealed). Nothing for what can be no password. Throws CryptoFault when the machine does not have the memory.
[[nodiscard]] std::optional<MasterKey> key_of_password(std::string_view password, ByteView salt,
                                                       const PasswordCost& cost = {});

}  // namespace taqwim::crypto
