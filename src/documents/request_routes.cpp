// PG-24: requests for what follows a document's issue: a replacement, an amendment.

#include <string>

#include "core/refusal_codes.h"
#include "documents/below_directorate.h"
#include "documents/document_requests.h"
#include "documents/document_routes.h"
#include "documents/serial.h"
#include "school/answering.h"

namespace taqwim::documents {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_text = 500;
constexpr std::size_t k_longest_part = 60;
constexpr std::size_t k_most_parts = 5;

Response file_replacement(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    ReplacementAsked asked;
    asked.serial = body.text("serial", k_longest_part);
    asked.fate = body.choice("fate", {"lost", "damaged", "burnt", "stolen"});
    asked.is_passed = body.optional_yes_no("is_passed").value_or(false);
    if (const auto serial = Serial::parse(asked.serial))
        asked.serial = serial->to_text();
    return school::respond_to(
        call, body, [&] { return services.requests.file(call.act, call.school(), asked); });
}

Response file_amendment(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    AmendmentAsked asked;
    asked.student_id = body.id("student_id");
    asked.name_parts = body.texts("name_parts", k_most_parts, k_longest_part);
    asked.birth_day = body.optional_day("birth_day");
    asked.address = body.text("address", k_longest_text);
    asked.justification = body.text("justification", k_longest_text);
    asked.purpose = body.text("purpose", k_longest_text);
    asked.is_from_abroad = body.optional_yes_no("is_from_abroad").value_or(false);
    asked.is_some_lost = body.optional_yes_no("is_some_lost").value_or(false);
    return school::respond_to(
        call, body, [&] { return services.requests.file(call.act, call.school(), asked); });
}

Response add_paper(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "document_request_id", [&](std::int64_t id) {
        Body body(call.request);
        RequestPaper paper;
        paper.paper = body.choice("paper", {"advert", "police_minutes", "remains", "security_proof",
                                            "undertaking", "documents", "birth_paper", "identity",
                                            "civil_notice"});
        paper.reference = body.text("reference", k_longest_text);
        paper.dated = body.day("dated_on");
        return school::respond_to(call, body, [&] {
            return services.requests.add_paper(call.act, call.school(), id, paper);
        });
    });
}

Response decide(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "document_request_id", [&](std::int64_t id) {
        Body body(call.request);
        RequestDecision decision;
        decision.outcome = body.choice("outcome", {"granted", "refused"});
        decision.reason = body.optional_text("reason", k_longest_text).value_or("");
        decision.reference = body.optional_text("reference", k_longest_part).value_or("");
        decision.dated = body.optional_day("dated_on");
        return school::respond_to(call, body, [&] {
            return services.requests.decide(call.act, school_of(call), id, decision,
                                            entered_by(call));
        });
    });
}

Response issue(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "document_request_id", [&](std::int64_t id) {
        auto issued = services.requests.issue(call.act, call.school(), id);
        if (!issued)
            return http::problem(call.request, issued.refusal());
        return school::respond(call.request, std::move(issued->answer));
    });
}

Response list(const DocumentServices& services, const Call& call)
{
    return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
        return school::respond_json(
            call.request, services.requests.requests(call.school(), page, call.act.today));
    });
}

Response find(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "document_request_id", [&](std::int64_t id) {
        return school::respond_json(call.request,
                                    services.requests.request(call.school(), id, call.act.today));
    });
}

}  // namespace

std::vector<Route> request_routes(const DocumentServices& services)
{
    using enum http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string requests = school + "/document-requests";
    const std::string one = requests + "/{document_request_id}";
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Permission permission, DocumentHandler handler) {
        return document_route(services, method, std::move(pattern), std::move(name), permission,
                              school::school_in_path, handler);
    };
    return {
        route(get, requests, "document_request.list", Permission::document_read, list),
        route(get, one, "document_request.find", Permission::document_read, find),
        route(post, school + "/replacement-requests", "document_request.file_replacement",
              Permission::document_issue, file_replacement),
        route(post, school + "/amendment-requests", "document_request.file_amendment",
              Permission::document_issue, file_amendment),
        route(post, one + "/papers", "document_request.add_paper", Permission::document_issue,
              add_paper),
        route(post, one + "/decision", "document_request.decide", Permission::document_revoke,
              decide),
        route(post, one + "/documents", "document_request.issue", Permission::document_issue,
              issue),
        // PG-24.P.2: the director's decision on an amendment.
        Route{.method = post,
              .pattern = "/v1/directorates/{directorate_id}/schools/{school_id}/amendments/"
                         "{document_request_id}/decision",
              .name = "amendment.decide_of_directorate",
              .permission = Permission::document_attest,
              .target = directorate_of_school_in_path,
              .handler = [services](const Call& call) { return decide(services, call); },
              .is_sensitive = false,
              .needs_key = true},
    };
}

}  // namespace taqwim::documents
