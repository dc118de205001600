// The audit chain: every entry carries the digest of the one before, so that nothing of the past can be changed,
// taken out or put in between without breaking it. A head that was signed and given out keeps the whole chain from
// being written anew.
//
//   ChainVerifier verifier("school:7731");
//   verifier.hold_against(head, keys);                      // refuses a head that was not signed
//   for each entry as it is stored:  verifier.take(entry, its stored digest)
//   verifier.finish();
//
// Pure: entries come from wherever they are kept. The chain holds digests of contents, not the contents: what retention
// orders destroyed is destroyed, and the chain still verifies (OM-63, PG-25).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/signature.h"

namespace taqwim::crypto {

struct ChainEntry {
    std::int64_t sequence = 1;  // 1, 2, 3 … without a gap
    std::int64_t actor = 0;     // the account that acted; 0 for the program itself
    std::string role;           // in which it acted
    Instant at;
    std::string subject;  // what was done to what: "mark_sheet.signed 7731/42"
    Digest content;       // of what was written
    Digest previous;      // of the entry before; of the first entry: beginning_of_chain
};

// What the first entry of a chain has as previous: two chains never share an entry.
[[nodiscard]] Digest beginning_of_chain(std::string_view chain);

// The digest that is stored with an entry and that the next one carries. What it is made of is fixed for ever.
[[nodiscard]] Digest digest_of(const ChainEntry& entry);

// Where a chain stood at a moment, as it was given out.
struct SignedHead {
    std::string chain;
    std::int64_t sequence = 0;  // 0: the chain had no entry yet
    Digest digest;
    Instant at;
    std::string key_id;
    Signature signature;

    // One line without blanks in its fields: "taqwim-head:1 school:7731 42 5f… 2026-11-22T04:10:00.000Z 9c… AbC…"
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] static std::optional<SignedHead> parse(std::string_view line);
};

// The name of the chain has no blanks or control characters.
[[nodiscard]] SignedHead sign_head(std::string_view chain, std::int64_t sequence,
                                   const Digest& digest, Instant at, const SigningKey& key);

[[nodiscard]] bool verifies(const SignedHead& head, const PublicKey& key);

class ChainVerifier {
public:
    explicit ChainVerifier(std::string chain);

    // Goes on after an entry that was verified before, so that a long chain is not walked from its beginning every time.
    ChainVerifier(std::string chain, std::int64_t last_sequence, const Digest& last_digest);

    // A head that the chain must agree with, and the keys that heads are signed with. Call before the entries; as many
    // heads as there are. Refuses with signature_wrong: of another chain, of none of the keys, or not of its key. A head
    // from before the place where this verifier began is checked for its signature alone.
    [[nodiscard]] std::optional<Refusal> hold_against(const SignedHead& head,
                                                      std::span<const PublicKey> keys);

    // The next entry in order, and the digest that is stored with it. Refuses with chain_broken, naming the entry, when
    // it is not the next, does not carry the digest of the one before or does not have the digest that is stored; with
    // chain_rewritten when it is whole but not the one that a head names. After a refusal every call gives the same one.
    [[nodiscard]] std::optional<Refusal> take(const ChainEntry& entry, const Digest& stored);

    // After the last entry. Refuses with chain_shortened when a head names a later entry than there is.
    [[nodiscard]] std::optional<Refusal> finish();

    [[nodiscard]] std::int64_t last_sequence() const { return sequence_; }
    [[nodiscard]] const Digest& last_digest() const { return digest_; }

private:
    [[nodiscard]] std::optional<Refusal> refused_by_heads();

    std::string chain_;
    std::int64_t sequence_ = 0;
    Digest digest_;
    std::vector<SignedHead> heads_;
    std::optional<Refusal> refusal_;
};

}  // namespace taqwim::crypto
