// Signing in and out, and what concerns one's own account.
#include "access/account_store.h"
#include "access/route_parts.h"
#include "core/refusal_codes.h"
#include "platform/crypto/digest.h"
#include "regulations/frame/json_writer.h"
#include "school/body.h"

namespace taqwim::access {

namespace {

void write_session(JsonWriter& json, const SignedSession& session)
{
    json.begin_object();
    json.key("session_id").text(std::to_string(session.session_id));
    json.key("created_at").text(session.created_at.to_text());
    json.key("last_used_at").text(session.last_used_at.to_text());
    json.key("expires_at").text(session.expires_at.to_text());
    json.end_object();
}

void write_optional_id(JsonWriter& json, std::string_view name, std::optional<std::int64_t> id)
{
    if (id)
        json.key(name).text(std::to_string(*id));
}

// What is in force today, with what it permits: the screens are built from it, and the guard decides anew every time.
void write_grants(JsonWriter& json, const Caller& caller, Instant now)
{
    json.key("grants").begin_array();
    for (const Grant& grant : caller.grants) {
        const Day today = now.day(grant.utc_offset_minutes);
        if (!grant.is_in_force(today))
            continue;
        json.begin_object();
        json.key("role").text(grant.role->name);
        json.key("label_ar").text(grant.role->label_ar);
        json.key("label_en").text(grant.role->label_en);
        if (grant.appointment_id != 0)
            json.key("appointment_id").text(std::to_string(grant.appointment_id));
        if (grant.school.value != 0)
            json.key("school_id").text(grant.school.to_text());
        write_optional_id(json, "directorate_id", grant.directorate_id);
        write_optional_id(json, "class_id", grant.class_id);
        if (!grant.subject.empty())
            json.key("subject").text(grant.subject);
        if (grant.person_id != 0)
            json.key("person_id").text(std::to_string(grant.person_id));
        if (grant.last_day)
            json.key("last_day").text(grant.last_day->to_text());
        if (grant.role->kind == RoleKind::guardian) {
            json.key("children").begin_array();
            for (const Child& child : grant.children)
                if (child.first_day <= today && (!child.last_day || today <= *child.last_day))
                    json.text(std::to_string(child.student_id));
            json.end_array();
        }
        json.key("permissions").begin_object();
        for (const school::Permission permission : school::k_permissions)
            if (const auto reach = grant.role->reach_of(permission))
                json.key(to_text(permission)).text(to_text(*reach));
        json.end_object();
        json.end_object();
    }
    json.end_array();
}

// What an account's browsers encrypt with whatever waits there for the network: the same at every sign-in, and unknown to
// who cannot sign in (decision 0012).
crypto::Digest offline_secret(const Workplace& place, std::int64_t account_id)
{
    return crypto::FieldDigester("taqwim.offline_secret.1")
        .bytes(place.key.bytes())
        .number(account_id)
        .finish();
}

// Who is signed in, and what is still to be done before anything else.
std::string session_text(AccessServices& access, const SignedSession& session)
{
    const Instant now = access.place.now();
    const auto caller = access.callers.find(session.account_id, now);
    JsonWriter json;
    json.begin_object();
    json.key("account_id").text(std::to_string(session.account_id));
    json.key("name").text(caller->name);
    json.key("display_name").text(caller->display_name);
    json.key("session_id").text(std::to_string(session.session_id));
    json.key("csrf_token").text(session.csrf_token);
    json.key("expires_at").text(session.expires_at.to_text());
    std::string_view second_factor = "none";
    if (session.second_factor_at)
        second_factor = "given";
    else if (caller->has_second_factor)
        second_factor = "needed";
    else if (access.place.settings.asks_second_factor && caller->needs_second_factor(now))
        second_factor = "to_be_set_up";
    json.key("second_factor").text(second_factor);
    // Before the second factor nobody learns what the account could do.
    if (second_factor != "needed")
        write_grants(json, *caller, now);
    if (second_factor == "none" || second_factor == "given")
        json.key("offline_secret").text(offline_secret(access.place, session.account_id).to_text());
    json.end_object();
    return std::string(json.str());
}

http::Response signed_in(AccessServices& access, const http::Request& request,
                         const Result<OpenedSession>& opened, int status)
{
    if (!opened)
        return http::problem(request, opened.refusal());
    http::Response response = http::json(status, session_text(access, opened->session));
    response.with_cookie(session_cookie(request, opened->token));
    response.with_actor(opened->session.account_id);
    return response;
}

http::Response sign_in(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    const std::string name = body.text("name", 200);
    std::string password = body.secret("password");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto opened =
        access.sign_in.by_password(name, password, call.request.peer, session_token(call.request));
    crypto::wipe(password);
    return signed_in(access, call.request, opened, 201);
}

http::Response sign_in_by_code(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    const std::string name = body.text("name", 200);
    const std::string code = body.text("code", 40);
    std::string password = body.secret("new_password");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto opened = access.sign_in.by_code(name, code, password, call.request.peer,
                                               session_token(call.request));
    crypto::wipe(password);
    return signed_in(access, call.request, opened, 201);
}

http::Response give_second_factor(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    const std::string code = body.text("code", 40);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto session = own_session(access, call);
    if (!session)
        return http::problem(call.request, {RefusalCode::session_expired, {}, "", ""});
    return signed_in(access, call.request,
                     access.sign_in.by_second_factor(*session, code, call.request.peer), 200);
}

http::Response read_session(AccessServices& access, const school::Call& call)
{
    const auto session = own_session(access, call);
    if (!session)
        return http::problem(call.request, {RefusalCode::session_expired, {}, "", ""});
    return http::json(200, session_text(access, *session));
}

http::Response end_session(AccessServices& access, const school::Call& call)
{
    if (const auto session = own_session(access, call))
        if (const auto refusal = access.sign_in.end_one(session->account_id, session->session_id))
            if (refusal->code != RefusalCode::record_unknown)
                return http::problem(call.request, *refusal);
    http::Response response = http::no_content();
    response.with_cookie(ended_cookie(call.request));
    return response;
}

http::Response change_password(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    std::string password = body.secret("password");
    std::string new_password = body.secret("new_password");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto session = own_session(access, call);
    if (!session)
        return http::problem(call.request, {RefusalCode::session_expired, {}, "", ""});
    const auto refusal =
        access.sign_in.change_password(*session, password, new_password, call.request.peer);
    crypto::wipe(password);
    crypto::wipe(new_password);
    return refusal ? http::problem(call.request, *refusal) : http::no_content();
}

http::Response set_up_second_factor(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    std::string password = body.secret("password");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto wrong =
        access.sign_in.refuses_password_of(call.act.account_id, password, call.request.peer);
    crypto::wipe(password);
    if (wrong)
        return http::problem(call.request, *wrong);
    constexpr std::string_view issuer = "Taqwim";
    const auto made = access.accounts.set_up_second_factor(call.act, call.act.account_id, issuer);
    if (!made)
        return http::problem(call.request, made.refusal());
    JsonWriter json;
    json.begin_object();
    json.key("secret").text(made->secret);
    json.key("uri").text(made->uri);
    json.end_object();
    return http::json(201, std::string(json.str()));
}

http::Response confirm_second_factor(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    const std::string code = body.text("code", 40);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto session = own_session(access, call);
    if (!session)
        return http::problem(call.request, {RefusalCode::session_expired, {}, "", ""});
    return signed_in(access, call.request,
                     access.accounts.confirm_second_factor(call.act, *session, code,
                                                           call.request.peer, access.attempts),
                     200);
}

http::Response list_sessions(AccessServices& access, const school::Call& call)
{
    const auto own = own_session(access, call);
    const Instant now = access.place.now();
    const auto all = access.place.record.read([&](database::Session& session) {
        return session_store::of_account(session, call.act.account_id);
    });
    JsonWriter json;
    json.begin_object().key("sessions").begin_array();
    for (const SignedSession& session : all)
        if (now < session.expires_at)
            write_session(json, session);
    json.end_array();
    json.key("this_session_id").text(own ? std::to_string(own->session_id) : "");
    json.end_object();
    return http::json(200, std::string(json.str()));
}

http::Response end_one_session(AccessServices& access, const school::Call& call)
{
    const auto id = school::id_in_path(call.request, "session_id");
    if (!id)
        return http::problem(call.request, id.refusal());
    const auto refusal = access.sign_in.end_one(call.act.account_id, *id);
    return refusal ? http::problem(call.request, *refusal) : http::no_content();
}

http::Response end_other_sessions(AccessServices& access, const school::Call& call)
{
    const auto own = own_session(access, call);
    if (!own)
        return http::problem(call.request, {RefusalCode::session_expired, {}, "", ""});
    const auto refusal = access.sign_in.end_all_but(*own);
    return refusal ? http::problem(call.request, *refusal) : http::no_content();
}

}  // namespace

Sessions::Pointer own_session(AccessServices& access, const school::Call& call)
{
    const auto token = session_token(call.request);
    return token ? access.sessions.find(*token, access.place.now()) : nullptr;
}

std::vector<school::Route> session_routes(AccessServices& access)
{
    using http::Method;
    using http::Weight;
    using school::Permission;
    const auto own = [&](Method method, std::string pattern, std::string name, RouteWork work,
                         Weight weight = Weight::pool) {
        return route(access, method, std::move(pattern), std::move(name), Permission::own_account,
                     nullptr, work, weight);
    };
    return {
        // The name and the password are all that is read of who is not signed in.
        route(access, Method::post, "/v1/session", "session.begin", Permission::everyone, nullptr,
              sign_in, Weight::slow, k_small_body),
        route(access, Method::post, "/v1/session/code", "session.begin_by_code",
              Permission::everyone, nullptr, sign_in_by_code, Weight::slow, k_small_body),
        own(Method::post, "/v1/session/second-factor", "session.second_factor", give_second_factor),
        own(Method::get, "/v1/session", "session.read", read_session),
        own(Method::remove, "/v1/session", "session.end", end_session),
        own(Method::post, "/v1/account/password", "account.change_password", change_password,
            Weight::slow),
        own(Method::post, "/v1/account/second-factor", "second_factor.set_up", set_up_second_factor,
            Weight::slow),
        own(Method::post, "/v1/account/second-factor/confirmation", "second_factor.confirm",
            confirm_second_factor),
        own(Method::get, "/v1/account/sessions", "account.list_sessions", list_sessions),
        own(Method::remove, "/v1/account/sessions", "account.end_other_sessions",
            end_other_sessions),
        own(Method::remove, "/v1/account/sessions/{session_id}", "account.end_session",
            end_one_session),
    };
}

}  // namespace taqwim::access
