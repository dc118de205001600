#include "access/sign_in.h"

#include "access/account_store.h"
#include "core/refusal_codes.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"

namespace taqwim::access {

namespace {

Refusal refusal_of(RefusalCode code, std::string field = {})
{
    return {code, {}, std::move(field), ""};
}

school::Act act_of(std::int64_t account_id, Instant now)
{
    school::Act act;
    act.account_id = account_id;
    act.at = now;
    act.today = now.day(0);
    return act;
}

std::string subject_of(std::int64_t account_id)
{
    return "account " + std::to_string(account_id);
}

crypto::Digest content_of(std::string_view what, std::int64_t account_id, Instant now)
{
    return crypto::FieldDigester("taqwim.account_event.1")
        .text(what)
        .number(account_id)
        .number(now.milliseconds)
        .finish();
}

}  // namespace

std::string second_factor_place(std::int64_t account_id)
{
    return "totp:account:" + std::to_string(account_id);
}

Result<OpenedSession> SignIn::by_password(std::string_view name, std::string_view password,
                                          std::string_view peer,
                                          std::optional<std::string_view> earlier)
{
    const Instant now = place_.now();
    const auto known_form = account_name(name);
    // A name that can be nobody's is counted under what was typed.
    const Attempt attempt{known_form ? std::string_view(*known_form) : name, peer};
    if (auto refusal = attempts_.refuses(attempt, now))
        return std::move(*refusal);

    const auto account = place_.record.read([&](database::Session& session) {
        return account_store::find_by_name(session, attempt.name);
    });
    bool is_right = false;
    if (account && account->password_hash)
        is_right = crypto::password_matches(*account->password_hash, password);
    else
        crypto::spend_time_of_matching(password, place_.settings.password_cost);
    if (!is_right) {
        attempts_.failed(attempt, now);
        return refusal_of(RefusalCode::sign_in_refused);
    }
    if (account->disabled_at)
        return refusal_of(RefusalCode::account_disabled);

    std::optional<std::string> new_hash;
    if (crypto::needs_rehash(*account->password_hash, place_.settings.password_cost))
        new_hash = crypto::hash_password(password, place_.settings.password_cost);
    return open(*account, attempt, earlier, new_hash, std::nullopt);
}

Result<OpenedSession> SignIn::by_code(std::string_view name, std::string_view typed_code,
                                      std::string_view new_password, std::string_view peer,
                                      std::optional<std::string_view> earlier)
{
    const Instant now = place_.now();
    if (auto refusal = crypto::refuses_password(new_password, "/new_password"))
        return std::move(*refusal);
    const auto known_form = account_name(name);
    const Attempt attempt{known_form ? std::string_view(*known_form) : name, peer};
    if (auto refusal = attempts_.refuses(attempt, now))
        return std::move(*refusal);

    std::optional<OneTimeCode> code;
    const auto account =
        place_.record.read([&](database::Session& session) -> std::optional<Account> {
            auto found = account_store::find_by_name(session, attempt.name);
            if (found)
                code = account_store::last_code(session, found->account_id);
            return found;
        });
    const bool is_open = account && !account->disabled_at && code && !code->used_at &&
                         now < code->expires_at && code->failures < place_.settings.code_tries;
    const std::string typed = crypto::read_one_time_code(typed_code).value_or("");
    bool is_right = false;
    if (is_open)
        is_right = crypto::password_matches(code->code_hash, typed);
    else
        crypto::spend_time_of_matching(typed, place_.settings.password_cost);
    if (!is_right) {
        attempts_.failed(attempt, now);
        if (is_open)
            static_cast<void>(place_.record.database().write(
                database::Partition::installation(), [&](database::Session& session) {
                    account_store::count_code_failure(session, code->one_time_code_id);
                }));
        return refusal_of(RefusalCode::one_time_code_wrong);
    }
    return open(*account, attempt, earlier,
                crypto::hash_password(new_password, place_.settings.password_cost),
                code->one_time_code_id);
}

Result<OpenedSession> SignIn::open(const Account& account, const Attempt& attempt,
                                   std::optional<std::string_view> earlier,
                                   const std::optional<std::string>& new_hash,
                                   std::optional<std::int64_t> used_code)
{
    const Instant now = place_.now();
    const Sessions::Pointer before = earlier ? sessions_.find(*earlier, now) : nullptr;
    OpenedSession opened;
    const auto answer = place_.record.write(
        SchoolId{0}, act_of(account.account_id, now),
        [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            if (used_code && !account_store::use_code(session, *used_code, now))
                return refusal_of(RefusalCode::one_time_code_wrong);
            if (new_hash)
                account_store::set_password(session, account.account_id, *new_hash, now);
            if (used_code)
                session_store::remove_all_of_account(session, account.account_id, 0);
            if (before)
                session_store::remove(session, before->token_digest);
            attempts_.succeeded(session, attempt);
            opened = sessions_.open(session, account.account_id, now, std::nullopt);
            const std::string_view action =
                used_code ? "account.sign_in_by_code" : "account.sign_in";
            changes.note(std::string(action), subject_of(account.account_id),
                         content_of(action, account.account_id, now));
            return school::Answer{204, ""};
        });
    if (!answer)
        return answer.refusal();
    if (before)
        sessions_.forget(before->token_digest);
    if (used_code)
        sessions_.forget_account(account.account_id);
    return opened;
}

Result<OpenedSession> SignIn::by_second_factor(const SignedSession& signed_session,
                                               std::string_view code, std::string_view peer)
{
    const Instant now = place_.now();
    const std::int64_t account_id = signed_session.account_id;
    // A new session for every guess must not give new guesses: the account is counted, not the session.
    const std::string counted = "second-factor:" + std::to_string(account_id);
    const Attempt attempt{counted, peer};
    if (auto refusal = attempts_.refuses(attempt, now))
        return std::move(*refusal);
    const auto stored = place_.record.read([&](database::Session& session) {
        return account_store::find_second_factor(session, account_id);
    });
    if (!stored || !stored->confirmed_at)
        return refusal_of(RefusalCode::second_factor_not_set_up);
    std::optional<std::int64_t> step;
    if (const auto opened_secret = crypto::open_sealed(
            place_.key, crypto::bytes_of(stored->sealed_secret), second_factor_place(account_id)))
        if (const auto secret = crypto::TotpSecret::from_bytes(opened_secret->view()))
            step = crypto::matching_totp_step(*secret, code, now, stored->last_step);
    if (!step) {
        attempts_.failed(attempt, now);
        return refusal_of(RefusalCode::second_factor_wrong, "/code");
    }

    OpenedSession opened;
    const auto answer = place_.record.write(
        SchoolId{0}, act_of(account_id, now),
        [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            // Of two requests with one code, the second finds it used.
            if (!account_store::use_step(session, account_id, *step))
                return refusal_of(RefusalCode::second_factor_wrong, "/code");
            // A session that was ended meanwhile is not brought back.
            if (session_store::remove(session, signed_session.token_digest) != 1)
                return refusal_of(RefusalCode::session_expired);
            attempts_.succeeded(session, attempt);
            opened = sessions_.open(session, account_id, now, now, signed_session.expires_at);
            changes.note("account.second_factor", subject_of(account_id),
                         content_of("account.second_factor", account_id, now));
            return school::Answer{204, ""};
        });
    sessions_.forget(signed_session.token_digest);
    if (!answer)
        return answer.refusal();
    return opened;
}

std::optional<Refusal> SignIn::refuses_password_of(std::int64_t account_id,
                                                   std::string_view password, std::string_view peer)
{
    const Instant now = place_.now();
    const auto account = place_.record.read(
        [&](database::Session& session) { return account_store::find(session, account_id); });
    if (!account || !account->password_hash)
        return refusal_of(RefusalCode::sign_in_refused, "/password");
    const Attempt attempt{account->name, peer};
    if (auto refusal = attempts_.refuses(attempt, now))
        return refusal;
    if (crypto::password_matches(*account->password_hash, password))
        return std::nullopt;
    attempts_.failed(attempt, now);
    return refusal_of(RefusalCode::sign_in_refused, "/password");
}

std::optional<Refusal> SignIn::change_password(const SignedSession& signed_session,
                                               std::string_view password,
                                               std::string_view new_password, std::string_view peer)
{
    if (auto refusal = crypto::refuses_password(new_password, "/new_password"))
        return refusal;
    if (auto refusal = refuses_password_of(signed_session.account_id, password, peer))
        return refusal;
    const Instant now = place_.now();
    const std::int64_t account_id = signed_session.account_id;
    const std::string hash = crypto::hash_password(new_password, place_.settings.password_cost);
    if (crypto::password_matches(hash, password))
        return refusal_of(RefusalCode::password_unchanged, "/new_password");
    const auto answer = place_.record.write(
        SchoolId{0}, act_of(account_id, now),
        [&](school::Changes& changes) -> Result<school::Answer> {
            account_store::set_password(changes.session(), account_id, hash, now);
            session_store::remove_all_of_account(changes.session(), account_id,
                                                 signed_session.session_id);
            changes.note("account.change_password", subject_of(account_id),
                         content_of("account.change_password", account_id, now));
            return school::Answer{204, ""};
        });
    if (!answer)
        return answer.refusal();
    sessions_.forget_account(account_id);
    return std::nullopt;
}

std::optional<Refusal> SignIn::end_one(std::int64_t account_id, std::int64_t session_id)
{
    const Instant now = place_.now();
    const auto answer = place_.record.write(
        SchoolId{0}, act_of(account_id, now),
        [&](school::Changes& changes) -> Result<school::Answer> {
            if (session_store::remove_of_account(changes.session(), account_id, session_id) != 1)
                return Refusal{RefusalCode::record_unknown,
                               {{"record", "session"}, {"id", std::to_string(session_id)}},
                               "session_id",
                               ""};
            changes.note("account.end_session", subject_of(account_id),
                         content_of("account.end_session", account_id, now));
            return school::Answer{204, ""};
        });
    sessions_.forget_account(account_id);
    return answer ? std::nullopt : std::optional(answer.refusal());
}

std::optional<Refusal> SignIn::end_all_but(const SignedSession& signed_session)
{
    const Instant now = place_.now();
    const std::int64_t account_id = signed_session.account_id;
    const auto answer =
        place_.record.write(SchoolId{0}, act_of(account_id, now),
                            [&](school::Changes& changes) -> Result<school::Answer> {
                                session_store::remove_all_of_account(changes.session(), account_id,
                                                                     signed_session.session_id);
                                changes.note("account.end_sessions", subject_of(account_id),
                                             content_of("account.end_sessions", account_id, now));
                                return school::Answer{204, ""};
                            });
    sessions_.forget_account(account_id);
    return answer ? std::nullopt : std::optional(answer.refusal());
}

}  // namespace taqwim::access
