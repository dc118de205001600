// The tables of the audit chain, its signed heads and keys.
#pragma once

#include <functional>

#include "access/audit.h"

namespace taqwim::access::audit_store {

struct StoredHead {
    std::int64_t sequence = 0;
    crypto::Digest digest;
};

// Every entry in order, with the digest that is stored with it.
void for_each_entry(
    database::Session& session, SchoolId school,
    const std::function<void(const crypto::ChainEntry&, const crypto::Digest&)>& reader);
[[nodiscard]] std::optional<StoredHead> find_head(database::Session& session, SchoolId school);
// Those that have a head, or entries without one.
[[nodiscard]] std::vector<SchoolId> chains(database::Session& session);
void insert_signed_head(database::Session& session, SchoolId school, const crypto::SignedHead& head,
                        std::string_view given_with);
// False when the key is known already.
[[nodiscard]] bool insert_key(database::Session& session, const crypto::PublicKey& key,
                              Instant now);
void retire_keys_but(database::Session& session, const std::string& id, Instant now);

}  // namespace taqwim::access::audit_store
