#include "regulations/frame/digest.h"

#include <array>

#include <sodium.h>

namespace taqwim {

std::string sha256_hex(std::string_view bytes)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const unsigned char byte : digest)
        for (const int half : {byte >> 4, byte & 0x0F})
            hex += "0123456789abcdef"[half];
    return hex;
}

}  // namespace taqwim
