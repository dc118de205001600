#include "tests/support/permission_matrix.h"

#include <algorithm>
#include <array>

#include "core/refusal_codes.h"

namespace taqwim::tests {

namespace {

constexpr std::array k_places = {Place::own, Place::other_class, Place::other_school};

std::optional<std::string> known_value(std::string_view parameter, Place place)
{
    const bool is_elsewhere = place == Place::other_school;
    const auto one_of = [&](std::int64_t own, std::int64_t other, std::int64_t elsewhere) {
        return std::to_string(place == Place::own           ? own
                              : place == Place::other_class ? other
                                                            : elsewhere);
    };
    if (parameter == "school_id")
        return (is_elsewhere ? AccessWorld::k_other_school : AccessWorld::k_school).to_text();
    if (parameter == "class_id")
        return one_of(AccessWorld::k_class, AccessWorld::k_other_class,
                      AccessWorld::k_class_elsewhere);
    if (parameter == "student_id")
        return one_of(AccessWorld::k_student, AccessWorld::k_other_student,
                      AccessWorld::k_student_elsewhere);
    if (parameter == "directorate_id")
        return std::to_string(is_elsewhere ? AccessWorld::k_other_directorate
                                           : AccessWorld::k_directorate);
    if (parameter == "subject")
        return std::string(AccessWorld::k_subject);
    return std::nullopt;
}

std::vector<std::string> parameters_of(std::string_view pattern)
{
    std::vector<std::string> names;
    for (auto open = pattern.find('{'); open != std::string_view::npos;
         open = pattern.find('{', open + 1))
        names.emplace_back(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
    return names;
}

// What the tables of roles say, asked of the target that the route finds: the account stands in the world's own class,
// subject, school and directorate.
bool is_expected(const access::Role& role, std::int64_t account, school::Permission permission,
                 const school::Target& target, Place place)
{
    if (permission == school::Permission::everyone)
        return true;
    if (permission == school::Permission::own_account)
        return !target.account_id || *target.account_id == account;
    const auto reach = role.reach_of(permission);
    if (!reach)
        return false;
    const bool is_at_school = target.school == AccessWorld::k_school;
    const bool is_in_class =
        is_at_school && place == Place::own &&
        (target.class_id == AccessWorld::k_class || target.student_id == AccessWorld::k_student);
    switch (*reach) {
    case access::Reach::self:
    case access::Reach::own_child:
        return is_at_school && target.student_id == AccessWorld::k_student;
    case access::Reach::class_subject:
        return is_in_class && target.subject == AccessWorld::k_subject;
    case access::Reach::subject: return is_at_school && target.subject == AccessWorld::k_subject;
    case access::Reach::one_class: return is_in_class;
    case access::Reach::school: return is_at_school;
    case access::Reach::directorate: return target.directorate_id == AccessWorld::k_directorate;
    case access::Reach::installation: return true;
    }
    return false;
}

// How a refusal must look. Whoever has nothing to do with the other school gets one answer for it: it is not there.
std::optional<std::string> wrong_refusal(const access::Role& role, const school::Target& target,
                                         Place place, const http::Response& response)
{
    if (response.status != 403 && response.status != 404)
        return "answered " + std::to_string(response.status);
    const bool is_of_all =
        role.kind == access::RoleKind::office &&
        std::ranges::find(role.reaches, access::Reach::installation) != role.reaches.end();
    if (place == Place::other_school && target.school == AccessWorld::k_other_school &&
        !is_of_all &&
        refusal_line(response) != "RECORD_UNKNOWN record=school id=102 field=school_id")
        return "said of another school: " + refusal_line(response);
    return std::nullopt;
}

}  // namespace

std::string_view to_text(Place place)
{
    switch (place) {
    case Place::own: return "own";
    case Place::other_class: return "other_class";
    case Place::other_school: return "other_school";
    }
    return "own";
}

MatrixReport walk_permissions(AccessWorld& world, const std::vector<school::Route>& routes,
                              const ParameterValue& value_of)
{
    MatrixReport report;
    for (const school::Route& real : routes) {
        school::Route route = real;
        // Only the door: the handler is the walker's, and nothing of the record changes.
        route.handler = [](const school::Call&) { return http::json(200, "{}"); };
        const auto door = world.guard->guard(route);
        const std::size_t let_through_before = report.let_through;
        for (const Place place : k_places) {
            http::Request request;
            request.method = route.method;
            request.target = route.pattern;
            request.peer = "192.0.2.8";
            request.request_id = "matrix";
            request.headers.emplace_back("Host", "taqwim.test");
            request.headers.emplace_back("Idempotency-Key", "matrix");
            if (route.asks_purpose)
                request.query_parameters.emplace_back("purpose", "P4_REVIEW");
            bool is_complete = true;
            for (const std::string& name : parameters_of(route.pattern)) {
                auto value = known_value(name, place);
                if (!value && value_of)
                    value = value_of(route.name, name, place);
                is_complete = is_complete && value.has_value();
                if (value)
                    request.path_parameters.emplace_back(name, *value);
            }
            if (!is_complete) {
                report.passed_over.push_back(route.name + ", " + std::string(to_text(place)));
                continue;
            }
            school::Target target;
            if (route.target) {
                const auto found = world.record->read(
                    [&](database::Session& session) { return route.target(session, request); });
                if (!found) {
                    report.findings.push_back(route.name + ", " + std::string(to_text(place)) +
                                              ": there is no such target in the world");
                    continue;
                }
                target = *found;
            }
            for (const auto& [name, role] : access::RoleBook::built_in().all()) {
                const std::int64_t account = world.account_of(name);
                const auto session = world.signed_in(account);
                http::Request asked = request;
                asked.cookies.emplace_back("taqwim", session.token);
                asked.headers.emplace_back("X-CSRF-Token", session.session.csrf_token);
                const http::Response response = door(asked);
                ++report.asked;
                const bool is_through = response.status == 200;
                report.let_through += is_through ? 1 : 0;
                const std::string where =
                    name + ", " + route.name + ", " + std::string(to_text(place)) + ": ";
                const bool is_allowed = is_expected(role, account, route.permission, target, place);
                if (is_through != is_allowed)
                    report.findings.push_back(
                        where + (is_through
                                     ? "let through, expected refused"
                                     : "refused, expected let through: " + refusal_line(response)));
                else if (!is_through)
                    if (const auto wrong = wrong_refusal(role, target, place, response))
                        report.findings.push_back(where + *wrong);
            }
        }
        if (report.let_through == let_through_before)
            report.closed_to_all.push_back(route.name);
    }
    return report;
}

}  // namespace taqwim::tests
