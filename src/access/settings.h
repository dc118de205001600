// What an installation may set about accounts, sessions and attempts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "platform/crypto/password.h"

namespace taqwim::access {

struct AccessSettings {
    crypto::PasswordCost password_cost;

    std::int64_t idle_seconds = 30 * 60;           // without a request a session ends
    std::int64_t absolute_seconds = 12 * 60 * 60;  // a session ends, whatever it did
    std::int64_t touch_seconds = 60;               // the last use is stored this often at most
    std::size_t cached_sessions = 20'000;
    std::int64_t cache_seconds = 5;  // how long a change by another process may stay unseen

    std::int64_t first_code_seconds = 14 * 24 * 60 * 60;
    std::int64_t reset_code_seconds = 24 * 60 * 60;
    std::int64_t code_tries = 5;

    // Wrong attempts until the first lock, which doubles with each further one. An address may be a whole school's.
    std::int64_t name_failures = 5;
    std::int64_t peer_failures = 50;
    std::int64_t first_lock_seconds = 60;
    std::int64_t longest_lock_seconds = 60 * 60;
    std::int64_t failures_kept_seconds = 24 * 60 * 60;

    // Attempts at once, and the seconds until there is one more.
    std::int64_t peer_burst = 60;
    std::int64_t peer_seconds = 1;
    std::int64_t name_burst = 10;
    std::int64_t name_seconds = 10;

    // Whether roles that need a second factor must have one. Left out for sample data alone.
    bool asks_second_factor = true;

    int office_offset_minutes = 180;  // where days of offices are counted
};

}  // namespace taqwim::access
