#include "platform/crypto/hash_chain.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/identity.h"
#include "core/refusal_codes.h"

namespace taqwim::crypto {

namespace {

constexpr std::string_view k_head_prefix = "taqwim-head:1";

Digest signed_digest(const SignedHead& head)
{
    FieldDigester fields("taqwim.chain.head.1");
    fields.text(head.chain)
        .number(head.sequence)
        .digest(head.digest)
        .number(head.at.milliseconds)
        .text(head.key_id);
    return fields.finish();
}

Refusal refused(RefusalCode code, Arguments arguments)
{
    return {code, std::move(arguments), "", ""};
}

Refusal refused_at(RefusalCode code, std::int64_t sequence)
{
    return refused(code, {{"value", std::to_string(sequence)}});
}

}  // namespace

Digest beginning_of_chain(std::string_view chain)
{
    FieldDigester fields("taqwim.chain.beginning.1");
    fields.text(chain);
    return fields.finish();
}

Digest digest_of(const ChainEntry& entry)
{
    FieldDigester fields("taqwim.chain.entry.1");
    fields.number(entry.sequence)
        .number(entry.actor)
        .text(entry.role)
        .number(entry.at.milliseconds)
        .text(entry.subject)
        .digest(entry.content)
        .digest(entry.previous);
    return fields.finish();
}

std::string SignedHead::to_text() const
{
    std::string line(k_head_prefix);
    for (const std::string& field : {chain, std::to_string(sequence), digest.to_text(),
                                     at.to_text(), key_id, signature.to_text()})
        line.append(" ").append(field);
    return line;
}

std::optional<SignedHead> SignedHead::parse(std::string_view line)
{
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.remove_suffix(1);
    std::vector<std::string_view> fields;
    while (true) {
        const std::size_t blank = line.find(' ');
        fields.push_back(line.substr(0, blank));
        if (blank == std::string_view::npos)
            break;
        line.remove_prefix(blank + 1);
    }
    if (fields.size() != 7 || fields[0] != k_head_prefix || fields[1].empty() || fields[5].empty())
        return std::nullopt;
    const auto sequence = fields[2] == "0" ? std::optional<std::int64_t>(0) : parse_id(fields[2]);
    const auto digest = Digest::parse(fields[3]);
    const auto at = Instant::parse(fields[4]);
    const auto signature = Signature::parse(fields[6]);
    if (!sequence || !digest || !at || !signature)
        return std::nullopt;
    return SignedHead{std::string(fields[1]), *sequence, *digest, *at,
                      std::string(fields[5]), *signature};
}

SignedHead sign_head(std::string_view chain, std::int64_t sequence, const Digest& digest,
                     Instant at, const SigningKey& key)
{
    SignedHead head{std::string(chain), sequence, digest, at, key.public_key().id(), {}};
    head.signature = key.sign(signed_digest(head).bytes);
    return head;
}

bool verifies(const SignedHead& head, const PublicKey& key)
{
    return head.key_id == key.id() && key.verifies(head.signature, signed_digest(head).bytes);
}

ChainVerifier::ChainVerifier(std::string chain)
    : chain_(std::move(chain)), digest_(beginning_of_chain(chain_))
{}

ChainVerifier::ChainVerifier(std::string chain, std::int64_t last_sequence,
                             const Digest& last_digest)
    : chain_(std::move(chain)), sequence_(last_sequence), digest_(last_digest)
{}

std::optional<Refusal> ChainVerifier::hold_against(const SignedHead& head,
                                                   std::span<const PublicKey> keys)
{
    const bool is_signed = head.chain == chain_ &&
                           std::any_of(keys.begin(), keys.end(),
                                       [&](const PublicKey& key) { return verifies(head, key); });
    if (!is_signed)
        return refused(RefusalCode::signature_wrong, {});
    heads_.push_back(head);
    return refused_by_heads();
}

std::optional<Refusal> ChainVerifier::refused_by_heads()
{
    for (const SignedHead& head : heads_)
        if (head.sequence == sequence_ && head.digest != digest_)
            return refusal_ = refused_at(RefusalCode::chain_rewritten, sequence_);
    return std::nullopt;
}

std::optional<Refusal> ChainVerifier::take(const ChainEntry& entry, const Digest& stored)
{
    if (refusal_)
        return refusal_;
    // The place where the chain breaks is the first entry that is not what it should be: what is missing before it
    // is told by its number.
    const Digest computed = digest_of(entry);
    if (entry.sequence != sequence_ + 1 || entry.previous != digest_ || computed != stored)
        return refusal_ = refused_at(RefusalCode::chain_broken, sequence_ + 1);
    sequence_ = entry.sequence;
    digest_ = computed;
    return refused_by_heads();
}

std::optional<Refusal> ChainVerifier::finish()
{
    if (refusal_)
        return refusal_;
    const SignedHead* longest = nullptr;
    for (const SignedHead& head : heads_)
        if (head.sequence > sequence_ && (longest == nullptr || head.sequence > longest->sequence))
            longest = &head;
    if (longest != nullptr)
        refusal_ = refused(RefusalCode::chain_shortened,
                           {{"value", std::to_string(sequence_)},
                            {"expected", std::to_string(longest->sequence)}});
    return refusal_;
}

}  // namespace taqwim::crypto
