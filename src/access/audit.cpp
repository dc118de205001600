#include "access/audit.h"

#include <algorithm>
#include <set>

#include "access/audit_store.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"

namespace taqwim::access {

namespace {

std::string_view to_text(GivenWith with)
{
    switch (with) {
    case GivenWith::publication: return "publication";
    case GivenWith::backup: return "backup";
    case GivenWith::request: return "request";
    }
    return "request";
}

Refusal broken_at(std::int64_t sequence)
{
    return {RefusalCode::chain_broken, {{"value", std::to_string(sequence)}}, "", ""};
}

ChainReport verify_in(database::Session& session, SchoolId school,
                      const std::vector<crypto::SignedHead>& heads,
                      const std::vector<crypto::PublicKey>& keys)
{
    ChainReport report;
    report.chain = school::chain_name(school);
    crypto::ChainVerifier verifier(report.chain);
    for (const crypto::SignedHead& head : heads) {
        if (head.chain != report.chain)
            continue;
        ++report.heads_held;
        if (auto fault = verifier.hold_against(head, keys)) {
            report.fault = std::move(fault);
            return report;
        }
    }
    audit_store::for_each_entry(session, school,
                                [&](const crypto::ChainEntry& entry, const crypto::Digest& stored) {
                                    if (!report.fault)
                                        report.fault = verifier.take(entry, stored);
                                });
    if (!report.fault)
        report.fault = verifier.finish();
    report.entries = verifier.last_sequence();
    report.head = verifier.last_digest();
    if (report.fault)
        return report;
    // The last entries can be taken away without breaking a link; the head that stands beside them then does not fit.
    const auto head = audit_store::find_head(session, school);
    if (!head && report.entries > 0)
        report.fault = broken_at(report.entries);
    else if (head && head->sequence > report.entries)
        report.fault = Refusal{RefusalCode::chain_shortened,
                               {{"value", std::to_string(report.entries)},
                                {"expected", std::to_string(head->sequence)}},
                               "",
                               ""};
    else if (head && (head->sequence != report.entries || head->digest != report.head))
        report.fault = broken_at(report.entries);
    return report;
}

// The head as it stands, signed.
crypto::SignedHead head_in(database::Session& session, SchoolId school,
                           const crypto::SigningKey& key, Instant now)
{
    const std::string chain = school::chain_name(school);
    const audit_store::StoredHead stored =
        audit_store::find_head(session, school)
            .value_or(audit_store::StoredHead{0, crypto::beginning_of_chain(chain)});
    return crypto::sign_head(chain, stored.sequence, stored.digest, now, key);
}

}  // namespace

ChainReport verify_chain(database::Database& database, SchoolId school,
                         const std::vector<crypto::SignedHead>& heads,
                         const std::vector<crypto::PublicKey>& keys)
{
    return database.read(
        [&](database::Session& session) { return verify_in(session, school, heads, keys); });
}

Result<std::vector<ChainReport>> verify_all(database::Database& database,
                                            std::string_view heads_file)
{
    std::vector<crypto::SignedHead> heads;
    std::vector<crypto::PublicKey> keys;
    while (!heads_file.empty()) {
        const std::string_view line = trimmed(heads_file.substr(0, heads_file.find('\n')));
        heads_file.remove_prefix(std::min(heads_file.size(), heads_file.find('\n')));
        if (heads_file.starts_with('\n'))
            heads_file.remove_prefix(1);
        if (line.empty() || line.starts_with('#'))
            continue;
        if (const auto key = crypto::PublicKey::parse(line))
            keys.push_back(*key);
        else if (auto head = crypto::SignedHead::parse(line))
            heads.push_back(std::move(*head));
        else
            return Refusal{RefusalCode::signature_wrong, {}, "", ""};
    }
    return database.read([&](database::Session& session) {
        if (keys.empty())
            keys = published_keys(session);
        std::vector<ChainReport> reports;
        std::set<std::string> known;
        for (const SchoolId school : audit_store::chains(session)) {
            reports.push_back(verify_in(session, school, heads, keys));
            known.insert(reports.back().chain);
        }
        // A chain that was taken away whole.
        for (const crypto::SignedHead& head : heads) {
            if (!known.insert(head.chain).second || head.sequence == 0)
                continue;
            ChainReport report;
            report.chain = head.chain;
            report.heads_held = 1;
            report.fault = Refusal{RefusalCode::chain_shortened,
                                   {{"value", "0"}, {"expected", std::to_string(head.sequence)}},
                                   "",
                                   ""};
            reports.push_back(std::move(report));
        }
        return reports;
    });
}

Result<school::Answer> publish_key(school::Record& record, const school::Act& act,
                                   const crypto::SigningKey& key)
{
    const crypto::PublicKey& public_key = key.public_key();
    const auto known = record.read([&](database::Session& session) {
        const auto keys = published_keys(session);
        return std::ranges::find(keys, public_key) != keys.end();
    });
    if (known)
        return school::Answer{204, ""};
    return record.write(SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
        static_cast<void>(audit_store::insert_key(changes.session(), public_key, act.at));
        audit_store::retire_keys_but(changes.session(), public_key.id(), act.at);
        changes.note(
            "signing_key.publish", "signing_key " + public_key.id(),
            crypto::FieldDigester("taqwim.signing_key.1").bytes(public_key.bytes).finish());
        return school::Answer{204, ""};
    });
}

Result<crypto::SignedHead> give_head(school::Record& record, SchoolId school,
                                     const crypto::SigningKey& key, GivenWith with)
{
    const Instant now = record.now();
    // Whoever is given a head must be able to find the key that it is signed with.
    school::Act by_program;
    by_program.at = now;
    if (const auto published = publish_key(record, by_program, key); !published)
        return published.refusal();
    return record.database().write(
        school, [&](database::Session& session) -> Result<crypto::SignedHead> {
            crypto::SignedHead head = head_in(session, school, key, now);
            audit_store::insert_signed_head(session, school, head, to_text(with));
            return head;
        });
}

Result<std::string> give_all_heads(school::Record& record, const crypto::SigningKey& key,
                                   GivenWith with)
{
    const auto schools =
        record.read([](database::Session& session) { return audit_store::chains(session); });
    std::string text = key.public_key().to_text() + '\n';
    for (const SchoolId school : schools) {
        const auto head = give_head(record, school, key, with);
        if (!head)
            return head.refusal();
        text += head->to_text() + '\n';
    }
    return text;
}

std::string heads_in(database::Session& session, const crypto::SigningKey& key, Instant now)
{
    std::string text = key.public_key().to_text() + '\n';
    for (const SchoolId school : audit_store::chains(session))
        text += head_in(session, school, key, now).to_text() + '\n';
    return text;
}

std::optional<Refusal> note_restore(school::Record& record, const school::Act& act,
                                    const std::vector<ChainReport>& chains,
                                    const crypto::Digest& content)
{
    const auto schools =
        record.read([](database::Session& session) { return audit_store::chains(session); });
    for (const SchoolId school : schools) {
        const auto report =
            std::ranges::find(chains, school::chain_name(school), &ChainReport::chain);
        if (report == chains.end() || report->fault)
            continue;
        const auto noted =
            record.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
                changes.note("installation.restore",
                             "backup_head " + std::to_string(report->entries) + ' ' +
                                 report->head.to_text(),
                             content);
                return school::Answer{204, ""};
            });
        if (!noted)
            return noted.refusal();
    }
    return std::nullopt;
}

}  // namespace taqwim::access
