// Attempts to sign in: how many come at once, and how many were wrong.
//
// What was typed as a name is counted whether or not it is anybody's, and with the same work, so that counting tells
// nobody who has an account. Buckets are this process's own; wrong attempts are stored.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "access/workplace.h"
#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "platform/database/session.h"

namespace taqwim::access {

// Buckets of tokens, one for each key, as many keys as are given; the one that was not used for longest is dropped.
class TokenBuckets {
public:
    TokenBuckets(std::int64_t burst, std::int64_t seconds_for_one, std::size_t most_keys = 50'000)
        : burst_(burst), milliseconds_(seconds_for_one * 1000), most_keys_(most_keys)
    {}

    // Takes one, or gives the seconds until there is one.
    [[nodiscard]] std::optional<std::int64_t> refuses(const crypto::Digest& key, Instant now);

private:
    struct Bucket {
        Instant full_at;  // when it will hold all its tokens again
        std::list<crypto::Digest>::iterator place;
    };

    std::int64_t burst_;
    std::int64_t milliseconds_;
    std::size_t most_keys_;
    std::mutex mutex_;
    std::map<crypto::Digest, Bucket> buckets_;
    std::list<crypto::Digest> order_;
};

// Who tries: by what was typed, and from where.
struct Attempt {
    std::string_view name;
    std::string_view peer;
};

// What stands for the address in counting.
[[nodiscard]] std::string network_of(std::string_view peer);

class Attempts {
public:
    explicit Attempts(const Workplace& place);

    // Refuses with too_many_requests and account_locked, before any password is looked at.
    [[nodiscard]] std::optional<Refusal> refuses(const Attempt& attempt, Instant now);

    // Counts a wrong one. Stored when it returns.
    void failed(const Attempt& attempt, Instant now);

    // Forgets the wrong ones of the name, within the transaction that signs in.
    void succeeded(database::Session& session, const Attempt& attempt);

private:
    struct Limit {
        crypto::Digest key;
        std::int64_t failures;
    };
    [[nodiscard]] crypto::Digest key_of(std::string_view kind, std::string_view text) const;
    void count(database::Session& session, const Limit& limit, Instant now);

    Workplace place_;
    TokenBuckets names_;
    TokenBuckets peers_;
};

}  // namespace taqwim::access
