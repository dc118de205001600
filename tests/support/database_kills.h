// A program that writes from eight threads, killed again and again.
#pragma once

#include <cstdint>
#include <string>

#include "platform/database/database.h"

namespace taqwim::tests {

struct KillReport {
    std::int64_t acknowledged = 0;
    std::int64_t stored = 0;
    std::string
        problem;  // empty when every acknowledged row is there once and the database is sound
};

// Starts a child process that writes into the empty database, kills it (SIGKILL) after a time drawn from `seed`, looks
// what is there, and starts the next, `kills` times. The database must be closed.
[[nodiscard]] KillReport kill_while_writing(const database::DatabaseSettings& settings, int kills,
                                            unsigned seed);

}  // namespace taqwim::tests
