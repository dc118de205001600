// Bytes as the letters that a QR code packs best: base45 (RFC 9285), digits, capitals and nine signs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/bytes.h"

namespace taqwim::documents {

[[nodiscard]] std::string to_base45(crypto::ByteView bytes);
// Nothing for another letter, a length that no bytes give, and groups that stand for more than their bytes.
[[nodiscard]] std::optional<crypto::Bytes> from_base45(std::string_view text);

}  // namespace taqwim::documents
