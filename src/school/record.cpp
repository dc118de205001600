#include "school/record.h"

#include <stdexcept>

#include "core/refusal_codes.h"
#include "platform/crypto/hash_chain.h"
#include "school/digest_column.h"

namespace taqwim::school {

namespace {

// The last entry of the school's chain; its row is held until the transaction ends, so that entries follow each other.
crypto::ChainEntry last_entry(database::Session& session, SchoolId school, crypto::Digest& digest)
{
    constexpr std::string_view find_head =
        "SELECT sequence, digest FROM audit_head WHERE school_id = $1";
    auto row = session.find_one_for_update(find_head, school.value);
    if (!row) {
        session.execute("INSERT INTO audit_head (school_id, sequence, digest) VALUES ($1, 0, $2) "
                        "ON CONFLICT DO NOTHING",
                        school.value, column_of(crypto::beginning_of_chain(chain_name(school))));
        row = session.find_one_for_update(find_head, school.value);
    }
    digest = digest_in(*row, "digest");
    crypto::ChainEntry last;
    last.sequence = row->integer("sequence");
    return last;
}

// Adds what was noted to the chain.
void append(database::Session& session, SchoolId school, const Act& act,
            const std::vector<Change>& changes, std::int64_t sequence, crypto::Digest digest)
{
    for (const Change& change : changes) {
        crypto::ChainEntry entry;
        entry.sequence = ++sequence;
        entry.actor = act.account_id;
        entry.role = act.role;
        entry.at = act.at;
        entry.subject = change.action + ' ' + change.subject;
        entry.content = change.content;
        entry.previous = digest;
        digest = crypto::digest_of(entry);
        session.store(
            1,
            "INSERT INTO audit_entry (school_id, sequence, account_id, role, action, subject, at, "
            "content_digest, previous, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            school.value, entry.sequence, act.account_id, act.role, change.action, change.subject,
            act.at.to_text(), column_of(change.content), column_of(entry.previous),
            column_of(digest));
    }
    session.store(1, "UPDATE audit_head SET sequence = $1, digest = $2 WHERE school_id = $3",
                  sequence, column_of(digest), school.value);
}

}  // namespace

std::string chain_name(SchoolId school)
{
    return school.value == 0 ? "installation" : "school:" + school.to_text();
}

Result<Answer> Record::run(database::Session& session, SchoolId school, const Act& act,
                           const Work& work)
{
    // Held first: of two writes with one key, the second sees what the first stored.
    crypto::Digest digest;
    const std::int64_t sequence = last_entry(session, school, digest).sequence;

    if (!act.client_key.empty()) {
        const auto earlier =
            session.find_one("SELECT digest, status, answer FROM request_key "
                             "WHERE school_id = $1 AND account_id = $2 AND client_key = $3",
                             school.value, act.account_id, act.client_key);
        if (earlier) {
            if (text_in(earlier->blob("digest")) != act.request_digest)
                return Refusal{RefusalCode::idempotency_key_reused, {}, "", ""};
            return Answer{.status = static_cast<int>(earlier->integer("status")),
                          .body = earlier->text("answer"),
                          .is_repeat = true};
        }
    }

    Changes changes(session, ids_, act);
    Result<Answer> answer = work(changes);
    if (!answer)
        return answer;
    if (changes.noted().empty())
        throw std::logic_error("a write noted no change");
    append(session, school, act, changes.noted(), sequence, digest);

    if (!act.client_key.empty())
        session.store(1,
                      "INSERT INTO request_key (school_id, account_id, client_key, digest, "
                      "status, answer, at) "
                      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                      school.value, act.account_id, act.client_key, column_of(act.request_digest),
                      answer->status, answer->body, act.at.to_text());
    return answer;
}

Result<Answer> Record::write(SchoolId school, const Act& act, const Work& work)
{
    return database_.write(
        school, [&](database::Session& session) { return run(session, school, act, work); });
}

Result<Answer> Record::write_alone(SchoolId school, const Act& act, const Work& work)
{
    return database_.write_alone(
        school, [&](database::Session& session) { return run(session, school, act, work); });
}

}  // namespace taqwim::school
