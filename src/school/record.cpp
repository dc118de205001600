#include "school/record.h"

#include <array>
#include <initializer_list>
#include <set>
#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/crypto/hash_chain.h"
#include "platform/database/rows.h"
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

// Adds what was noted to the chain, one write after the other.
class ChainRows {
public:
    ChainRows(SchoolId school, std::int64_t sequence, const crypto::Digest& digest)
        : school_(school), sequence_(sequence), digest_(digest)
    {}

    void add(const Act& act, const std::vector<Change>& changes)
    {
        for (const Change& change : changes) {
            crypto::ChainEntry entry;
            entry.sequence = ++sequence_;
            entry.actor = act.account_id;
            entry.role = act.role;
            entry.at = act.at;
            entry.subject = change.action + ' ' + change.subject;
            entry.content = change.content;
            entry.previous = digest_;
            digest_ = crypto::digest_of(entry);
            for (database::Value value : std::initializer_list<database::Value>{
                     school_, entry.sequence, act.account_id, act.role, change.action,
                     change.subject, act.at, column_of(change.content), column_of(entry.previous),
                     column_of(digest_)})
                values_.push_back(std::move(value));
        }
    }

    void store(database::Session& session) const
    {
        static constexpr std::array<std::string_view, 10> columns = {
            "school_id", "sequence", "account_id",     "role",     "action",
            "subject",   "at",       "content_digest", "previous", "digest"};
        database::store_rows(session, {.table = "audit_entry", .columns = columns}, values_);
        session.store(1, "UPDATE audit_head SET sequence = $1, digest = $2 WHERE school_id = $3",
                      sequence_, column_of(digest_), school_);
    }

private:
    SchoolId school_;
    std::int64_t sequence_;
    crypto::Digest digest_;
    std::vector<database::Value> values_;
};

// The keys of clients with what they were told, for repeats.
class KeyRows {
public:
    void add(SchoolId school, const Act& act, const Answer& answer)
    {
        if (act.client_key.empty())
            return;
        for (database::Value value : std::initializer_list<database::Value>{
                 school, act.account_id, act.client_key, column_of(act.request_digest),
                 answer.status, answer.body, act.at})
            values_.push_back(std::move(value));
    }

    void store(database::Session& session) const
    {
        static constexpr std::array<std::string_view, 7> columns = {
            "school_id", "account_id", "client_key", "digest", "status", "answer", "at"};
        database::store_rows(session, {.table = "request_key", .columns = columns}, values_);
    }

private:
    std::vector<database::Value> values_;
};

// What a request with that key was told, as a repeat is told it.
Result<Answer> repeated(const database::Row& earlier, const Act& act)
{
    if (text_in(earlier.blob("digest")) != act.request_digest)
        return Refusal{RefusalCode::idempotency_key_reused, {}, "", ""};
    return Answer{.status = static_cast<int>(earlier.integer("status")),
                  .body = earlier.text("answer"),
                  .is_repeat = true};
}

std::optional<database::Row> told_before(database::Session& session, SchoolId school,
                                         const Act& act)
{
    if (act.client_key.empty())
        return std::nullopt;
    return session.find_one("SELECT digest, status, answer FROM request_key "
                            "WHERE school_id = $1 AND account_id = $2 AND client_key = $3",
                            school.value, act.account_id, act.client_key);
}

// Which of the acts were told before, by account and key.
std::set<std::pair<std::int64_t, std::string>> keys_told_before(database::Session& session,
                                                                SchoolId school,
                                                                std::span<const Act* const> acts)
{
    database::AskedRows asked({"BIGINT", "TEXT"}, 1);
    for (const Act* const act : acts)
        if (!act->client_key.empty())
            asked.add(act->account_id, act->client_key);
    std::set<std::pair<std::int64_t, std::string>> told;
    if (asked.empty())
        return told;
    // Each is looked up by itself: a join may go through all keys of the school, whichever database plans it.
    for (const database::Row& row : session.find_all_with(
             asked.in("WITH asked (account_id, client_key) AS (VALUES %) "
                      "SELECT a.account_id, a.client_key, "
                      "(SELECT k.status FROM request_key k WHERE k.school_id = $1 "
                      "AND k.account_id = a.account_id AND k.client_key = a.client_key) AS status "
                      "FROM asked a"),
             asked.with({school})))
        if (!row.is_null("status"))
            told.emplace(row.integer("account_id"), row.text("client_key"));
    return told;
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

    if (const auto earlier = told_before(session, school, act))
        return repeated(*earlier, act);

    Changes changes(session, ids_, act);
    Result<Answer> answer = work(changes);
    if (!answer)
        return answer;
    if (changes.noted().empty())
        throw std::logic_error("a write noted no change");
    ChainRows chain(school, sequence, digest);
    chain.add(act, changes.noted());
    chain.store(session);
    KeyRows keys;
    keys.add(school, act, *answer);
    keys.store(session);
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

Result<std::vector<std::optional<Result<Answer>>>> Record::write_joined(
    SchoolId school, std::span<const Act* const> acts, const JoinedWork& work)
{
    using Answers = std::vector<std::optional<Result<Answer>>>;
    return database_.write(school, [&](database::Session& session) -> Result<Answers> {
        crypto::Digest digest;
        const std::int64_t sequence = last_entry(session, school, digest).sequence;
        const auto told = keys_told_before(session, school, acts);

        Answers answers(acts.size());
        std::vector<JoinedWrite> writes;
        std::vector<std::size_t> places;
        writes.reserve(acts.size());
        for (std::size_t i = 0; i < acts.size(); ++i) {
            const Act& act = *acts[i];
            if (told.contains({act.account_id, act.client_key})) {
                answers[i] = repeated(told_before(session, school, act).value(), act);
                continue;
            }
            writes.push_back({.changes = Changes(session, ids_, act)});
            places.push_back(i);
        }
        work(writes);

        ChainRows chain(school, sequence, digest);
        KeyRows keys;
        bool is_changed = false;
        for (std::size_t i = 0; i < writes.size(); ++i) {
            JoinedWrite& write = writes[i];
            const std::vector<Change>& noted = write.changes.noted();
            if (!noted.empty()) {
                if (!write.answer || !*write.answer)
                    throw std::logic_error("a write noted a change and was not answered");
                chain.add(write.changes.act(), noted);
                keys.add(school, write.changes.act(), **write.answer);
                is_changed = true;
            }
            answers[places[i]] = std::move(write.answer);
        }
        if (is_changed) {
            chain.store(session);
            keys.store(session);
        }
        return answers;
    });
}

}  // namespace taqwim::school
