// PG-24.A.3, A.4: students who were admitted under another form of their name.

#include <string>

#include "documents/document_routes.h"
#include "documents/name_admissions.h"
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

Response list(const DocumentServices& services, const Call& call)
{
    return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
        return school::respond_json(
            call.request, services.name_admissions.open(call.school(), page, call.act.today));
    });
}

Response of_student(const DocumentServices& services, const Call& call)
{
    return school::respond_json(call.request,
                                services.name_admissions.of_student(
                                    call.school(), call.target.student_id.value(), call.act.today));
}

Response enter(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    NameAdmissionAsked asked;
    asked.student_id = body.id("student_id");
    asked.name_parts = body.texts("name_parts", k_most_parts, k_longest_part);
    asked.is_from_abroad = body.optional_yes_no("is_from_abroad").value_or(false);
    asked.admitted = body.day("admitted_on");
    return school::respond_to(
        call, body, [&] { return services.name_admissions.enter(call.act, call.school(), asked); });
}

Response withdraw(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "name_admission_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::string reason = body.text("reason", k_longest_text);
        return school::respond_to(call, body, [&] {
            return services.name_admissions.withdraw(call.act, call.school(), id, reason);
        });
    });
}

}  // namespace

std::vector<Route> name_admission_routes(const DocumentServices& services)
{
    using enum http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string admissions = school + "/name-admissions";
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Permission permission, school::TargetFinder target,
                           DocumentHandler handler) {
        return document_route(services, method, std::move(pattern), std::move(name), permission,
                              std::move(target), handler);
    };
    return {
        route(get, admissions, "name_admission.list", Permission::document_read,
              school::school_in_path, list),
        route(get, school + "/students/{student_id}/name-admissions", "name_admission.of_student",
              Permission::document_issue, school::student_in_path, of_student),
        route(post, admissions, "name_admission.enter", Permission::document_issue,
              school::school_in_path, enter),
        route(post, admissions + "/{name_admission_id}/withdrawal", "name_admission.withdraw",
              Permission::document_issue, school::school_in_path, withdraw),
    };
}

}  // namespace taqwim::documents
