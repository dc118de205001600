#include "access/accounts.h"

#include "access/account_store.h"
#include "access/sign_in.h"
#include "core/refusal_codes.h"
#include "platform/crypto/password.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::access {

namespace {

Refusal plain(RefusalCode code, std::string field = {})
{
    return {code, {}, std::move(field), ""};
}

Refusal not_permitted(school::Permission permission)
{
    return {RefusalCode::not_permitted, {{"permission", std::string(to_text(permission))}}, "", ""};
}

Refusal unknown(std::string_view record, std::int64_t id, std::string field)
{
    return {RefusalCode::record_unknown,
            {{"record", std::string(record)}, {"id", std::to_string(id)}},
            std::move(field),
            ""};
}

std::string subject_of(std::int64_t account_id)
{
    return "account " + std::to_string(account_id);
}

school::Answer answer_with(int status, std::string_view name, std::int64_t id)
{
    JsonWriter json;
    json.begin_object().key(name).text(std::to_string(id)).end_object();
    return {status, std::string(json.str())};
}

crypto::Digest digest_of(std::string_view kind, std::int64_t account_id, const AccountLink& link)
{
    return crypto::FieldDigester("taqwim.account_link.1")
        .text(kind)
        .number(account_id)
        .number(link.school.value)
        .text(to_text(link.kind))
        .number(link.person_id)
        .finish();
}

crypto::Digest digest_of(const OfficeAppointment& office)
{
    crypto::FieldDigester fields("taqwim.office_appointment.1");
    fields.number(office.office_appointment_id).number(office.account_id).text(office.role);
    if (office.directorate_id)
        fields.number(*office.directorate_id);
    else
        fields.absent();
    fields.text(office.first_day.to_text());
    if (office.last_day)
        fields.text(office.last_day->to_text());
    else
        fields.absent();
    return fields.text(office.decision).finish();
}

crypto::Digest digest_of_event(std::string_view what, std::int64_t account_id, Instant at)
{
    return crypto::FieldDigester("taqwim.account_event.1")
        .text(what)
        .number(account_id)
        .number(at.milliseconds)
        .finish();
}

}  // namespace

std::optional<Refusal> Accounts::refuses_link(database::Session& session,
                                              const AccountLink& link) const
{
    if (!account_store::has_person(session, link))
        return unknown(to_text(link.kind), link.person_id, "/person_id");
    if (account_store::account_of_person(session, link))
        return Refusal{RefusalCode::record_exists,
                       {{"record", "account"}, {"value", std::to_string(link.person_id)}},
                       "/person_id",
                       ""};
    return std::nullopt;
}

Result<school::Answer> Accounts::create(const school::Act& act, const NewAccount& wanted)
{
    const auto name = required_account_name(wanted.name, "/name");
    if (!name)
        return name.refusal();
    auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            if (wanted.link)
                if (auto refusal = refuses_link(session, *wanted.link))
                    return std::move(*refusal);
            Account account;
            account.account_id = changes.new_id();
            account.name = *name;
            account.display_name = wanted.display_name;
            if (!account_store::insert(session, account))
                return Refusal{RefusalCode::account_exists, {{"name", *name}}, "/name", ""};
            changes.note("account.create", subject_of(account.account_id),
                         crypto::FieldDigester("taqwim.account.1")
                             .number(account.account_id)
                             .text(account.name)
                             .text(account.display_name)
                             .finish());
            if (wanted.link) {
                account_store::insert_link(session, account.account_id, *wanted.link);
                changes.note("account.link", subject_of(account.account_id),
                             digest_of("link", account.account_id, *wanted.link));
            }
            return answer_with(201, "account_id", account.account_id);
        });
    callers_.forget_all();
    return answer;
}

Result<school::Answer> Accounts::link(const school::Act& act, std::string_view typed_name,
                                      const AccountLink& link)
{
    const auto name = account_name(typed_name);
    auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            const auto account = name ? account_store::find_by_name(session, *name) : std::nullopt;
            if (!account)
                return Refusal{RefusalCode::account_unknown,
                               {{"account", std::string(typed_name)}},
                               "/name",
                               ""};
            if (auto refusal = refuses_link(session, link))
                return std::move(*refusal);
            account_store::insert_link(session, account->account_id, link);
            changes.note("account.link", subject_of(account->account_id),
                         digest_of("link", account->account_id, link));
            return answer_with(201, "account_id", account->account_id);
        });
    callers_.forget_all();
    return answer;
}

Result<school::Answer> Accounts::unlink(const school::Act& act, std::int64_t account_id,
                                        const AccountLink& link)
{
    auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            if (!account_store::remove_link(changes.session(), account_id, link))
                return unknown(to_text(link.kind), link.person_id, "person_id");
            changes.note("account.unlink", subject_of(account_id),
                         digest_of("unlink", account_id, link));
            return school::Answer{204, ""};
        });
    callers_.forget_all();
    return answer;
}

// Whoever gives a code, or lets an account in again, could be the person. A school is trusted with its own people, and
// not with those who are somebody beyond it: a school could
// else link another school's guardian to itself and read there with a code of its own.
std::optional<Refusal> Accounts::refuses_care(database::Session& session, const school::Act& act,
                                              SchoolId school, std::int64_t account_id) const
{
    if (act.account_id == account_id)
        return not_permitted(school::Permission::account_manage);
    if (school.value == 0)
        return std::nullopt;
    for (const OfficeAppointment& office : account_store::offices_of(session, account_id))
        if (!office.last_day || *office.last_day >= act.today)
            return not_permitted(school::Permission::installation_manage);
    if (account_store::reaches_elsewhere(session, account_id, school, act.today))
        return not_permitted(school::Permission::installation_manage);
    return std::nullopt;
}

Result<school::Answer> Accounts::set_disabled(const school::Act& act, SchoolId school,
                                              std::int64_t account_id, bool is_disabled,
                                              std::int64_t version)
{
    auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            const auto account = account_store::find(session, account_id);
            if (!account)
                return unknown("account", account_id, "account_id");
            if (auto refusal = refuses_care(session, act, school, account_id))
                return std::move(*refusal);
            if (account->version != version ||
                !account_store::set_disabled(session, account_id,
                                             is_disabled ? std::optional(act.at) : std::nullopt,
                                             version))
                return Refusal{RefusalCode::version_stale,
                               {{"given", std::to_string(version)},
                                {"current", std::to_string(account->version)}},
                               "If-Match",
                               ""};
            if (is_disabled)
                session_store::remove_all_of_account(session, account_id, 0);
            const std::string_view action = is_disabled ? "account.disable" : "account.enable";
            changes.note(std::string(action), subject_of(account_id),
                         digest_of_event(action, account_id, act.at));
            return school::Answer{204, ""};
        });
    sessions_.forget_account(account_id);
    callers_.forget(account_id);
    return answer;
}

Result<IssuedCode> Accounts::issue_code(const school::Act& act, SchoolId school,
                                        std::int64_t account_id)
{
    // Made outside the transaction: it takes as long as a password.
    const std::string code = crypto::new_one_time_code(place_.random);
    const std::string hash = crypto::hash_password(code, place_.settings.password_cost);
    IssuedCode issued;
    // Without a client's key: the answer that a repeat is given would have to be kept.
    school::Act unkeyed = act;
    unkeyed.client_key.clear();
    unkeyed.request_digest.clear();
    const auto answer = place_.record.write(
        SchoolId{0}, unkeyed, [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            const auto account = account_store::find(session, account_id);
            if (!account)
                return unknown("account", account_id, "account_id");
            if (auto refusal = refuses_care(session, act, school, account_id))
                return std::move(*refusal);
            if (account->disabled_at)
                return plain(RefusalCode::account_disabled);
            OneTimeCode stored;
            stored.one_time_code_id = changes.new_id();
            stored.account_id = account_id;
            stored.purpose = account->password_hash ? "password_reset" : "first_sign_in";
            stored.code_hash = hash;
            stored.issued_by = act.account_id;
            stored.issued_at = act.at;
            stored.expires_at =
                act.at.plus_seconds(account->password_hash ? place_.settings.reset_code_seconds
                                                           : place_.settings.first_code_seconds);
            account_store::insert_code(session, stored);
            issued = {crypto::shown_one_time_code(code), stored.purpose, stored.expires_at};
            changes.note("account.issue_code", subject_of(account_id),
                         crypto::FieldDigester("taqwim.one_time_code.1")
                             .number(stored.one_time_code_id)
                             .number(account_id)
                             .text(stored.purpose)
                             .number(stored.expires_at.milliseconds)
                             .finish());
            return school::Answer{204, ""};
        });
    if (!answer)
        return answer.refusal();
    return issued;
}

Result<school::Answer> Accounts::appoint(const school::Act& act, const OfficeAppointment& wanted)
{
    const Role* role = place_.roles.find(wanted.role);
    if (role == nullptr || role->kind != RoleKind::office) {
        std::string allowed;
        for (const auto& [name, known] : place_.roles.all())
            if (known.kind == RoleKind::office)
                allowed += (allowed.empty() ? "" : ", ") + name;
        return Refusal{RefusalCode::value_not_listed,
                       {{"field", "role"}, {"value", wanted.role}, {"allowed", allowed}},
                       "/role",
                       ""};
    }
    bool needs_directorate = false;
    for (const auto& reach : role->reaches)
        needs_directorate = needs_directorate || reach == Reach::directorate;
    if (needs_directorate && !wanted.directorate_id)
        return Refusal{
            RefusalCode::field_missing, {{"field", "directorate_id"}}, "/directorate_id", ""};
    if (wanted.last_day && *wanted.last_day < wanted.first_day)
        return Refusal{RefusalCode::days_reversed,
                       {{"field", "last_day"},
                        {"first_day", wanted.first_day.to_text()},
                        {"last_day", wanted.last_day->to_text()}},
                       "/last_day",
                       ""};
    auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            if (!account_store::find(session, wanted.account_id))
                return unknown("account", wanted.account_id, "account_id");
            if (wanted.directorate_id &&
                !account_store::has_directorate(session, *wanted.directorate_id))
                return unknown("directorate", *wanted.directorate_id, "/directorate_id");
            OfficeAppointment office = wanted;
            office.office_appointment_id = changes.new_id();
            account_store::insert_office(session, office);
            changes.note("office.appoint", subject_of(office.account_id), digest_of(office));
            return answer_with(201, "office_appointment_id", office.office_appointment_id);
        });
    callers_.forget(wanted.account_id);
    return answer;
}

Result<school::Answer> Accounts::end_office(const school::Act& act,
                                            std::int64_t office_appointment_id, Day last_day,
                                            std::int64_t version)
{
    auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            auto office = account_store::find_office(changes.session(), office_appointment_id);
            if (!office)
                return unknown("appointment", office_appointment_id, "office_appointment_id");
            if (last_day < office->first_day)
                return Refusal{RefusalCode::days_reversed,
                               {{"field", "last_day"},
                                {"first_day", office->first_day.to_text()},
                                {"last_day", last_day.to_text()}},
                               "/last_day",
                               ""};
            if (!account_store::end_office(changes.session(), office_appointment_id, last_day,
                                           version))
                return Refusal{RefusalCode::version_stale,
                               {{"given", std::to_string(version)},
                                {"current", std::to_string(office->version)}},
                               "If-Match",
                               ""};
            office->last_day = last_day;
            changes.note("office.end", subject_of(office->account_id), digest_of(*office));
            return school::Answer{204, ""};
        });
    callers_.forget_all();
    return answer;
}

Result<NewSecondFactor> Accounts::set_up_second_factor(const school::Act& act,
                                                       std::int64_t account_id,
                                                       std::string_view issuer)
{
    const auto secret = crypto::TotpSecret::make(place_.random);
    const crypto::Bytes sealed =
        crypto::seal(place_.key, secret.bytes(), second_factor_place(account_id), place_.random);
    std::string name;
    const auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            const auto account = account_store::find(session, account_id);
            if (!account)
                return unknown("account", account_id, "account_id");
            if (account->second_factor_at)
                return plain(RefusalCode::second_factor_exists);
            name = account->name;
            account_store::store_second_factor(session, account_id, crypto::text_of(sealed));
            changes.note("account.set_up_second_factor", subject_of(account_id),
                         digest_of_event("account.set_up_second_factor", account_id, act.at));
            return school::Answer{204, ""};
        });
    if (!answer)
        return answer.refusal();
    return NewSecondFactor{secret.to_base32(), crypto::otpauth_uri(secret, issuer, name)};
}

Result<OpenedSession> Accounts::confirm_second_factor(const school::Act& act,
                                                      const SignedSession& signed_session,
                                                      std::string_view code, std::string_view peer,
                                                      Attempts& attempts)
{
    const std::int64_t account_id = signed_session.account_id;
    const std::string counted = "second-factor:" + std::to_string(account_id);
    const Attempt attempt{counted, peer};
    if (auto refusal = attempts.refuses(attempt, act.at))
        return std::move(*refusal);
    OpenedSession opened;
    const auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            database::Session& session = changes.session();
            const auto stored = account_store::find_second_factor(session, account_id);
            if (!stored)
                return plain(RefusalCode::second_factor_not_set_up);
            if (stored->confirmed_at)
                return plain(RefusalCode::second_factor_exists);
            std::optional<std::int64_t> step;
            if (const auto bytes =
                    crypto::open_sealed(place_.key, crypto::bytes_of(stored->sealed_secret),
                                        second_factor_place(account_id)))
                if (const auto secret = crypto::TotpSecret::from_bytes(bytes->view()))
                    step = crypto::matching_totp_step(*secret, code, act.at, stored->last_step);
            if (!step || !account_store::use_step(session, account_id, *step))
                return plain(RefusalCode::second_factor_wrong, "/code");
            account_store::confirm_second_factor(session, account_id, act.at);
            if (session_store::remove(session, signed_session.token_digest) != 1)
                return plain(RefusalCode::session_expired);
            // Whoever else is signed in as this account did not give it.
            session_store::remove_all_of_account(session, account_id, 0);
            opened = sessions_.open(session, account_id, act.at, act.at, signed_session.expires_at);
            changes.note("account.confirm_second_factor", subject_of(account_id),
                         digest_of_event("account.confirm_second_factor", account_id, act.at));
            return school::Answer{204, ""};
        });
    sessions_.forget_account(account_id);
    callers_.forget(account_id);
    if (answer)
        return opened;
    if (answer.refusal().code == RefusalCode::second_factor_wrong)
        attempts.failed(attempt, act.at);
    return answer.refusal();
}

Result<school::Answer> Accounts::remove_second_factor(const school::Act& act,
                                                      std::int64_t account_id)
{
    if (act.account_id == account_id)
        return not_permitted(school::Permission::installation_manage);
    auto answer = place_.record.write(
        SchoolId{0}, act, [&](school::Changes& changes) -> Result<school::Answer> {
            if (!account_store::remove_second_factor(changes.session(), account_id))
                return plain(RefusalCode::second_factor_not_set_up);
            session_store::remove_all_of_account(changes.session(), account_id, 0);
            changes.note("account.remove_second_factor", subject_of(account_id),
                         digest_of_event("account.remove_second_factor", account_id, act.at));
            return school::Answer{204, ""};
        });
    sessions_.forget_account(account_id);
    callers_.forget(account_id);
    return answer;
}

Result<IssuedCode> make_first_administrator(const Workplace& place, Accounts& accounts,
                                            std::string_view name, std::string_view display_name)
{
    school::Act act;
    act.at = place.now();
    act.today = act.at.day(place.settings.office_offset_minutes);
    const auto created =
        accounts.create(act, {std::string(name), std::string(display_name), std::nullopt});
    if (!created)
        return created.refusal();
    const auto account = place.record.read([&](database::Session& session) {
        return account_store::find_by_name(session, account_name(name).value_or(""));
    });
    OfficeAppointment office;
    office.account_id = account.value().account_id;
    office.role = "installation_administrator";
    office.first_day = act.today;
    office.decision = "command line";
    if (const auto appointed = accounts.appoint(act, office); !appointed)
        return appointed.refusal();
    return accounts.issue_code(act, SchoolId{0}, office.account_id);
}

}  // namespace taqwim::access
