// The Omani text belongs to no rule set: its requirements stand in the registers of the rooms that meet them.

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "regulations/frame/clause_register.h"
#include "tests/support/project_files.h"

using taqwim::Clause;
using taqwim::ClauseRegister;
using taqwim::tests::read_project_file;

namespace {

ClauseRegister register_of(const std::string& room)
{
    const std::string path = "src/" + room + "/clauses.toml";
    const std::string text = read_project_file(path);
    return ClauseRegister::read({path, text});
}

// Number of "OM-44"; 0 when it is no id of the text.
int number_of(const std::string& id)
{
    return id.starts_with("OM-") ? std::stoi(id.substr(3)) : 0;
}

}  // namespace

TEST_CASE("OM-1 to OM-96: every requirement stands once, with the room that owns it, in order")
{
    std::set<std::string> registered;
    for (const std::string room : {"portfolio", "committees"}) {
        int before = 0;
        const ClauseRegister clauses = register_of(room);
        for (const Clause& clause : clauses.all()) {
            CAPTURE(clause.id);
            const int number = number_of(clause.id);
            CHECK(number > before);
            before = number;
            CHECK(registered.insert(clause.id).second);
            const bool is_of_committees = number == 25 || number >= 80;
            CHECK(is_of_committees == (room == "committees"));
        }
    }
    std::istringstream lines(read_project_file("src/portfolio/ids.txt"));
    std::set<std::string> listed;
    for (std::string id; std::getline(lines, id);)
        listed.insert(id);
    CHECK(listed.size() == 86);
    CHECK(registered == listed);
}

TEST_CASE("OM: what the catalogue extends is told apart from what the text says")
{
    for (const std::string room : {"portfolio", "committees"}) {
        const ClauseRegister clauses = register_of(room);
        for (const Clause& clause : clauses.all()) {
            CAPTURE(clause.id);
            CHECK(
                (number_of(clause.id) >= 30) ==
                clause.article.starts_with("امتداد"));  // source-check: allow data of the register
        }
    }
}
