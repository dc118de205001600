// The audit chain and the access log, to read.
#include <iterator>
#include <limits>

#include "access/route_parts.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::access {

namespace {

Result<std::optional<Instant>> instant_in_query(const http::Request& request, std::string_view name)
{
    const auto text = request.query(name);
    if (!text)
        return std::optional<Instant>();
    const auto instant = Instant::parse(*text);
    if (!instant)
        return Refusal{RefusalCode::value_not_listed,
                       {{"field", std::string(name)},
                        {"value", std::string(*text)},
                        {"allowed", "2026-11-22T04:10:00Z"}},
                       std::string(name),
                       ""};
    return std::optional(*instant);
}

// "?order=newest&from=…&until=…&account_id=…&subject=student 7318…"
Result<AuditFilter> filter_in(const http::Request& request)
{
    AuditFilter filter;
    if (const auto order = request.query("order")) {
        if (*order != "newest" && *order != "oldest")
            return Refusal{
                RefusalCode::value_not_listed,
                {{"field", "order"}, {"value", std::string(*order)}, {"allowed", "newest, oldest"}},
                "order",
                ""};
        filter.newest_first = *order == "newest";
    }
    const auto from = instant_in_query(request, "from");
    if (!from)
        return from.refusal();
    const auto until = instant_in_query(request, "until");
    if (!until)
        return until.refusal();
    filter.from = *from;
    filter.until = *until;
    if (const auto account = request.query("account_id")) {
        const auto id = parse_id(*account);
        if (!id)
            return Refusal{
                RefusalCode::id_malformed, {{"id", std::string(*account)}}, "account_id", ""};
        filter.account_id = *id;
    }
    filter.subject = request.query("subject").value_or("");
    return filter;
}

http::Response list_audit(AccessServices& access, const school::Call& call)
{
    const auto page = read_page(
        call.request, {"after", "limit", "order", "from", "until", "account_id", "subject"});
    if (!page)
        return http::problem(call.request, page.refusal());
    const auto filter = filter_in(call.request);
    if (!filter)
        return http::problem(call.request, filter.refusal());
    const auto entries = access.place.record.read([&](database::Session& session) {
        return audit_entries(session, call.school(), page->after, page->limit, *filter);
    });
    JsonWriter json;
    json.begin_object().key("entries").begin_array();
    for (const AuditEntry& entry : entries) {
        json.begin_object();
        json.key("sequence").number(entry.sequence);
        json.key("account_id").text(std::to_string(entry.account_id));
        json.key("display_name").text(entry.display_name);
        json.key("role").text(entry.role);
        json.key("action").text(entry.action);
        json.key("subject").text(entry.subject);
        json.key("at").text(entry.at.to_text());
        json.key("digest").text(entry.digest.to_text());
        json.end_object();
    }
    json.end_array();
    if (std::ssize(entries) == page->limit)
        json.key("next").text(std::to_string(entries.back().sequence));
    json.end_object();
    return http::json(200, std::string(json.str()));
}

http::Response verify_audit(AccessServices& access, const school::Call& call)
{
    const auto keys = access.place.record.read(
        [](database::Session& session) { return published_keys(session); });
    const ChainReport report =
        verify_chain(access.place.record.database(), call.school(), {}, keys);
    JsonWriter json;
    json.begin_object();
    json.key("chain").text(report.chain);
    json.key("entries").number(report.entries);
    json.key("head").text(report.head.to_text());
    json.key("is_whole").boolean(!report.fault);
    if (report.fault) {
        json.key("fault").begin_object();
        json.key("code").text(to_code_text(report.fault->code));
        for (const auto& [name, value] : report.fault->arguments)
            json.key(name).text(value);
        json.end_object();
    }
    json.end_object();
    return http::json(200, std::string(json.str()));
}

http::Response give_signed_head(AccessServices& access, const school::Call& call)
{
    const auto head =
        give_head(access.place.record, call.school(), access.signing_key, GivenWith::request);
    if (!head)
        return http::problem(call.request, head.refusal());
    JsonWriter json;
    json.begin_object();
    json.key("head").text(head->to_text());
    json.key("public_key").text(access.signing_key.public_key().to_text());
    json.end_object();
    return http::json(201, std::string(json.str()));
}

http::Response list_keys(AccessServices& access, const school::Call&)
{
    const auto keys = access.place.record.read(
        [](database::Session& session) { return published_keys(session); });
    JsonWriter json;
    json.begin_object().key("keys").begin_array();
    for (const crypto::PublicKey& key : keys) {
        json.begin_object();
        json.key("key_id").text(key.id());
        json.key("public_key").text(key.to_text());
        json.end_object();
    }
    json.end_array().end_object();
    return http::json(200, std::string(json.str()));
}

// The newest first: `after` is the last one that was seen, so older ones follow.
http::Response list_looks(AccessServices& access, const school::Call& call)
{
    const auto page = read_page(call.request);
    if (!page)
        return http::problem(call.request, page.refusal());
    const std::int64_t before =
        page->after == 0 ? std::numeric_limits<std::int64_t>::max() : page->after;
    const auto looks = access.place.record.read([&](database::Session& session) {
        if (call.school() == SchoolId{0} && call.target.directorate_id)
            return access_log_store::list_of_directorate(session, *call.target.directorate_id,
                                                         before, page->limit);
        return access_log_store::list(session, call.school(), call.target.student_id, before,
                                      page->limit);
    });
    JsonWriter json;
    json.begin_object().key("looks").begin_array();
    for (const access_log_store::SeenEntry& look : looks) {
        json.begin_object();
        json.key("look_id").text(std::to_string(look.entry.access_log_id));
        json.key("display_name").text(look.display_name);
        json.key("role").text(look.entry.role);
        json.key("action").text(look.entry.action);
        if (look.entry.student_id)
            json.key("student_id").text(std::to_string(*look.entry.student_id));
        if (look.entry.directorate_id)
            json.key("directorate_id").text(std::to_string(*look.entry.directorate_id));
        json.key("subject").text(look.entry.subject);
        if (!look.entry.purpose.empty()) {
            json.key("purpose").text(look.entry.purpose);
            json.key("filter").text(look.entry.filter);
        }
        if (look.entry.answer_digest)
            json.key("answer_digest").text(look.entry.answer_digest->to_text());
        json.key("at").text(look.entry.at.to_text());
        json.key("was_refused").boolean(look.entry.was_refused);
        json.end_object();
    }
    json.end_array();
    if (std::ssize(looks) == page->limit)
        json.key("next").text(std::to_string(looks.back().entry.access_log_id));
    json.end_object();
    return http::json(200, std::string(json.str()));
}

}  // namespace

std::vector<school::Route> audit_routes(AccessServices& access)
{
    using http::Method;
    using school::Permission;
    const auto read = [&](Method method, std::string pattern, std::string name,
                          school::TargetFinder target, RouteWork work) {
        return route(access, method, std::move(pattern), std::move(name), Permission::audit_read,
                     std::move(target), work);
    };
    return {
        read(Method::get, "/v1/schools/{school_id}/audit", "school.list_audit",
             school::school_in_path, list_audit),
        read(Method::get, "/v1/schools/{school_id}/audit/verify", "school.verify_audit",
             school::school_in_path, verify_audit),
        read(Method::post, "/v1/schools/{school_id}/audit/heads", "school.give_audit_head",
             school::school_in_path, give_signed_head),
        read(Method::get, "/v1/schools/{school_id}/access-log", "school.list_looks",
             school::school_in_path, list_looks),
        // OM-64: the student and his guardian see who looked.
        read(Method::get, "/v1/schools/{school_id}/students/{student_id}/access-log",
             "student.list_looks", school::student_in_path, list_looks),
        // SR-3.6: what the offices of a directorate looked at its schools' counts for.
        read(Method::get, "/v1/directorates/{directorate_id}/access-log", "directorate.list_looks",
             school::directorate_in_path, list_looks),
        read(Method::get, "/v1/audit", "installation.list_audit", nullptr, list_audit),
        read(Method::get, "/v1/audit/verify", "installation.verify_audit", nullptr, verify_audit),
        read(Method::get, "/v1/access-log", "installation.list_looks", nullptr, list_looks),
        route(access, Method::get, "/v1/audit/keys", "audit.list_keys", Permission::everyone,
              nullptr, list_keys),
    };
}

std::vector<school::Route> access_routes(AccessServices& access)
{
    std::vector<school::Route> routes = session_routes(access);
    for (auto& more : {account_routes(access), audit_routes(access)})
        routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

}  // namespace taqwim::access
