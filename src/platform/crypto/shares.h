// A key in n shares of which any k give it back, and fewer tell nothing (Shamir's sharing, by libgfshare).
//
//   const std::vector<KeyShare> shares = split(key, 3, 5, random);
//   const auto key = join(three_of_them);
//
// A wrong share gives another key, and nothing tells so: keep each share's digest when it is made and hold what comes
// back against it, and seal with the key what has a proof of its own (sealed.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "platform/crypto/bytes.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/random.h"
#include "platform/crypto/sealed.h"

namespace taqwim::crypto {

struct KeyShare {
    std::uint8_t number = 0;  // 1 to n
    SecretBytes bytes;        // as long as the key

    // May be known to everybody: the share is chance, and is not found from it.
    [[nodiscard]] Digest digest() const;
};

inline constexpr int k_most_shares = 255;

// `needed` is 2 to `count`, `count` at most k_most_shares; anything else is a std::logic_error.
[[nodiscard]] std::vector<KeyShare> split(const MasterKey& key, int needed, int count,
                                          RandomSource& random);

// The key of exactly these shares. Nothing when there are fewer than two, one is not of a key's length, or a number is 0
// or stands twice.
[[nodiscard]] std::optional<MasterKey> join(std::span<const KeyShare* const> shares);

}  // namespace taqwim::crypto
