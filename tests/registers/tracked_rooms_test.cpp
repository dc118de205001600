// What the registers leave to a room of the record is met there, by a test that names it; or it waits, and src/regulations/waiting.txt
// says for what.

#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "regulations/frame/clause_register.h"
#include "tests/support/project_files.h"

using taqwim::Clause;
using taqwim::ClauseRegister;
using taqwim::tests::project_path;
using taqwim::tests::read_project_file;

namespace {

// The rooms that there are; the others have all of theirs before them.
const std::set<std::string> k_rooms = {"school", "access",     "documents", "attendance",
                                       "marks",  "committees", "results"};

bool is_of_id(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

// "SR-1.1" stands in it whole, not as the beginning of "SR-1.10" or "SR-1.1a".
bool names(const std::string& text, const std::string& id)
{
    for (std::size_t at = text.find(id); at != std::string::npos; at = text.find(id, at + 1)) {
        const std::size_t end = at + id.size();
        const bool begins = at == 0 || (!is_of_id(text[at - 1]) && text[at - 1] != '-');
        const bool goes_on =
            end < text.size() &&
            (is_of_id(text[end]) || ((text[end] == '.' || text[end] == '-') &&
                                     end + 1 < text.size() && is_of_id(text[end + 1])));
        if (begins && !goes_on)
            return true;
    }
    return false;
}

// All tests of the record's rooms, and those that span several.
std::string tests_of_rooms()
{
    std::string all;
    for (const char* const folder : {"src", "tests"})
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(project_path(folder))) {
            const std::string path = entry.path().generic_string();
            if (!path.ends_with("_test.cpp") || path.find("/regulations/") != std::string::npos ||
                path.find("/registers/") != std::string::npos)
                continue;
            all += read_project_file(entry.path());
        }
    return all;
}

std::vector<Clause> tracked_clauses()
{
    std::vector<Clause> tracked;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(project_path("src"))) {
        if (entry.path().filename() != "clauses.toml")
            continue;
        const std::string text = read_project_file(entry.path());
        const ClauseRegister clauses = ClauseRegister::read({entry.path().generic_string(), text});
        for (const Clause& clause : clauses.all())
            if (k_rooms.contains(clause.tracked_by.substr(0, clause.tracked_by.find('/'))))
                tracked.push_back(clause);
    }
    return tracked;
}

// "KW-28 | what it waits for".
std::map<std::string, std::string> waiting()
{
    std::istringstream lines(read_project_file("src/regulations/waiting.txt"));
    std::map<std::string, std::string> all;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const std::size_t bar = line.find(" | ");
        REQUIRE_MESSAGE(bar != std::string::npos, line);
        CHECK_MESSAGE(all.emplace(line.substr(0, bar), line.substr(bar + 3)).second, line);
    }
    return all;
}

}  // namespace

TEST_CASE("registers: what is left to a room of the record is named by a test there, or waits for "
          "something that is said")
{
    const std::string tests = tests_of_rooms();
    const auto later = waiting();
    std::set<std::string> known;
    for (const Clause& clause : tracked_clauses()) {
        known.insert(clause.id);
        const bool is_met = names(tests, clause.id);
        const auto waits = later.find(clause.id);
        CHECK_MESSAGE((is_met || waits != later.end()), clause.id, ": ", clause.tracked_by);
        if (waits == later.end())
            continue;
        CHECK_FALSE(waits->second.empty());
        WARN_MESSAGE(!is_met, clause.id, " waits no longer: a test names it");
    }
    for (const auto& [id, reason] : later)
        CHECK_MESSAGE(known.contains(id), id, " is left to no room of the record");
}
