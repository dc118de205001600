#include "committees/committees_routes.h"

#include "core/refusal_codes.h"
#include "school/answering.h"
#include "school/body.h"

namespace taqwim::committees {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::respond_json;
using school::respond_to;
using school::Route;
using school::with_id;

constexpr std::size_t k_name = 200;
constexpr std::size_t k_reasons = 4000;
constexpr std::size_t k_code = 80;
constexpr std::size_t k_most_members = 50;

Response add(Committees& committees, const Call& call)
{
    Body body(call.request);
    Committee one;
    one.kind = body.choice("kind", {"guidance", "special_cases", "other"});
    one.name_ar = body.text("name_ar", k_name);
    one.name_en = body.optional_text("name_en", k_name).value_or("");
    one.decision = body.text("decision", k_code);
    return respond_to(call, body,
                      [&] { return committees.add(call.school(), call.act, std::move(one)); });
}

Response add_member(Committees& committees, const Call& call)
{
    return with_id(call, "committee_id", [&](std::int64_t id) {
        Body body(call.request);
        Member one;
        one.committee_id = id;
        one.staff_member_id = body.id("staff_member_id");
        one.role = body.choice("role", {"chair", "vice_chair", "member", "secretary"});
        one.days.first = body.day("first_day");
        one.days.last = body.optional_day("last_day");
        one.decision = body.text("decision", k_code);
        return respond_to(call, body, [&] {
            return committees.add_member(call.school(), call.act, std::move(one));
        });
    });
}

Response end_member(Committees& committees, const Call& call)
{
    return with_id(call, "committee_member_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::int64_t version = school::version_in(body);
        const Day last_day = body.day("last_day");
        return respond_to(call, body, [&] {
            return committees.end_member(call.school(), call.act, id, version, last_day);
        });
    });
}

Response open_case(Committees& committees, const Call& call)
{
    Body body(call.request);
    Case one;
    one.student_id = call.target.student_id.value();
    one.committee_id = body.id("committee_id");
    one.year_id = body.id("school_year_id");
    one.kind =
        body.choice("kind", {"guidance", "exceptional", "promotion", "extension", "affiliation",
                             "excuse", "accommodation", "referral", "no_text"});
    one.fact = body.text("fact", k_name);
    one.type = body.optional_text("type", k_code).value_or("");
    one.person = body.optional_choice("person", {"student", "parent"}).value_or("student");
    one.first_day = body.optional_day("first_day");
    one.last_day = body.optional_day("last_day");
    one.documents = body.texts("documents", k_most_members, k_code);
    return respond_to(call, body,
                      [&] { return committees.open(call.school(), call.act, std::move(one)); });
}

Response decide(Committees& committees, const Call& call)
{
    return with_id(call, "case_id", [&](std::int64_t id) {
        Body body(call.request);
        Decision one;
        one.case_id = id;
        one.decided_on = body.day("decided_on");
        one.chair_vote = body.optional_text("chair_vote", k_code).value_or("");
        one.programme = body.optional_text("programme", k_name).value_or("");
        one.reasons = body.optional_text("reasons", k_reasons).value_or("");
        one.changed_because = body.optional_text("changed_because", k_reasons).value_or("");
        if (!body.value("attendance"))
            body.refuse(RefusalCode::field_missing, "attendance");
        for (Body& attended : body.list("attendance", k_most_members))
            one.attendance.push_back(
                {.staff_member_id = attended.id("staff_member_id"),
                 .is_conflicted = attended.optional_yes_no("is_conflicted").value_or(false),
                 .vote = attended.optional_text("vote", k_code).value_or("")});
        return respond_to(
            call, body, [&] { return committees.decide(call.school(), call.act, std::move(one)); });
    });
}

Response sign(Committees& committees, const Call& call)
{
    return with_id(call, "decision_id", [&](std::int64_t id) {
        Body body(call.request);
        return respond_to(call, body, [&] { return committees.sign(call.school(), call.act, id); });
    });
}

Response approve(Committees& committees, const Call& call)
{
    return with_id(call, "case_id", [&](std::int64_t id) {
        Body body(call.request);
        Approval one;
        one.case_id = id;
        one.level =
            body.choice("level", {"educational_district", "ministry_committee", "school_head"});
        one.judgement = body.choice("judgement", {"approved", "refused", "lapsed", "stands"});
        one.reference = body.text("reference", k_code);
        one.decided_on = body.day("decided_on");
        return respond_to(call, body, [&] {
            return committees.approve(call.school(), call.act, std::move(one));
        });
    });
}

Response list(Committees& committees, const Call& call)
{
    return respond_json(call.request, committees.committees(call.school()));
}

Response read_cases(Committees& committees, const Call& call)
{
    return respond_json(
        call.request, committees.cases_of(call.school(), call.target.student_id.value(), call.act));
}

}  // namespace

std::vector<Route> committees_routes(Committees& committees)
{
    using enum http::Method;
    const auto route = [&committees](http::Method method, std::string pattern, std::string name,
                                     Permission permission, const school::TargetFinder& target,
                                     Response (*handler)(Committees&, const Call&)) {
        return Route{.method = method,
                     .pattern = std::move(pattern),
                     .name = std::move(name),
                     .permission = permission,
                     .target = target,
                     .handler = [&committees,
                                 handler](const Call& call) { return handler(committees, call); },
                     .is_sensitive = method == get,
                     .needs_key = method != get};
    };
    const std::string school = "/v1/schools/{school_id}";
    const std::string one = school + "/committees/{committee_id}";
    const std::string cases = school + "/students/{student_id}/cases";
    return {
        route(get, school + "/committees", "committee.list", Permission::case_read,
              school::school_in_path, list),
        route(post, school + "/committees", "committee.add", Permission::school_manage,
              school::school_in_path, add),
        route(post, one + "/members", "committee.add_member", Permission::school_manage,
              school::school_in_path, add_member),
        route(put, school + "/committee-members/{committee_member_id}/end", "committee.end_member",
              Permission::school_manage, school::school_in_path, end_member),
        route(get, cases, "case.read", Permission::case_read, school::student_in_path, read_cases),
        route(post, cases, "case.open", Permission::case_open, school::student_in_path, open_case),
        route(post, school + "/cases/{case_id}/decisions", "case.decide", Permission::case_decide,
              school::school_in_path, decide),
        route(post, school + "/case-decisions/{decision_id}/signatures", "case.sign",
              Permission::case_decide, school::school_in_path, sign),
        route(post, school + "/cases/{case_id}/approvals", "case.approve", Permission::case_decide,
              school::school_in_path, approve),
    };
}

}  // namespace taqwim::committees
