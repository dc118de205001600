#include <doctest/doctest.h>

#include <string>

#include "access/access_routes.h"
#include "core/refusal_codes.h"
#include "tests/support/access_world.h"
#include "tests/support/permission_matrix.h"

using namespace taqwim;
using namespace taqwim::access;
using tests::AccessWorld;

namespace {

Result<school::Target> class_and_subject(database::Session& session, const http::Request& request)
{
    auto target = school::class_in_path(session, request);
    if (target)
        target->subject = request.path("subject");
    return target;
}

// One route for each permission and each kind of target.
std::vector<school::Route> pretend_routes()
{
    struct Kind {
        std::string name;
        std::string pattern;
        school::TargetFinder target;
    };
    const std::vector<Kind> kinds = {
        {"installation", "/v1/pretend", nullptr},
        {"school", "/v1/schools/{school_id}/pretend", school::school_in_path},
        {"class", "/v1/schools/{school_id}/classes/{class_id}/pretend", school::class_in_path},
        {"class_subject", "/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/pretend",
         class_and_subject},
        {"student", "/v1/schools/{school_id}/students/{student_id}/pretend",
         school::student_in_path},
    };
    std::vector<school::Route> routes;
    for (const school::Permission permission : school::k_permissions) {
        for (const Kind& kind : kinds) {
            school::Route route;
            route.method = routes.size() % 2 == 0 ? http::Method::get : http::Method::post;
            route.name = std::string(to_text(permission)) + '.' + kind.name;
            route.pattern = kind.pattern + '/' + std::string(to_text(permission));
            route.permission = permission;
            route.target = kind.target;
            route.needs_key = route.method == http::Method::post;
            routes.push_back(std::move(route));
        }
    }
    return routes;
}

std::string lines(const std::vector<std::string>& texts)
{
    std::string all = std::to_string(texts.size()) + " findings";
    for (std::size_t i = 0; i < texts.size() && i < 12; ++i)
        all += '\n' + texts[i];
    return all;
}

}  // namespace

TEST_CASE("SR-3.7, OM-62: every role, every permission, own, another class and another school")
{
    AccessWorld world;
    const auto routes = pretend_routes();
    const auto report = tests::walk_permissions(world, routes, nullptr);
    CHECK_MESSAGE(report.findings.empty(), lines(report.findings));
    CHECK(report.passed_over.empty());
    CHECK_EQ(report.asked, routes.size() * RoleBook::built_in().all().size() * 3);
    // Neither everything nor nothing is let through.
    CHECK(report.let_through > report.asked / 20);
    CHECK(report.let_through < report.asked / 2);
}

TEST_CASE("The routes of accounts, sessions and audit let through whom their permissions name")
{
    AccessWorld world;
    const auto account = std::to_string(world.account_of("teacher"));
    world.execute("INSERT INTO staff_member (school_id, staff_member_id, name_ar, name_en, "
                  "search_name, sort_key, joined_on) "
                  "VALUES (102, 4001, 'Staff', 'Staff', 'staff', $1, '2020-01-01')",
                  {database::Bytes{}});
    world.execute(
        "INSERT INTO account (account_id, name, display_name) VALUES (1999, 'far', 'far')");
    world.execute("INSERT INTO account_link (account_id, school_id, kind, person_id) "
                  "VALUES (1999, 102, 'staff_member', 4001)");
    const auto report = tests::walk_permissions(
        world, access_routes(*world.services),
        [&](std::string_view, std::string_view parameter,
            tests::Place place) -> std::optional<std::string> {
            if (parameter == "account_id")
                return place == tests::Place::other_school ? "1999" : account;
            if (parameter == "kind")
                return "guardian";
            return "1";
        });
    CHECK_MESSAGE(report.findings.empty(), lines(report.findings));
    CHECK(report.passed_over.empty());
}

TEST_CASE("A door that lets through too much or too little does not pass the walk")
{
    // The walk itself: a route whose target finder claims too narrow a target, and one that claims none.
    AccessWorld world;
    world.execute("UPDATE appointment SET class_id = 502 WHERE role = 'class_head'");
    school::Route route;
    route.name = "pretend";
    route.pattern = "/v1/schools/{school_id}/classes/{class_id}/pretend";
    route.permission = school::Permission::mark_read;
    route.target = school::class_in_path;
    const auto report = tests::walk_permissions(world, {route}, nullptr);
    CHECK_EQ(report.findings.size(), 2);
    CHECK_EQ(report.findings.front().substr(0, 26), "class_head, pretend, own: ");
}
