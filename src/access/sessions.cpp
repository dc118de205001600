#include "access/sessions.h"

#include "access/caller_store.h"
#include "platform/database/storage_fault.h"

namespace taqwim::access {

namespace {

crypto::Digest digest_of_token(std::string_view token)
{
    return crypto::FieldDigester("taqwim.session_token.1").text(token).finish();
}

}  // namespace

Sessions::Sessions(const Workplace& place)
    : place_(place), cache_(place.settings.cached_sessions, place.settings.cache_seconds)
{}

OpenedSession Sessions::open(database::Session& session, std::int64_t account_id, Instant now,
                             std::optional<Instant> second_factor_at,
                             std::optional<Instant> expires_at)
{
    OpenedSession opened;
    opened.token = crypto::new_token(place_.random);
    opened.session.session_id = place_.ids.next(now);
    opened.session.token_digest = digest_of_token(opened.token);
    opened.session.account_id = account_id;
    opened.session.csrf_token = crypto::new_token(place_.random);
    opened.session.created_at = now;
    opened.session.last_used_at = now;
    opened.session.expires_at =
        expires_at.value_or(now.plus_seconds(place_.settings.absolute_seconds));
    opened.session.second_factor_at = second_factor_at;
    session_store::remove_expired(session, now);
    session_store::insert(session, opened.session);
    return opened;
}

bool Sessions::has_ended(const SignedSession& session, Instant now) const
{
    return session.expires_at <= now ||
           session.last_used_at.plus_seconds(place_.settings.idle_seconds) <= now;
}

Sessions::Pointer Sessions::find_at_hand(std::string_view token, Instant now)
{
    const Pointer found = cache_.find(digest_of_token(token), now);
    // Its use has to be stored first, which waits.
    if (!found || has_ended(*found, now) ||
        found->last_used_at.plus_seconds(place_.settings.touch_seconds) <= now)
        return nullptr;
    return found;
}

Sessions::Pointer Sessions::find(std::string_view token, Instant now)
{
    const crypto::Digest digest = digest_of_token(token);
    Pointer found = cache_.find(digest, now);
    if (!found) {
        const std::uint64_t generation = cache_.generation();
        const auto stored = place_.record.read(
            [&](database::Session& session) { return session_store::find(session, digest); });
        if (!stored)
            return nullptr;
        found = std::make_shared<const SignedSession>(*stored);
        cache_.keep(digest, found, now, generation);
    }
    if (has_ended(*found, now)) {
        cache_.forget(digest);
        return nullptr;
    }
    if (found->last_used_at.plus_seconds(place_.settings.touch_seconds) > now)
        return found;

    // A full disk must not sign everybody out who only reads: the session then ends as if it had not been used.
    auto used = *found;
    used.last_used_at = now;
    const std::uint64_t generation = cache_.generation();
    try {
        const auto stored = place_.record.database().write(
            database::Partition::installation(), [&](database::Session& session) {
                session_store::touch(session, used.session_id, now);
            });
        if (stored) {
            found = std::make_shared<const SignedSession>(std::move(used));
            cache_.keep(digest, found, now, generation);
        }
    } catch (const database::StorageFault&) {
        return found;
    }
    return found;
}

void Sessions::forget_account(std::int64_t account_id)
{
    cache_.forget_if([&](const crypto::Digest&, const SignedSession& session) {
        return session.account_id == account_id;
    });
}

Callers::Callers(const Workplace& place)
    : place_(place), cache_(place.settings.cached_sessions, place.settings.cache_seconds)
{}

Callers::Pointer Callers::find(std::int64_t account_id, Instant now)
{
    if (Pointer found = cache_.find(account_id, now))
        return found;
    const std::uint64_t generation = cache_.generation();
    auto caller = place_.record.read([&](database::Session& session) {
        return read_caller(session, place_.roles, account_id, now,
                           place_.settings.office_offset_minutes);
    });
    if (!caller)
        return nullptr;
    auto found = std::make_shared<const Caller>(std::move(*caller));
    cache_.keep(account_id, found, now, generation);
    return found;
}

std::string_view cookie_name(const http::Request& request)
{
    return request.is_tls ? "__Host-taqwim" : "taqwim";
}

std::optional<std::string_view> session_token(const http::Request& request)
{
    // Nothing longer than a token is worth a digest.
    constexpr std::size_t longest = 64;
    const auto token = request.cookie(cookie_name(request));
    return token && !token->empty() && token->size() <= longest ? token : std::nullopt;
}

http::Cookie session_cookie(const http::Request& request, const std::string& token)
{
    http::Cookie cookie;
    cookie.name = cookie_name(request);
    cookie.value = token;
    cookie.is_secure = request.is_tls;
    return cookie;
}

http::Cookie ended_cookie(const http::Request& request)
{
    http::Cookie cookie = session_cookie(request, "");
    cookie.max_age = std::chrono::seconds(0);
    return cookie;
}

}  // namespace taqwim::access
