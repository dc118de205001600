// The API against its description: every route is described under its own name with its permission, nothing else is, and
// every route lets through exactly whom its permission names.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "app/server/api_description.h"
#include "app/server/installation.h"
#include "app/server/settings.h"
#include "platform/database/schema.h"
#include "regulations/frame/json_value.h"
#include "regulations/registration.h"
#include "school/permission.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/permission_matrix.h"

using namespace taqwim;

namespace {

struct Described {
    std::string name;
    std::string permission;
};

// "GET /v1/…" to what the description says of it.
std::map<std::string, Described> described_routes()
{
    const auto document = JsonDocument::parse(std::string(app::api_description()));
    REQUIRE(document);
    std::map<std::string, Described> routes;
    const auto paths = document->root().find("paths");
    REQUIRE(paths);
    for (const JsonValue path : *paths)
        for (const JsonValue operation : path) {
            std::string method(operation.key());
            std::ranges::transform(method, method.begin(), [](char letter) {
                return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A')
                                                      : letter;
            });
            routes[method + ' ' + std::string(path.key())] = {
                .name = std::string(operation.find("operationId")->text()),
                .permission = std::string(operation.find("x-permission")->text())};
        }
    return routes;
}

struct OpenInstallation {
    tests::ScratchFolder folder;
    FixedClock clock{tests::k_world_moment};
    std::vector<std::unique_ptr<RuleSet>> rule_sets = all_rule_sets();
    std::unique_ptr<app::Installation> installation;

    OpenInstallation()
    {
        const std::vector<std::string> assignments = {"database.url=sqlite:" + folder.path() +
                                                      "/record.db"};
        const auto settings = app::Settings::read(
            std::nullopt, [](const char*) { return std::nullopt; }, assignments);
        REQUIRE(settings);
        auto opened = app::Installation::open(*settings, rule_sets, clock);
        REQUIRE(opened);
        installation = std::move(*opened);
    }
};

std::string lines(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += text + '\n';
    return all;
}

}  // namespace

TEST_CASE("api: every route is described under its name with its permission, and nothing else is")
{
    OpenInstallation open;
    auto described = described_routes();
    std::vector<std::string> wrong;
    // The server's own, beside the record.
    CHECK(described.erase("GET /healthz") == 1);
    CHECK(described.erase("GET /metrics") == 1);
    for (const school::Route& route : open.installation->routes()) {
        const std::string key = std::string(http::to_text(route.method)) + ' ' + route.pattern;
        const auto found = described.find(key);
        if (found == described.end())
            wrong.push_back(key + " is not described");
        else if (found->second.name != route.name)
            wrong.push_back(key + " is described as " + found->second.name + ", it is " +
                            route.name);
        else if (found->second.permission != school::to_text(route.permission))
            wrong.push_back(key + " is described with " + found->second.permission);
        described.erase(key);
    }
    for (const auto& [key, one] : described)
        wrong.push_back(key + " is described and not there");
    CHECK_MESSAGE(wrong.empty(), lines(wrong));
}

TEST_CASE("api: the tables of all rooms are as tables have to be, and a new database is brought up "
          "in one go")
{
    const auto migrations = app::all_migrations();
    CHECK(migrations.size() >= 9);
    OpenInstallation open;
    CHECK(open.installation->upgraded().from == 0);
    CHECK(open.installation->upgraded().to == static_cast<int>(migrations.size()));
}

// What the doors look at beside schools, classes, students and directorates: sheets and notices in three places, and accounts.
void furnish(tests::AccessWorld& world)
{
    using World = tests::AccessWorld;
    for (const auto& [school, class_id, sheet] :
         {std::tuple(World::k_school, World::k_class, 3001),
          std::tuple(World::k_school, World::k_other_class, 3002),
          std::tuple(World::k_other_school, World::k_class_elsewhere, 3003)})
        world.execute("INSERT INTO mark_sheet (school_id, mark_sheet_id, class_id, subject, term, "
                      "part, scheme, title_ar, title_en, settings, created_at) "
                      "VALUES ($1, $2, $3, $4, 1, 'final', 'own', 'F', 'Final', '{}', "
                      "'2026-11-01T06:00:00.000Z')",
                      {school, sheet, class_id, World::k_subject});
    for (const auto& [school, student, notice] :
         {std::tuple(World::k_school, World::k_student, 5001),
          std::tuple(World::k_school, World::k_other_student, 5002),
          std::tuple(World::k_other_school, World::k_student_elsewhere, 5003)})
        world.execute("INSERT INTO notice (school_id, notice_id, student_id, school_year_id, term, "
                      "kind, unexcused_days, latenesses, issued_on, issued_at, issued_by, role) "
                      "VALUES ($1, $2, $3, 301, 1, 'warning_1', 3, 0, '2026-11-01', "
                      "'2026-11-01T06:00:00.000Z', 900, 'head_teacher')",
                      {school, notice, student});
    for (const auto& [school, class_id, import] :
         {std::tuple(World::k_school, World::k_class, 6001),
          std::tuple(World::k_school, World::k_other_class, 6002),
          std::tuple(World::k_other_school, World::k_class_elsewhere, 6003)})
        for (const int kind : {0, 1, 2})
            world.execute(
                "INSERT INTO file_import (school_id, import_id, kind, class_id, subject, scope, "
                "file_name, file_bytes, file_digest, plan_digest, records, added, changed, same, "
                "refused, conflicts, tried_by, tried_person, tried_as, tried_at) "
                "VALUES ($1, $2, $3, $4, $5, '{}', 'f.csv', 1, $6, $6, 1, 1, 0, 0, 0, 0, 900, 900, "
                "'registrar', '2026-11-01T06:00:00.000Z')",
                {database::Value(school), import + 100 * kind,
                 std::string(
                     std::array{"marks", "roster", "attendance"}[static_cast<std::size_t>(kind)]),
                 kind == 1 ? database::Value{} : database::Value{class_id},
                 kind == 0 ? std::string(World::k_subject) : std::string(), database::Bytes(32)});
    world.execute("INSERT INTO staff_member (school_id, staff_member_id, name_ar, name_en, "
                  "search_name, sort_key, joined_on) "
                  "VALUES (102, 4001, 'Staff', 'Staff', 'staff', $1, '2020-01-01')",
                  {database::Bytes{}});
    world.execute(
        "INSERT INTO account (account_id, name, display_name) VALUES (1999, 'far', 'far')");
    world.execute("INSERT INTO account_link (account_id, school_id, kind, person_id) "
                  "VALUES (1999, 102, 'staff_member', 4001)");
}

// Records of a school that no door looks at: the handler finds them in the school of the path, which the door decided
// on. tests/api/hostile_test.py asks every one of these routes for records of another school.
bool is_left_to_the_handler(std::string_view parameter)
{
    constexpr std::array names = {"study_plan_id",
                                  "staff_member_id",
                                  "appointment_id",
                                  "student_merge_id",
                                  "guardian_id",
                                  "guardianship_id",
                                  "enrolment_id",
                                  "exemption_id",
                                  "excuse_id",
                                  "leave_id",
                                  "notice_id",
                                  "entry_window_id",
                                  "correction_id",
                                  "committee_id",
                                  "committee_member_id",
                                  "case_id",
                                  "decision_id",
                                  "person_id",
                                  "session_id",
                                  "office_appointment_id",
                                  "transfer_id",
                                  "publication_id",
                                  "promotion_id",
                                  "proposal_id",
                                  "temporary_study_id",
                                  "document_key_id",
                                  "print_job_id",
                                  "document_request_id",
                                  "attestation_id",
                                  "template_id",
                                  "version_id",
                                  "serial",
                                  "honour_id",
                                  "amendment_letter_id",
                                  "amendment_original_id",
                                  "name_admission_id"};
    return std::ranges::find(names, parameter) != names.end();
}

// The year of the world, and names and numbers beside ids.
std::optional<std::string> other_value(std::string_view parameter)
{
    if (parameter == "school_year_id")
        return "301";
    if (parameter == "kind")
        return "guardian";
    if (parameter == "number" || parameter == "version" || parameter == "other_version" ||
        parameter == "term")
        return "1";
    if (parameter == "column")
        return "u1";
    if (parameter == "regulation")
        return "sa_1426";
    if (parameter == "clause")
        return "SR-7.2b";
    return std::nullopt;
}

TEST_CASE("SR-3.7: every route of the API lets through whom its permission names, in his own class "
          "and school alone [slow]")
{
    OpenInstallation open;
    tests::AccessWorld world({}, app::all_migrations());
    furnish(world);
    const std::string account = std::to_string(world.account_of("teacher"));
    const auto report = tests::walk_permissions(
        world, open.installation->routes(),
        [&](std::string_view route, std::string_view parameter,
            tests::Place place) -> std::optional<std::string> {
            if (parameter == "sheet_id")
                return std::to_string(3001 + static_cast<int>(place));
            if (parameter == "import_id")
                return std::to_string((route.starts_with("roster")       ? 6101
                                       : route.starts_with("attendance") ? 6201
                                                                         : 6001) +
                                      static_cast<int>(place));
            if (parameter == "notice_id")
                return std::to_string(5001 + static_cast<int>(place));
            if (parameter == "account_id")
                return place == tests::Place::other_school ? "1999" : account;
            return is_left_to_the_handler(parameter) ? "77" : other_value(parameter);
        });
    CHECK_MESSAGE(report.findings.empty(), lines(report.findings));
    // A new route whose path names something else: give it a value above, and rows to be found.
    CHECK_MESSAGE(report.passed_over.empty(), lines(report.passed_over));
    CHECK_MESSAGE(report.closed_to_all.empty(), lines(report.closed_to_all));
    MESSAGE("asked " << report.asked << ", let through " << report.let_through);
}
