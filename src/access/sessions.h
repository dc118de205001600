// Sessions: who asks, found from the cookie of a request.
//
//   Sessions   opened at sign-in, looked up at every request, ended. The token is 32 bytes of chance; its digest is
//              stored, so that who reads the database cannot sign in with it.
//   Callers    accounts with what their appointments give them
//
// A session ends when it was not used for a while, when its last moment came, when its owner or a new password ended
// it, or when its account was disabled. Both keep what was just read for a few seconds (short_cache.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "access/caller.h"
#include "access/session_store.h"
#include "access/short_cache.h"
#include "access/workplace.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

namespace taqwim::access {

struct OpenedSession {
    std::string token;
    SignedSession session;
};

class Sessions {
public:
    using Pointer = std::shared_ptr<const SignedSession>;

    explicit Sessions(const Workplace& place);

    // A new session within a transaction that signs somebody in. Its token was never seen before: what a browser sent
    // along is never taken over.
    [[nodiscard]] OpenedSession open(database::Session& session, std::int64_t account_id,
                                     Instant now, std::optional<Instant> second_factor_at,
                                     std::optional<Instant> expires_at = std::nullopt);

    // The session of a token, when it has not ended. Its use is noted.
    [[nodiscard]] Pointer find(std::string_view token, Instant now);
    // The same without waiting for the database: nothing when it is not at hand.
    [[nodiscard]] Pointer find_at_hand(std::string_view token, Instant now);

    void forget(const crypto::Digest& token_digest) { cache_.forget(token_digest); }
    void forget_account(std::int64_t account_id);

private:
    [[nodiscard]] bool has_ended(const SignedSession& session, Instant now) const;

    Workplace place_;
    ShortCache<crypto::Digest, SignedSession> cache_;
};

class Callers {
public:
    using Pointer = std::shared_ptr<const Caller>;

    explicit Callers(const Workplace& place);

    // Nothing when there is no such account.
    [[nodiscard]] Pointer find(std::int64_t account_id, Instant now);
    [[nodiscard]] Pointer find_at_hand(std::int64_t account_id, Instant now)
    {
        return cache_.find(account_id, now);
    }
    void forget(std::int64_t account_id) { cache_.forget(account_id); }
    // After anything that appointments, links or children hang on was changed.
    void forget_all() { cache_.forget_all(); }

private:
    Workplace place_;
    ShortCache<std::int64_t, Caller> cache_;
};

// "__Host-taqwim" over TLS: browsers then take it from this host alone. Without TLS, on loopback, "taqwim".
[[nodiscard]] std::string_view cookie_name(const http::Request& request);
[[nodiscard]] std::optional<std::string_view> session_token(const http::Request& request);
[[nodiscard]] http::Cookie session_cookie(const http::Request& request, const std::string& token);
// Takes the cookie out of the browser.
[[nodiscard]] http::Cookie ended_cookie(const http::Request& request);

}  // namespace taqwim::access
