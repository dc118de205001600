#include "access/guard.h"

#include <algorithm>
#include <array>

#include "access/caller_store.h"
#include "core/refusal_codes.h"
#include "platform/http/conditions.h"
#include "platform/http/response.h"
#include "school/purpose.h"

namespace taqwim::access {

namespace {

// A worker waits so long for room in the access log before a look is refused.
constexpr std::chrono::milliseconds k_patience_with_log{2000};

bool is_write(http::Method method)
{
    return method != http::Method::get && method != http::Method::head &&
           method != http::Method::options;
}

// What may be done in a session that still waits for its second factor.
bool is_open_before_second_factor(std::string_view route)
{
    constexpr std::array<std::string_view, 3> names = {"session.read", "session.end",
                                                       "session.second_factor"};
    return std::ranges::find(names, route) != names.end();
}

// What may be done by who must set one up first.
bool is_open_before_set_up(std::string_view route)
{
    constexpr std::array<std::string_view, 2> names = {"second_factor.set_up",
                                                       "second_factor.confirm"};
    return is_open_before_second_factor(route) || std::ranges::find(names, route) != names.end();
}

// After these, what callers may do can be different.
bool may_change_callers(school::Permission permission)
{
    constexpr std::array permissions = {
        school::Permission::installation_manage, school::Permission::account_manage,
        school::Permission::school_manage,       school::Permission::staff_manage,
        school::Permission::appointment_manage,  school::Permission::student_manage,
        school::Permission::student_merge,       school::Permission::import_run,
        school::Permission::promotion_run};
    return std::ranges::find(permissions, permission) != permissions.end();
}

Refusal refuse(RefusalCode code)
{
    return {code, {}, "", ""};
}

// Method, path, query and body: the same key with anything else is another request.
std::string request_digest(const http::Request& request)
{
    crypto::FieldDigester digester("taqwim.request.1");
    digester.text(http::to_text(request.method)).text(request.target);
    digester.list(request.query_parameters.size());
    for (const auto& [name, value] : request.query_parameters)
        digester.text(name).text(value);
    digester.text(request.body);
    return std::string(crypto::text_of(digester.finish().bytes));
}

// The target that the path names, without looking whether it exists: for what is the caller's own anyway. The year of a
// student's result narrows nothing down.
std::optional<school::Target> target_of_path(const http::Request& request)
{
    school::Target target;
    for (const auto& [name, value] : request.path_parameters) {
        const auto id = parse_id(value);
        if (!id)
            return std::nullopt;
        if (name == "school_id")
            target.school = SchoolId{*id};
        else if (name == "student_id")
            target.student_id = *id;
        else if (name != "school_year_id")
            return std::nullopt;
    }
    return target.student_id ? std::optional(target) : std::nullopt;
}

std::string subject_of(const school::Target& target)
{
    std::string text;
    const auto add = [&](std::string_view kind, std::optional<std::int64_t> id) {
        if (id)
            text.append(text.empty() ? "" : " ")
                .append(kind)
                .append(" ")
                .append(std::to_string(*id));
    };
    add("class", target.class_id);
    add("student", target.student_id);
    add("account", target.account_id);
    if (!target.subject.empty())
        text.append(text.empty() ? "" : " ").append(target.subject);
    return text;
}

}  // namespace

bool came_from_elsewhere(const http::Request& request)
{
    if (const auto site = request.header("Sec-Fetch-Site"))
        if (*site != "same-origin" && *site != "none")
            return true;
    const auto origin = request.header("Origin");
    if (!origin)
        return false;
    const auto host = request.header("Host");
    if (!host)
        return true;
    const std::string ours = std::string(request.is_tls ? "https://" : "http://").append(*host);
    return !http::equal_in_any_case(*origin, ours);
}

Refusal unknown_by_path(const http::Request& request)
{
    constexpr std::string_view ending = "_id";
    for (auto parameter = request.path_parameters.rbegin();
         parameter != request.path_parameters.rend(); ++parameter)
        if (parameter->first.ends_with(ending))
            return {
                RefusalCode::record_unknown,
                {{"record", parameter->first.substr(0, parameter->first.size() - ending.size())},
                 {"id", parameter->second}},
                parameter->first,
                ""};
    return refuse(RefusalCode::route_unknown);
}

Refusal refusal_of(const database::StorageFault& fault)
{
    switch (fault.kind()) {
    case database::FaultKind::disk_full: return refuse(RefusalCode::storage_full);
    case database::FaultKind::read_only: return refuse(RefusalCode::storage_read_only);
    case database::FaultKind::busy: return {RefusalCode::server_busy, {{"seconds", "2"}}, "", ""};
    case database::FaultKind::lost_connection:
    case database::FaultKind::corrupt:
    case database::FaultKind::device: return refuse(RefusalCode::storage_unavailable);
    // A statement of ours that the schema does not take is our fault, not the storage's.
    case database::FaultKind::unique_violation:
    case database::FaultKind::foreign_key:
    case database::FaultKind::check:
    case database::FaultKind::other: return refuse(RefusalCode::internal_fault);
    }
    return refuse(RefusalCode::internal_fault);
}

http::Handler Guard::guard(const school::Route& route)
{
    return [this, route](const http::Request& request) {
        try {
            return answer(route, request);
        } catch (const database::StorageFault& fault) {
            return http::problem(request, refusal_of(fault));
        }
    };
}

http::FastHandler Guard::guard_fast(const school::Route& route)
{
    if (!route.fast)
        return nullptr;
    if (route.permission == school::Permission::everyone)
        return route.fast;
    return [this, route](const http::Request& request) { return answer_at_hand(route, request); };
}

void Guard::add_routes(http::Router& router, const std::vector<school::Route>& routes)
{
    for (const school::Route& route : routes)
        router.add({.method = route.method,
                    .pattern = route.pattern,
                    .handler = guard(route),
                    .body_limit = route.body_limit,
                    .weight = route.weight,
                    .fast = guard_fast(route)});
}

Result<Guard::Asker> Guard::find_asker(const school::Route& route, const http::Request& request)
{
    const Instant now = place_.now();
    const bool is_for_everyone = route.permission == school::Permission::everyone;
    if (is_write(request.method) && came_from_elsewhere(request))
        return refuse(RefusalCode::csrf_token_wrong);
    if (is_for_everyone)
        return Asker{};

    const auto token = session_token(request);
    if (!token)
        return refuse(RefusalCode::sign_in_needed);
    Asker asker;
    asker.session = sessions_.find(*token, now);
    if (!asker.session)
        return refuse(RefusalCode::session_expired);
    asker.caller = callers_.find(asker.session->account_id, now);
    if (!asker.caller)
        return refuse(RefusalCode::session_expired);
    if (asker.caller->is_disabled)
        return refuse(RefusalCode::account_disabled);
    if (is_write(request.method) &&
        !crypto::constant_time_equal(request.header(k_csrf_header).value_or(""),
                                     asker.session->csrf_token))
        return refuse(RefusalCode::csrf_token_wrong);
    if (asker.session->second_factor_at)
        return asker;
    if (asker.caller->has_second_factor && !is_open_before_second_factor(route.name))
        return refuse(RefusalCode::second_factor_needed);
    if (place_.settings.asks_second_factor && !asker.caller->has_second_factor &&
        asker.caller->needs_second_factor(now) && !is_open_before_set_up(route.name))
        return refuse(RefusalCode::second_factor_required);
    return asker;
}

Result<school::Act> Guard::admit(const school::Route& route, const http::Request& request,
                                 const Asker& asker, school::Target& target)
{
    const Instant now = place_.now();
    school::Act act;
    act.at = now;
    act.today = now.day(place_.settings.office_offset_minutes);
    if (!asker.caller)
        return act;
    const Caller& caller = *asker.caller;

    std::optional<std::int64_t> act_as;
    if (const auto header = request.header(k_act_as_header)) {
        act_as = parse_id(*header);
        if (!act_as)
            return Refusal{
                RefusalCode::id_malformed,
                {{"field", std::string(k_act_as_header)}, {"value", std::string(*header)}},
                std::string(k_act_as_header),
                ""};
    }

    // One snapshot for the target and for the classes of its student.
    Decision decision;
    std::optional<Refusal> refusal;
    place_.record.read([&](database::Session& session) {
        if (route.target) {
            auto found = route.target(session, request);
            if (!found) {
                refusal = found.refusal();
                return;
            }
            target = std::move(*found);
        }
        decision = decide(
            caller, route.permission, target, now,
            [&](SchoolId school, std::int64_t student_id, Day day) {
                return classes_of_student(session, school, student_id, day);
            },
            act_as);
    });

    // Who has nothing to do with a school does not learn whether it is there, nor what is in it.
    const bool is_absent = refusal && refusal->code == RefusalCode::record_unknown;
    if (refusal && !is_absent)
        return std::move(*refusal);
    if (is_absent || decision.verdict == Verdict::out_of_reach ||
        decision.verdict == Verdict::not_own) {
        const auto school_id = std::ranges::find(request.path_parameters, "school_id",
                                                 &std::pair<std::string, std::string>::first);
        if (school_id != request.path_parameters.end()) {
            const SchoolId school{parse_id(school_id->second).value_or(0)};
            const auto directorate = place_.record.read(
                [&](database::Session& session) { return directorate_of(session, school); });
            // An attempt is the school's to see, also at what is not there.
            if (directorate)
                target.school = school;
            if (!directorate || !caller.knows_school(school, directorate, now))
                return Refusal{RefusalCode::record_unknown,
                               {{"record", "school"}, {"id", school_id->second}},
                               "school_id",
                               ""};
        }
        return unknown_by_path(request);
    }
    switch (decision.verdict) {
    case Verdict::act_as_unknown:
        return Refusal{RefusalCode::act_as_unknown,
                       {{"appointment", std::to_string(*act_as)}},
                       std::string(k_act_as_header),
                       ""};
    case Verdict::not_permitted:
        return Refusal{RefusalCode::not_permitted,
                       {{"permission", std::string(to_text(route.permission))}},
                       "",
                       ""};
    default: break;
    }

    act.account_id = caller.account_id;
    act.today = decision.today;
    if (decision.grant != nullptr) {
        act.role = decision.grant->role->name;
        act.appointment_id = decision.grant->appointment_id;
        act.person_id = decision.grant->person_id;
    }
    return act;
}

AccessEntry Guard::entry_of(const school::Route& route, const Asker& asker, std::string_view role,
                            const school::Target& target) const
{
    AccessEntry entry;
    entry.school = target.school;
    entry.account_id = asker.caller->account_id;
    entry.role = role;
    entry.action = route.name;
    entry.student_id = target.student_id;
    if (target.school == SchoolId{0})
        entry.directorate_id = target.directorate_id;
    entry.subject = subject_of(target);
    entry.at = place_.now();
    return entry;
}

http::Response Guard::answer(const school::Route& route, const http::Request& request)
{
    const auto asker = find_asker(route, request);
    if (!asker)
        return http::problem(request, asker.refusal());
    const std::int64_t actor = asker->caller ? asker->caller->account_id : 0;

    school::Target target;
    auto act = admit(route, request, *asker, target);
    if (!act) {
        const RefusalKind kind = act.refusal().kind();
        // The loss of a refused attempt is counted by the log; the answer is the refusal either way. What was found is
        // what was tried; where nothing was found, the numbers tried are not kept.
        if (kind == RefusalKind::not_found || kind == RefusalKind::not_allowed) {
            AccessEntry entry = entry_of(route, *asker, "", target);
            entry.was_refused = true;
            static_cast<void>(log_.add(std::move(entry)));
        }
        return http::problem(request, act.refusal()).with_actor(actor);
    }

    std::string purpose;
    if (route.asks_purpose) {
        auto named = school::purpose_in(request);
        if (!named)
            return http::problem(request, named.refusal()).with_actor(actor);
        purpose = std::move(*named);
    }

    if (route.needs_key) {
        auto key = http::idempotency_key(request);
        if (!key)
            return http::problem(request, key.refusal()).with_actor(actor);
        act->client_key = std::move(*key);
        act->request_digest = request_digest(request);
    }

    const Role* role = place_.roles.find(act->role);
    const bool is_logged = asker->caller && (route.is_sensitive || route.asks_purpose ||
                                             (role != nullptr && role->every_look_is_logged));
    const std::string acting_role = act->role;
    http::Response response = route.handler({request, std::move(*act), target});
    response.with_actor(actor);
    if (is_write(request.method) && response.status < 400 && may_change_callers(route.permission))
        callers_.forget_all();
    // Nothing is shown that is not written down.
    if (is_logged && response.status < 400) {
        AccessEntry entry = entry_of(route, *asker, acting_role, target);
        if (route.asks_purpose) {
            entry.purpose = std::move(purpose);
            entry.filter = school::filter_in(request);
            entry.answer_digest = crypto::digest_of(response.content());
        }
        if (!log_.add(std::move(entry), k_patience_with_log) && !is_write(request.method))
            return http::problem(request, refuse(RefusalCode::storage_unavailable))
                .with_actor(actor);
    }
    return response;
}

std::optional<http::Response> Guard::answer_at_hand(const school::Route& route,
                                                    const http::Request& request)
{
    const Instant now = place_.now();
    if (is_write(request.method) || route.permission == school::Permission::own_account ||
        request.header(k_act_as_header))
        return std::nullopt;
    const auto token = session_token(request);
    const auto target = target_of_path(request);
    if (!token || !target)
        return std::nullopt;
    Asker asker;
    asker.session = sessions_.find_at_hand(*token, now);
    if (!asker.session)
        return std::nullopt;
    asker.caller = callers_.find_at_hand(asker.session->account_id, now);
    if (!asker.caller || asker.caller->is_disabled ||
        (!asker.session->second_factor_at &&
         (asker.caller->has_second_factor || asker.caller->needs_second_factor(now))))
        return std::nullopt;
    // Without classes, only what is the caller's own or his child's is permitted; the rest is asked again, slowly.
    const Decision decision =
        decide(*asker.caller, route.permission, *target, now,
               [](SchoolId, std::int64_t, Day) { return std::vector<std::int64_t>{}; });
    if (decision.verdict != Verdict::permitted || decision.grant == nullptr ||
        (decision.grant->role->kind != RoleKind::guardian &&
         decision.grant->role->kind != RoleKind::student))
        return std::nullopt;
    auto response = route.fast(request);
    if (!response)
        return std::nullopt;
    if (route.is_sensitive && response->status < 400 &&
        !log_.add(entry_of(route, asker, decision.grant->role->name, *target)))
        return std::nullopt;
    response->with_actor(asker.caller->account_id);
    return response;
}

}  // namespace taqwim::access
