// The table of wrong attempts to sign in.
#pragma once

#include <cstdint>
#include <optional>

#include "core/instant.h"
#include "platform/crypto/digest.h"
#include "platform/database/session.h"

namespace taqwim::access {

struct Failures {
    std::int64_t count = 0;
    Instant last_at;
    std::optional<Instant> locked_until;
};

namespace attempt_store {

[[nodiscard]] std::optional<Failures> find(database::Session& session, const crypto::Digest& key);
[[nodiscard]] std::optional<Failures> find_for_update(database::Session& session,
                                                      const crypto::Digest& key);
void store(database::Session& session, const crypto::Digest& key, const Failures& failures,
           bool is_there);
void remove(database::Session& session, const crypto::Digest& key);
void remove_before(database::Session& session, Instant moment);

}  // namespace attempt_store
}  // namespace taqwim::access
