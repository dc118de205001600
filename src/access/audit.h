// The audit chains: listed, verified, and their heads signed and given out, so that a chain that was written anew does
// not fit what others hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "platform/crypto/hash_chain.h"
#include "platform/crypto/signature.h"
#include "platform/database/database.h"
#include "school/record.h"

namespace taqwim::access {

struct AuditEntry {
    std::int64_t sequence = 0;
    std::int64_t account_id = 0;  // 0: the program itself
    std::string display_name;     // empty when there is no account
    std::string role;
    std::string action;
    std::string subject;
    Instant at;
    crypto::Digest digest;
};

struct ChainReport {
    std::string chain;  // "school:7318…", "installation"
    std::int64_t entries = 0;
    crypto::Digest head;
    std::size_t heads_held = 0;  // given heads it was held against
    // chain_broken, chain_rewritten, chain_shortened, signature_wrong; none when the chain is whole.
    std::optional<Refusal> fault;
};

enum class GivenWith : std::uint8_t { publication, backup, request };

// Verifies one chain in one snapshot, entry by entry, and holds it against the heads of it among `heads`; the keys are
// those that heads are believed under. Its head in the database must be that of its last entry.
[[nodiscard]] ChainReport verify_chain(database::Database& database, SchoolId school,
                                       const std::vector<crypto::SignedHead>& heads,
                                       const std::vector<crypto::PublicKey>& keys);

// All chains of the database. `heads_file`: lines as SignedHead::to_text writes them, and public keys
// ("ed25519-public:…") that they are believed under; blank lines and those that begin with # are passed over. Without
// keys in it those of the database are believed, which protects against less. Refuses with signature_wrong for a line
// that is neither. A head of a chain that the database does not have at all is chain_shortened.
[[nodiscard]] Result<std::vector<ChainReport>> verify_all(database::Database& database,
                                                          std::string_view heads_file);

// The keys that the installation signed with, retired ones too.
[[nodiscard]] std::vector<crypto::PublicKey> published_keys(database::Session& session);

// Makes the key known and retires those before it. To be called when the program starts and after a rotation.
[[nodiscard]] Result<school::Answer> publish_key(school::Record& record, const school::Act& act,
                                                 const crypto::SigningKey& key);

// The head as it stands, signed, and kept with the reason it was given out for.
[[nodiscard]] Result<crypto::SignedHead> give_head(school::Record& record, SchoolId school,
                                                   const crypto::SigningKey& key, GivenWith with);

// Every chain's head, as a heads file: for backups.
[[nodiscard]] Result<std::string> give_all_heads(school::Record& record,
                                                 const crypto::SigningKey& key, GivenWith with);

// Every chain's head as it stands in this snapshot, as a heads file: signed but not kept in the database, for a backup
// that is taken beside the server.
[[nodiscard]] std::string heads_in(database::Session& session, const crypto::SigningKey& key,
                                   Instant now);

// In every chain that is whole by `chains`, which were verified after the restoration and before this: that the record
// was restored, and from which head ("installation.restore", "backup_head 12 0f3a…"). A broken chain is left as it is.
// `content`: a digest of what the backup says about itself.
[[nodiscard]] std::optional<Refusal> note_restore(school::Record& record, const school::Act& act,
                                                  const std::vector<ChainReport>& chains,
                                                  const crypto::Digest& content);

// Which entries a reader asks for; what is not set asks for all.
struct AuditFilter {
    bool newest_first = false;
    std::optional<Instant> from;   // at this moment or later
    std::optional<Instant> until;  // before this moment
    std::int64_t account_id = 0;   // of this person
    std::string subject;           // one record by kind and id: "student 7318…"
};

// Entries after `after` in their order; with newest_first those before it, backwards (0: from the last).
[[nodiscard]] std::vector<AuditEntry> audit_entries(database::Session& session, SchoolId school,
                                                    std::int64_t after, std::int64_t limit,
                                                    const AuditFilter& filter = {});

}  // namespace taqwim::access
