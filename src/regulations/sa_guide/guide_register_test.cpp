#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "regulations/frame/clause_register.h"
#include "tests/support/project_files.h"

using taqwim::Clause;
using taqwim::ClauseRegister;
using taqwim::EmbeddedFile;
using taqwim::tests::read_project_file;

namespace {

const std::string k_folder = "src/regulations/sa_guide/";

// The register of one rule set, read from the project's files.
ClauseRegister register_of(const std::string& folder)
{
    const std::string path = folder + "clauses.toml";
    const std::string text = read_project_file(path);
    return ClauseRegister::read({path, text});
}

std::set<std::string> ids_of(const ClauseRegister& clauses)
{
    std::set<std::string> ids;
    for (const Clause& clause : clauses.all())
        ids.insert(clause.id);
    return ids;
}

// The items of the guide, as its text numbers them: one a line.
std::vector<std::string> items_of_the_guide()
{
    std::istringstream lines(read_project_file(k_folder + "ids.txt"));
    std::vector<std::string> ids;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty())
            ids.push_back(line);
    return ids;
}

}  // namespace

TEST_CASE("sa_guide: the register has every item of the guide")
{
    const std::set<std::string> registered = ids_of(register_of(k_folder));
    // Rules of the year by marks, which sa_1426 computes and registers.
    const std::set<std::string> elsewhere = {"PG-9.2", "PG-16.C.11", "PG-20.10", "PG-20.11"};
    const std::vector<std::string> items = items_of_the_guide();
    REQUIRE(items.size() > 590);
    for (const std::string& id : items)
        CHECK_MESSAGE((registered.contains(id) || elsewhere.contains(id)), id);
    CHECK(std::set(items.begin(), items.end()).size() == items.size());
}

TEST_CASE("sa_guide: numbered items are registered without a gap")
{
    struct Series {
        std::string prefix;
        int last;
    };
    const std::set<std::string> registered = ids_of(register_of(k_folder));
    for (const Series& series :
         {Series{"G.", 48}, Series{"1.", 64}, Series{"2.", 9}, Series{"3.", 6}, Series{"6.", 7},
          Series{"6.7.", 13}, Series{"7.", 7}, Series{"8.", 2}, Series{"10.A.", 4},
          Series{"10.B.", 10}, Series{"11.", 3}, Series{"13.", 4}, Series{"16.E.", 9},
          Series{"17.D.", 32}, Series{"19.X.", 7}, Series{"25.", 3}}) {
        for (int number = 1; number <= series.last + 1; ++number) {
            const std::string id = "PG-" + series.prefix + std::to_string(number);
            CHECK_MESSAGE(registered.contains(id) == (number <= series.last), id);
        }
    }
}

TEST_CASE("sa_guide: what is computed or decided has a rule, or the room that will have it")
{
    const ClauseRegister clauses = register_of(k_folder);
    for (const Clause& clause : clauses.all())
        if (clause.kind == "calculation" || clause.kind == "decision")
            CHECK_MESSAGE((!clause.rules.empty() || !clause.tracked_by.empty()), clause.id);
}

TEST_CASE("sa_guide: an item waits only in a room that there will be")
{
    constexpr std::array rooms = {"school",    "access",  "documents",  "attendance",
                                  "marks",     "results", "committees", "examinations",
                                  "portfolio", "duties",  "exchange",   "web"};
    const ClauseRegister clauses = register_of(k_folder);
    for (const Clause& clause : clauses.all()) {
        if (clause.tracked_by.empty())
            continue;
        const std::string room = clause.tracked_by.substr(0, clause.tracked_by.find('/'));
        CHECK_MESSAGE(std::ranges::find(rooms, room) != rooms.end(), clause.id, ": ", room);
    }
}

TEST_CASE("sa_guide: no item stands in the register of the regulation as well")
{
    if (!std::filesystem::exists(
            taqwim::tests::project_path("src/regulations/sa_1426/clauses.toml")))
        return;
    const std::set<std::string> own = ids_of(register_of(k_folder));
    for (const std::string& id : ids_of(register_of("src/regulations/sa_1426/")))
        CHECK_MESSAGE(!own.contains(id), id);
}
