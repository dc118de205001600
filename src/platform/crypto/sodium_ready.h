// libsodium, made ready once. Included by the sources of this room alone.
#pragma once

#include <sodium.h>

#include "platform/crypto/bytes.h"

namespace taqwim::crypto {

// Every function that calls libsodium calls this first. Safe from any thread.
inline void make_sodium_ready()
{
    static const bool is_ready = sodium_init() >= 0;
    if (!is_ready)
        throw CryptoFault("libsodium cannot start: the system gives no randomness");
}

}  // namespace taqwim::crypto
