#include "access/attempts.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <string>

#include "access/attempt_store.h"
#include "core/refusal_codes.h"

namespace taqwim::access {

std::optional<std::int64_t> TokenBuckets::refuses(const crypto::Digest& key, Instant now)
{
    const std::scoped_lock lock(mutex_);
    const auto [place, is_new] = buckets_.try_emplace(key);
    Bucket& bucket = place->second;
    if (is_new) {
        order_.push_front(key);
        bucket.place = order_.begin();
        bucket.full_at = now;
        if (buckets_.size() > most_keys_) {
            buckets_.erase(order_.back());
            order_.pop_back();
        }
    } else {
        order_.splice(order_.begin(), order_, bucket.place);
    }
    const std::int64_t full_at = std::max(bucket.full_at.milliseconds, now.milliseconds);
    const std::int64_t with_this = full_at + milliseconds_;
    const std::int64_t latest = now.milliseconds + burst_ * milliseconds_;
    if (with_this > latest)
        return (with_this - latest + 999) / 1000;
    bucket.full_at = {with_this};
    return std::nullopt;
}

// Who has one address of IPv6 has the 2^64 beside it: they are counted as one.
std::string network_of(std::string_view peer)
{
    in6_addr address{};
    const std::string text(peer);
    if (::inet_pton(AF_INET6, text.c_str(), &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address))
        return text;
    constexpr std::size_t network_bytes = 8;
    return crypto::to_hex({address.s6_addr, network_bytes});
}

Attempts::Attempts(const Workplace& place)
    : place_(place),
      names_(place.settings.name_burst, place.settings.name_seconds),
      peers_(place.settings.peer_burst, place.settings.peer_seconds)
{}

// Keyed: people type their password into the field of the name, and that must not be guessed from what is stored.
crypto::Digest Attempts::key_of(std::string_view kind, std::string_view text) const
{
    return crypto::FieldDigester("taqwim.sign_in_failure.1")
        .bytes(place_.key.bytes())
        .text(kind)
        .text(text)
        .finish();
}

std::optional<Refusal> Attempts::refuses(const Attempt& attempt, Instant now)
{
    const crypto::Digest name = key_of("name", attempt.name);
    const crypto::Digest peer = key_of("peer", network_of(attempt.peer));
    auto seconds = peers_.refuses(peer, now);
    if (!seconds)
        seconds = names_.refuses(name, now);
    if (seconds)
        return Refusal{
            RefusalCode::too_many_requests, {{"seconds", std::to_string(*seconds)}}, "", ""};

    const auto locked_until = place_.record.read([&](database::Session& session) {
        return std::max(attempt_store::find(session, name).value_or(Failures{}).locked_until,
                        attempt_store::find(session, peer).value_or(Failures{}).locked_until);
    });
    if (!locked_until || *locked_until <= now)
        return std::nullopt;
    const std::int64_t minutes = (locked_until->milliseconds - now.milliseconds + 59'999) / 60'000;
    return Refusal{RefusalCode::account_locked, {{"minutes", std::to_string(minutes)}}, "", ""};
}

void Attempts::count(database::Session& session, const Limit& limit, Instant now)
{
    const AccessSettings& settings = place_.settings;
    const auto before = attempt_store::find_for_update(session, limit.key);
    Failures failures = before.value_or(Failures{});
    if (failures.last_at.plus_seconds(settings.failures_kept_seconds) <= now)
        failures = {};
    failures.last_at = now;
    ++failures.count;
    if (failures.count >= limit.failures) {
        std::int64_t seconds = settings.first_lock_seconds;
        for (std::int64_t further = failures.count - limit.failures;
             further > 0 && seconds < settings.longest_lock_seconds; --further)
            seconds *= 2;
        failures.locked_until = now.plus_seconds(std::min(seconds, settings.longest_lock_seconds));
    }
    attempt_store::store(session, limit.key, failures, before.has_value());
}

void Attempts::failed(const Attempt& attempt, Instant now)
{
    // Refused when the server is busy or stopping: the attempt was then not answered either way, and the buckets hold.
    static_cast<void>(place_.record.database().write(
        database::Partition::installation(), [&](database::Session& session) {
            attempt_store::remove_before(session,
                                         now.plus_seconds(-place_.settings.failures_kept_seconds));
            count(session, {key_of("name", attempt.name), place_.settings.name_failures}, now);
            count(session,
                  {key_of("peer", network_of(attempt.peer)), place_.settings.peer_failures}, now);
        }));
}

void Attempts::succeeded(database::Session& session, const Attempt& attempt)
{
    attempt_store::remove(session, key_of("name", attempt.name));
}

}  // namespace taqwim::access
