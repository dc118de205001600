// The API against its description: every route is described under its own name with its permission, nothing else is, and
// every route lets through exactly whom its permission names.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "app/server/installation.h"
#include "app/server/settings.h"
#include "platform/database/schema.h"
#include "regulations/registration.h"
#include "school/permission.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/permission_matrix.h"
#include "tests/support/project_files.h"

using namespace taqwim;

namespace {

struct Described {
    std::string name;
    std::string permission;
};

// "GET /v1/…" to what docs/api says of it. The descriptions are written alike: paths stand two blanks in, methods four,
// what is said of an operation six.
std::map<std::string, Described> described_routes()
{
    std::map<std::string, Described> routes;
    for (const std::string file :
         {"access", "school", "attendance", "marks", "committees", "results"}) {
        std::istringstream lines(tests::read_project_file("docs/api/" + file + ".yaml"));
        std::string path;
        std::string key;
        for (std::string line; std::getline(lines, line);) {
            const std::size_t depth = line.find_first_not_of(' ');
            if (depth == std::string::npos || line[depth] == '#')
                continue;
            const std::string text = line.substr(depth);
            if (depth == 2 && text.starts_with("/"))
                path = text.substr(0, text.find(':'));
            else if (depth == 2)
                path.clear();
            else if (depth == 4 && !path.empty()) {
                std::string method = text.substr(0, text.find(':'));
                for (char& letter : method)
                    letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A'
                                                                              : letter);
                key = method + ' ' + path;
            } else if (depth == 6 && !path.empty() && text.starts_with("operationId: "))
                routes[key].name = text.substr(13);
            else if (depth == 6 && !path.empty() && text.starts_with("x-permission: "))
                routes[key].permission = text.substr(14);
        }
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
    CHECK(migrations.size() >= 8);
    OpenInstallation open;
    CHECK(open.installation->upgraded().from == 0);
    CHECK(open.installation->upgraded().to == static_cast<int>(migrations.size()));
}

TEST_CASE("SR-3.7: every route of the API lets through whom its permission names, in his own class "
          "and school alone [slow]")
{
    OpenInstallation open;
    tests::AccessWorld world;
    // Records of other rooms are not laid down in this world: routes that name one are asked where the path's other
    // parts decide.
    const auto report = tests::walk_permissions(
        world, open.installation->routes(),
        [](std::string_view, std::string_view, tests::Place) -> std::optional<std::string> {
            return std::nullopt;
        });
    CHECK_MESSAGE(report.findings.empty(), lines(report.findings));
    CHECK(report.asked > 1000);
    CHECK(report.let_through > 0);
    MESSAGE("asked " << report.asked << ", let through " << report.let_through << ", passed over "
                     << report.passed_over.size());
}
