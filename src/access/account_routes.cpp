// Accounts of a school and of the installation, and offices.
#include <algorithm>

#include "access/account_store.h"
#include "access/route_parts.h"
#include "core/refusal_codes.h"
#include "platform/http/conditions.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"
#include "school/body.h"
#include "school/keeping.h"

namespace taqwim::access {

namespace {

constexpr std::int64_t k_page = 50;
constexpr std::int64_t k_longest_page = 200;

// An account that is linked to the school of the path.
Result<school::Target> account_of_school(database::Session& session, const http::Request& request)
{
    auto target = school::school_in_path(session, request);
    const auto id = school::id_in_path(request, "account_id");
    if (!target)
        return target;
    if (!id)
        return id.refusal();
    if (!account_store::is_linked_to(session, *id, target->school))
        return unknown_by_path(request);
    target->account_id = *id;
    return target;
}

Result<school::Target> account_in_path(database::Session& session, const http::Request& request)
{
    const auto id = school::id_in_path(request, "account_id");
    if (!id)
        return id.refusal();
    if (!account_store::find(session, *id))
        return unknown_by_path(request);
    return school::Target{.school = SchoolId{0}, .account_id = *id};
}

void write_account(JsonWriter& json, const Account& account)
{
    json.begin_object();
    json.key("account_id").text(std::to_string(account.account_id));
    json.key("name").text(account.name);
    json.key("display_name").text(account.display_name);
    json.key("has_password").boolean(account.password_hash.has_value());
    json.key("has_second_factor").boolean(account.second_factor_at.has_value());
    json.key("is_disabled").boolean(account.disabled_at.has_value());
    json.key("version").number(account.version);
    json.end_object();
}

void write_office(JsonWriter& json, const OfficeAppointment& office)
{
    json.begin_object();
    json.key("office_appointment_id").text(std::to_string(office.office_appointment_id));
    json.key("role").text(office.role);
    if (office.directorate_id)
        json.key("directorate_id").text(std::to_string(*office.directorate_id));
    json.key("first_day").text(office.first_day.to_text());
    if (office.last_day)
        json.key("last_day").text(office.last_day->to_text());
    json.key("decision").text(office.decision);
    json.key("version").number(office.version);
    json.end_object();
}

// "?kind=guardian&person_id=…", both or neither.
Result<std::optional<AccountLink>> person_in_query(const school::Call& call)
{
    const auto kind_text = call.request.query("kind");
    const auto person_text = call.request.query("person_id");
    if (!kind_text && !person_text)
        return std::optional<AccountLink>();
    const auto kind = parse_person_kind(kind_text.value_or(""));
    if (!kind)
        return school::value_not_listed("kind", kind_text.value_or(""),
                                        "staff_member, guardian, student");
    const auto person_id = parse_id(person_text.value_or(""));
    if (!person_id)
        return Refusal{RefusalCode::id_malformed,
                       {{"id", std::string(person_text.value_or(""))}},
                       "person_id",
                       ""};
    AccountLink link;
    link.school = call.school();
    link.kind = *kind;
    link.person_id = *person_id;
    return std::optional(link);
}

http::Response list_accounts(AccessServices& access, const school::Call& call)
{
    const bool is_of_school = call.school().value != 0;
    const auto page = is_of_school
                          ? read_page(call.request, {"after", "limit", "kind", "person_id"})
                          : read_page(call.request);
    if (!page)
        return http::problem(call.request, page.refusal());
    const auto person = person_in_query(call);
    if (!person)
        return http::problem(call.request, person.refusal());
    const auto accounts = access.place.record.read([&](database::Session& session) {
        if (!is_of_school)
            return account_store::list(session, page->after, page->limit);
        return *person ? account_store::list_of_person(session, **person, page->after, page->limit)
                       : account_store::list_of_school(session, call.school(), page->after,
                                                       page->limit);
    });
    JsonWriter json;
    json.begin_object().key("accounts").begin_array();
    for (const Account& account : accounts)
        write_account(json, account);
    json.end_array();
    if (std::ssize(accounts) == page->limit)
        json.key("next").text(std::to_string(accounts.back().account_id));
    json.end_object();
    return http::json(200, std::string(json.str()));
}

http::Response read_account(AccessServices& access, const school::Call& call)
{
    std::vector<AccountLink> links;
    std::vector<OfficeAppointment> offices;
    const auto account = access.place.record.read([&](database::Session& session) {
        links = account_store::links_of(session, *call.target.account_id);
        offices = account_store::offices_of(session, *call.target.account_id);
        return account_store::find(session, *call.target.account_id);
    });
    if (!account)
        return http::problem(call.request, unknown_by_path(call.request));
    const bool is_of_installation = call.school().value == 0;
    JsonWriter json;
    json.begin_object();
    json.key("account");
    write_account(json, *account);
    json.key("links").begin_array();
    for (const AccountLink& link : links) {
        // A school does not learn at which others somebody works or has children.
        if (!is_of_installation && link.school != call.school())
            continue;
        json.begin_object();
        json.key("school_id").text(link.school.to_text());
        json.key("kind").text(to_text(link.kind));
        json.key("person_id").text(std::to_string(link.person_id));
        json.end_object();
    }
    json.end_array();
    if (is_of_installation) {
        json.key("offices").begin_array();
        for (const OfficeAppointment& office : offices)
            write_office(json, office);
        json.end_array();
    }
    json.end_object();
    http::Response response = http::json(200, std::string(json.str()));
    response.with_etag(http::etag_of_version(static_cast<std::uint64_t>(account->version)));
    return response;
}

AccountLink link_in(school::Body& body, SchoolId school)
{
    const std::string kind = body.choice("kind", {"staff_member", "guardian", "student"});
    return {school, parse_person_kind(kind).value_or(PersonKind::student), body.id("person_id")};
}

http::Response create_account(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    NewAccount wanted;
    wanted.name = body.text("name", 200);
    wanted.display_name = body.text("display_name", 200);
    if (call.school().value != 0)
        wanted.link = link_in(body, call.school());
    return school::respond_to(call, body, [&] { return access.accounts.create(call.act, wanted); });
}

http::Response link_account(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    const std::string name = body.text("name", 200);
    const AccountLink link = link_in(body, call.school());
    return school::respond_to(call, body,
                              [&] { return access.accounts.link(call.act, name, link); });
}

http::Response unlink_account(AccessServices& access, const school::Call& call)
{
    const auto person = school::id_in_path(call.request, "person_id");
    const auto kind = parse_person_kind(call.request.path("kind"));
    if (!person)
        return http::problem(call.request, person.refusal());
    if (!kind)
        return http::problem(call.request, {RefusalCode::value_not_listed,
                                            {{"field", "kind"},
                                             {"value", std::string(call.request.path("kind"))},
                                             {"allowed", "staff_member, guardian, student"}},
                                            "kind",
                                            ""});
    return school::respond(call.request, access.accounts.unlink(call.act, *call.target.account_id,
                                                                {call.school(), *kind, *person}));
}

http::Response set_disabled(AccessServices& access, const school::Call& call, bool is_disabled)
{
    const auto version = http::required_version(call.request);
    if (!version)
        return http::problem(call.request, version.refusal());
    return school::respond(call.request, access.accounts.set_disabled(
                                             call.act, call.school(), *call.target.account_id,
                                             is_disabled, static_cast<std::int64_t>(*version)));
}

http::Response disable_account(AccessServices& access, const school::Call& call)
{
    return set_disabled(access, call, true);
}

http::Response enable_account(AccessServices& access, const school::Call& call)
{
    return set_disabled(access, call, false);
}

http::Response issue_code(AccessServices& access, const school::Call& call)
{
    const auto issued =
        access.accounts.issue_code(call.act, call.school(), *call.target.account_id);
    if (!issued)
        return http::problem(call.request, issued.refusal());
    JsonWriter json;
    json.begin_object();
    json.key("code").text(issued->code);
    json.key("purpose").text(issued->purpose);
    json.key("expires_at").text(issued->expires_at.to_text());
    json.end_object();
    return http::json(201, std::string(json.str()));
}

http::Response remove_second_factor(AccessServices& access, const school::Call& call)
{
    return school::respond(call.request,
                           access.accounts.remove_second_factor(call.act, *call.target.account_id));
}

http::Response appoint_office(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    OfficeAppointment office;
    office.account_id = *call.target.account_id;
    office.role = body.text("role", 100);
    office.directorate_id = body.optional_id("directorate_id");
    office.first_day = body.day("first_day");
    office.last_day = body.optional_day("last_day");
    office.decision = body.text("decision", 200);
    return school::respond_to(call, body,
                              [&] { return access.accounts.appoint(call.act, office); });
}

http::Response end_office(AccessServices& access, const school::Call& call)
{
    school::Body body(call.request);
    const Day last_day = body.day("last_day");
    const auto id = school::id_in_path(call.request, "office_appointment_id");
    const auto version = http::required_version(call.request);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    if (!id)
        return http::problem(call.request, id.refusal());
    if (!version)
        return http::problem(call.request, version.refusal());
    return school::respond(
        call.request,
        access.accounts.end_office(call.act, *id, last_day, static_cast<std::int64_t>(*version)));
}

}  // namespace

Result<Page> read_page(const http::Request& request,
                       std::initializer_list<std::string_view> allowed)
{
    if (auto refusal = request.refuses_query_beside(allowed))
        return std::move(*refusal);
    Page page{0, k_page};
    if (const auto after = request.query("after")) {
        const auto id = parse_id(*after);
        if (!id)
            return Refusal{
                RefusalCode::page_key_invalid, {{"value", std::string(*after)}}, "after", ""};
        page.after = *id;
    }
    if (const auto limit = request.query("limit")) {
        const auto number = parse_id(*limit);
        if (!number || *number > k_longest_page)
            return Refusal{RefusalCode::value_out_of_range,
                           {{"field", "limit"},
                            {"value", std::string(*limit)},
                            {"minimum", "1"},
                            {"maximum", std::to_string(k_longest_page)}},
                           "limit",
                           ""};
        page.limit = *number;
    }
    return page;
}

std::vector<school::Route> account_routes(AccessServices& access)
{
    using http::Method;
    using http::Weight;
    using school::Permission;
    const std::string of_school = "/v1/schools/{school_id}/accounts";
    const auto manage = [&](Method method, const std::string& pattern, std::string name,
                            school::TargetFinder target, RouteWork work,
                            Weight weight = Weight::pool) {
        return route(access, method, pattern, std::move(name), Permission::account_manage,
                     std::move(target), work, weight);
    };
    const auto install = [&](Method method, const std::string& pattern, std::string name,
                             school::TargetFinder target, RouteWork work) {
        return route(access, method, pattern, std::move(name), Permission::installation_manage,
                     std::move(target), work);
    };
    std::vector<school::Route> routes = {
        manage(Method::get, of_school, "school.list_accounts", school::school_in_path,
               list_accounts),
        manage(Method::post, of_school, "school.create_account", school::school_in_path,
               create_account),
        manage(Method::post, "/v1/schools/{school_id}/account-links", "school.link_account",
               school::school_in_path, link_account),
        manage(Method::get, of_school + "/{account_id}", "school.read_account", account_of_school,
               read_account),
        manage(Method::remove, of_school + "/{account_id}/links/{kind}/{person_id}",
               "school.unlink_account", account_of_school, unlink_account),
        manage(Method::post, of_school + "/{account_id}/disablement", "school.disable_account",
               account_of_school, disable_account),
        manage(Method::remove, of_school + "/{account_id}/disablement", "school.enable_account",
               account_of_school, enable_account),
        manage(Method::post, of_school + "/{account_id}/codes", "school.issue_code",
               account_of_school, issue_code, Weight::slow),
        install(Method::get, "/v1/accounts", "account.list", nullptr, list_accounts),
        install(Method::post, "/v1/accounts", "account.create", nullptr, create_account),
        install(Method::get, "/v1/accounts/{account_id}", "account.read", account_in_path,
                read_account),
        install(Method::post, "/v1/accounts/{account_id}/disablement", "account.disable",
                account_in_path, disable_account),
        install(Method::remove, "/v1/accounts/{account_id}/disablement", "account.enable",
                account_in_path, enable_account),
        install(Method::post, "/v1/accounts/{account_id}/codes", "account.issue_code",
                account_in_path, issue_code),
        install(Method::remove, "/v1/accounts/{account_id}/second-factor",
                "account.remove_second_factor", account_in_path, remove_second_factor),
        install(Method::post, "/v1/accounts/{account_id}/offices", "account.appoint_office",
                account_in_path, appoint_office),
        install(Method::patch, "/v1/offices/{office_appointment_id}", "office.end", nullptr,
                end_office),
    };
    for (school::Route& made : routes) {
        // A code is not kept, so its repeat is a new one; what names a version cannot be done twice.
        made.needs_key = made.method == Method::post && !made.pattern.ends_with("/codes") &&
                         !made.pattern.ends_with("/disablement");
        if (made.pattern == "/v1/accounts/{account_id}/codes")
            made.weight = Weight::slow;
    }
    return routes;
}

}  // namespace taqwim::access
