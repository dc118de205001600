// The register of sa_1426 accounts for every clause of the regulation.

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "regulations/frame/clause_register.h"
#include "tests/support/project_files.h"
#include "tests/support/trace_names.h"

using taqwim::Clause;
using taqwim::ClauseRegister;
using taqwim::tests::read_project_file;

namespace {

const std::string k_folder = "src/regulations/sa_1426/";

const ClauseRegister& clauses()
{
    static const std::string text = read_project_file(k_folder + "clauses.toml");
    static const ClauseRegister read = ClauseRegister::read({"clauses.toml", text});
    return read;
}

// The ids of the catalogue, in its order.
std::vector<std::string> ids_of_catalogue()
{
    std::istringstream lines(read_project_file(k_folder + "ids.txt"));
    std::vector<std::string> ids;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty() && !line.starts_with('#'))
            ids.push_back(line);
    return ids;
}

bool is_of_the_regulation(const Clause& clause)
{
    return clause.id.starts_with("SR-");
}

}  // namespace

TEST_CASE("The register of sa_1426 has the clauses of the regulation, all of them, in its order")
{
    const std::vector<std::string> ids = ids_of_catalogue();
    REQUIRE(ids.size() == 92);
    CHECK(ids.front() == "SR-1.1");
    CHECK(ids.back() == "SR-X.3");
    std::vector<std::string> registered;
    for (const Clause& clause : clauses().all())
        if (is_of_the_regulation(clause))
            registered.push_back(clause.id);
    CHECK(registered == ids);
}

TEST_CASE("Every clause of sa_1426 that calculates or decides has a rule or the room that meets it")
{
    for (const Clause& clause : clauses().all())
        if (clause.kind == "calculation" || clause.kind == "decision")
            CHECK_MESSAGE((!clause.rules.empty() || !clause.tracked_by.empty()), clause.id,
                          " has neither");
}

TEST_CASE("What the register of sa_1426 leaves to a room names one of the rooms, and a topic in it")
{
    const std::set<std::string> rooms = {"school",    "access",     "documents", "attendance",
                                         "marks",     "committees", "results",   "examinations",
                                         "portfolio", "duties",     "exchange",  "web"};
    for (const Clause& clause : clauses().all()) {
        if (clause.tracked_by.empty())
            continue;
        CAPTURE(clause.id);
        CAPTURE(clause.tracked_by);
        const std::size_t slash = clause.tracked_by.find('/');
        REQUIRE(slash != std::string::npos);
        CHECK(rooms.contains(clause.tracked_by.substr(0, slash)));
        CHECK(slash + 1 < clause.tracked_by.size());
    }
}
