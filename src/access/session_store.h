// The table of sessions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "platform/crypto/digest.h"
#include "platform/database/session.h"

namespace taqwim::access {

// A session that somebody signed in to. Its token is in the browser alone.
struct SignedSession {
    std::int64_t session_id = 0;
    crypto::Digest token_digest;
    std::int64_t account_id = 0;
    std::string csrf_token;
    Instant created_at;
    Instant last_used_at;
    Instant expires_at;
    std::optional<Instant> second_factor_at;  // none while the second factor was not given
};

namespace session_store {

void insert(database::Session& session, const SignedSession& signed_session);
[[nodiscard]] std::optional<SignedSession> find(database::Session& session,
                                                const crypto::Digest& token_digest);
void touch(database::Session& session, std::int64_t session_id, Instant now);
// Gives how many there were.
std::int64_t remove(database::Session& session, const crypto::Digest& token_digest);
std::int64_t remove_of_account(database::Session& session, std::int64_t account_id,
                               std::int64_t session_id);
std::int64_t remove_all_of_account(database::Session& session, std::int64_t account_id,
                                   std::int64_t but_session_id);
void remove_expired(database::Session& session, Instant now);
// The newest first.
[[nodiscard]] std::vector<SignedSession> of_account(database::Session& session,
                                                    std::int64_t account_id);

}  // namespace session_store
}  // namespace taqwim::access
