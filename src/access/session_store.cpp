#include "access/session_store.h"

#include "access/columns.h"
#include "school/digest_column.h"

namespace taqwim::access::session_store {

using school::column_of;

namespace {

SignedSession session_in(const database::Row& row)
{
    SignedSession found;
    found.session_id = row.integer("session_id");
    found.token_digest = school::digest_in(row, "token_digest");
    found.account_id = row.integer("account_id");
    found.csrf_token = row.text("csrf_token");
    found.created_at = instant_in(row, "created_at");
    found.last_used_at = instant_in(row, "last_used_at");
    found.expires_at = instant_in(row, "expires_at");
    found.second_factor_at = instant_or_null(row, "second_factor_at");
    return found;
}

}  // namespace

void insert(database::Session& session, const SignedSession& signed_session)
{
    session.execute(
        "INSERT INTO session (session_id, token_digest, account_id, csrf_token, created_at, "
        "last_used_at, expires_at, second_factor_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        signed_session.session_id, column_of(signed_session.token_digest),
        signed_session.account_id, signed_session.csrf_token, signed_session.created_at,
        signed_session.last_used_at, signed_session.expires_at, signed_session.second_factor_at);
}

std::optional<SignedSession> find(database::Session& session, const crypto::Digest& token_digest)
{
    const auto row = session.find_one(
        "SELECT session_id, token_digest, account_id, csrf_token, created_at, last_used_at, "
        "expires_at, second_factor_at FROM session WHERE token_digest = $1",
        column_of(token_digest));
    return row ? std::optional(session_in(*row)) : std::nullopt;
}

void touch(database::Session& session, std::int64_t session_id, Instant now)
{
    // A session that was ended meanwhile stays ended.
    session.execute("UPDATE session SET last_used_at = $1 WHERE session_id = $2", now, session_id);
}

std::int64_t remove(database::Session& session, const crypto::Digest& token_digest)
{
    return session.execute("DELETE FROM session WHERE token_digest = $1", column_of(token_digest));
}

std::int64_t remove_of_account(database::Session& session, std::int64_t account_id,
                               std::int64_t session_id)
{
    return session.execute("DELETE FROM session WHERE account_id = $1 AND session_id = $2",
                           account_id, session_id);
}

std::int64_t remove_all_of_account(database::Session& session, std::int64_t account_id,
                                   std::int64_t but_session_id)
{
    return session.execute("DELETE FROM session WHERE account_id = $1 AND session_id <> $2",
                           account_id, but_session_id);
}

void remove_expired(database::Session& session, Instant now)
{
    session.execute("DELETE FROM session WHERE expires_at <= $1", now);
}

std::vector<SignedSession> of_account(database::Session& session, std::int64_t account_id)
{
    std::vector<SignedSession> all;
    for (const database::Row& row : session.find_all(
             "SELECT session_id, token_digest, account_id, csrf_token, created_at, last_used_at, "
             "expires_at, second_factor_at FROM session WHERE account_id = $1 "
             "ORDER BY session_id DESC",
             account_id))
        all.push_back(session_in(row));
    return all;
}

}  // namespace taqwim::access::session_store
