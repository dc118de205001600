#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/crypto/hash_chain.h"

using namespace taqwim::crypto;
using taqwim::Instant;
using taqwim::Refusal;

namespace {

struct Stored {
    ChainEntry entry;
    Digest digest;
};

// A whole chain of so many entries; `first_subject` makes another one of it.
std::vector<Stored> chain_of(std::int64_t entries,
                             const std::string& first_subject = "sheet.signed 1")
{
    std::vector<Stored> chain;
    Digest previous = beginning_of_chain("school:7731");
    for (std::int64_t i = 1; i <= entries; ++i) {
        ChainEntry entry;
        entry.sequence = i;
        entry.actor = 42;
        entry.role = "teacher";
        entry.at = Instant{1'795'320'600'000 + i};
        entry.subject = i == 1 ? first_subject : "sheet.signed " + std::to_string(i);
        entry.content = digest_of("content " + std::to_string(i));
        entry.previous = previous;
        previous = digest_of(entry);
        chain.push_back({entry, previous});
    }
    return chain;
}

std::string said(const std::optional<Refusal>& refusal)
{
    if (!refusal)
        return "whole";
    std::string text(to_text(refusal->code));
    for (const auto& [name, value] : refusal->arguments)
        text += " " + name + "=" + value;
    return text;
}

std::string verified(const std::vector<Stored>& chain, const std::vector<SignedHead>& heads = {},
                     const std::vector<PublicKey>& keys = {})
{
    ChainVerifier verifier("school:7731");
    for (const SignedHead& head : heads)
        if (const auto refusal = verifier.hold_against(head, keys))
            return said(refusal);
    for (const Stored& stored : chain)
        if (const auto refusal = verifier.take(stored.entry, stored.digest)) {
            CHECK(said(verifier.finish()) == said(refusal));
            return said(refusal);
        }
    return said(verifier.finish());
}

SigningKey some_key(std::uint64_t seed = 21)
{
    SeededRandom random(seed);
    return SigningKey::make(random);
}

SignedHead head_at(const std::vector<Stored>& chain, std::int64_t sequence, const SigningKey& key)
{
    const Digest digest = sequence == 0 ? beginning_of_chain("school:7731")
                                        : chain[static_cast<std::size_t>(sequence) - 1].digest;
    return sign_head("school:7731", sequence, digest, Instant{1'795'320'700'000}, key);
}

}  // namespace

TEST_CASE("hash_chain: what an entry's digest is made of is fixed for ever")
{
    // Computed with Python's hashlib from the fields as digest.h says.
    CHECK(beginning_of_chain("school:7731").to_text() ==
          "a70f730d610d8fbb0302bf6ad7d9f070ae0cf571a447ba9c2cc8e3469750ee28");
    ChainEntry entry{1,
                     42,
                     "teacher",
                     Instant{1'795'320'600'250},
                     "mark_sheet.signed 9",
                     digest_of("abc"),
                     beginning_of_chain("school:7731")};
    CHECK(digest_of(entry).to_text() ==
          "59337916acb7c96a596c26af99901454a675e7a5d860e8cfa998d1c5c027f1c1");
}

TEST_CASE("hash_chain: a whole chain verifies, the empty one too")
{
    CHECK(verified({}) == "whole");
    CHECK(verified(chain_of(1)) == "whole");
    CHECK(verified(chain_of(50)) == "whole");
}

TEST_CASE("hash_chain: the first entry that was changed is named, whichever field it was")
{
    const std::vector<void (*)(ChainEntry&)> changes = {
        [](ChainEntry& entry) { entry.actor = 43; },
        [](ChainEntry& entry) { entry.role = "head_teacher"; },
        [](ChainEntry& entry) { entry.at.milliseconds += 1; },
        [](ChainEntry& entry) { entry.subject += " "; },
        [](ChainEntry& entry) { entry.content.bytes[31] ^= 1; },
        [](ChainEntry& entry) { entry.previous.bytes[0] ^= 1; },
        [](ChainEntry& entry) { entry.sequence = 6; }};
    for (const auto change : changes) {
        std::vector<Stored> chain = chain_of(9);
        change(chain[4].entry);
        CHECK(verified(chain) == "chain_broken value=5");
    }
    // With its digest computed anew the break shows at the next entry, which carries the old one.
    std::vector<Stored> chain = chain_of(9);
    chain[4].entry.actor = 43;
    chain[4].digest = digest_of(chain[4].entry);
    CHECK(verified(chain) == "chain_broken value=6");
    chain = chain_of(9);
    chain[4].digest.bytes[7] ^= 1;
    CHECK(verified(chain) == "chain_broken value=5");
}

TEST_CASE("hash_chain: an entry that is missing, repeated, exchanged or of another chain is named")
{
    std::vector<Stored> missing = chain_of(9);
    missing.erase(missing.begin() + 4);
    CHECK(verified(missing) == "chain_broken value=5");
    std::vector<Stored> first_missing = chain_of(9);
    first_missing.erase(first_missing.begin());
    CHECK(verified(first_missing) == "chain_broken value=1");
    std::vector<Stored> repeated = chain_of(9);
    repeated.insert(repeated.begin() + 4, repeated[3]);
    CHECK(verified(repeated) == "chain_broken value=5");
    std::vector<Stored> exchanged = chain_of(9);
    std::swap(exchanged[3], exchanged[4]);
    CHECK(verified(exchanged) == "chain_broken value=4");

    ChainVerifier other("school:7732");
    const std::vector<Stored> chain = chain_of(1);
    CHECK(said(other.take(chain[0].entry, chain[0].digest)) == "chain_broken value=1");
}

TEST_CASE("hash_chain: a chain written anew is found by a head that was given out")
{
    const SigningKey key = some_key();
    const std::vector<Stored> before = chain_of(9);
    const std::vector<SignedHead> heads = {head_at(before, 5, key)};
    CHECK(verified(before, heads, {key.public_key()}) == "whole");
    const std::vector<Stored> anew = chain_of(9, "sheet.signed 2");
    CHECK(verified(anew) == "whole");
    CHECK(verified(anew, heads, {key.public_key()}) == "chain_rewritten value=5");
}

TEST_CASE("hash_chain: a chain that lost its last entries is found by a head that was given out")
{
    const SigningKey key = some_key();
    const std::vector<Stored> before = chain_of(9);
    const std::vector<SignedHead> heads = {head_at(before, 3, key), head_at(before, 9, key),
                                           head_at(before, 8, key)};
    CHECK(verified(before, heads, {key.public_key()}) == "whole");
    CHECK(verified(chain_of(8), heads, {key.public_key()}) == "chain_shortened value=8 expected=9");
    CHECK(verified({}, heads, {key.public_key()}) == "chain_shortened value=0 expected=9");
    CHECK(verified({}, {head_at(before, 0, key)}, {key.public_key()}) == "whole");
}

TEST_CASE("hash_chain: a head with any field changed, or of another key or chain, is not believed")
{
    const SigningKey key = some_key();
    const SigningKey other = some_key(22);
    const std::vector<Stored> chain = chain_of(9);
    const SignedHead head = head_at(chain, 5, key);
    CHECK(verifies(head, key.public_key()));
    const std::vector<void (*)(SignedHead&)> changes = {
        [](SignedHead& one) { one.chain = "school:7732"; },
        [](SignedHead& one) { one.sequence = 4; },
        [](SignedHead& one) { one.digest.bytes[0] ^= 1; },
        [](SignedHead& one) { one.at.milliseconds += 1; },
        [](SignedHead& one) { one.key_id = "0123456789abcdef"; },
        [](SignedHead& one) { one.signature.bytes[0] ^= 1; }};
    for (const auto change : changes) {
        SignedHead changed = head;
        change(changed);
        CHECK_FALSE(verifies(changed, key.public_key()));
        CHECK(verified(chain, {changed}, {key.public_key()}) == "signature_wrong");
    }
    CHECK(verified(chain, {head}, {other.public_key()}) == "signature_wrong");
    CHECK(verified(chain, {head}, {}) == "signature_wrong");
    CHECK(verified(chain, {head}, {other.public_key(), key.public_key()}) == "whole");
    const SignedHead elsewhere = sign_head("school:1", 5, chain[4].digest, head.at, key);
    CHECK(verified(chain, {elsewhere}, {key.public_key()}) == "signature_wrong");
}

TEST_CASE("hash_chain: a verifier goes on from where an earlier one ended")
{
    const SigningKey key = some_key();
    const std::vector<PublicKey> keys = {key.public_key()};
    const std::vector<Stored> chain = chain_of(9);
    ChainVerifier rest("school:7731", 5, chain[4].digest);
    CHECK(said(rest.hold_against(head_at(chain, 5, key), keys)) == "whole");
    CHECK(said(rest.hold_against(head_at(chain, 2, key), keys)) == "whole");
    CHECK(said(rest.hold_against(head_at(chain, 8, key), keys)) == "whole");
    for (std::size_t i = 5; i < chain.size(); ++i)
        CHECK(said(rest.take(chain[i].entry, chain[i].digest)) == "whole");
    CHECK(said(rest.finish()) == "whole");
    CHECK(rest.last_sequence() == 9);
    CHECK(rest.last_digest() == chain[8].digest);

    ChainVerifier anew("school:7731", 5, chain_of(5, "another")[4].digest);
    CHECK(said(anew.hold_against(head_at(chain, 5, key), keys)) == "chain_rewritten value=5");
}

TEST_CASE("hash_chain: a head is one line of text, and only that is read back")
{
    const SignedHead head = head_at(chain_of(3), 3, some_key());
    const std::string line = head.to_text();
    CHECK(line.starts_with("taqwim-head:1 school:7731 3 "));
    const auto again = SignedHead::parse(line + "\r\n");
    REQUIRE(again.has_value());
    CHECK(again->to_text() == line);
    CHECK(verifies(*again, some_key().public_key()));
    CHECK_FALSE(SignedHead::parse("").has_value());
    CHECK_FALSE(SignedHead::parse(line + " x").has_value());
    CHECK_FALSE(SignedHead::parse("x" + line).has_value());
    CHECK_FALSE(SignedHead::parse(line.substr(0, line.size() - 1)).has_value());
    CHECK_FALSE(SignedHead::parse("taqwim-head:1 a -1 b c d e").has_value());
}
