// Cases: what the text of a regulation requires, worked by hand, as data (*.cases.toml).
//
//   clause = "KW-17.1"                    # of every case below that names none
//   base   = "grade_3"                    # any other key is a default of every case below
//
//   [[case]]
//   name   = "exactly half a mark short is raised"      # a sentence that could be false
//   work   = "(39 + 40) / 2 = 39.5; 40 - 39.5 = 0.5"    # the arithmetic
//   expect = { "/year/subjects/maths/raised_by" = "17.1" }
//
// Every case becomes a test of its own, "KW-17.1: exactly half a mark short is raised", which fails
// at the line of its file. What the other keys mean is the regulation's affair: it gives the
// function that runs a case (README.md of its cases/).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace taqwim::tests {

struct CaseOfFile {
    std::string file;  // from the project's root
    unsigned line = 0;
    std::string clause;
    std::string name;
    std::string work;
    // All other keys: the file's defaults, then the case's own. Where both are tables, the case's
    // entries are added to the file's. Days are texts.
    nlohmann::json content;

    [[nodiscard]] std::string full_name() const { return clause + ": " + name; }
};

// The cases of one file, in its order. Throws std::runtime_error with everything that is wrong: a
// case without name, work or clause, a name that stands twice, a number that is not exact.
[[nodiscard]] std::vector<CaseOfFile> read_case_file(const std::filesystem::path& path);

// The *.cases.toml below a folder of the project, by path.
[[nodiscard]] std::vector<std::filesystem::path> case_files_below(
    const std::filesystem::path& folder);

// Makes a test of every case below the folder. To be called before the tests start, by a global
// variable: const bool k_registered = register_cases("src/…/cases", run_case). A file that cannot
// be read becomes a test that fails.
bool register_cases(const std::filesystem::path& folder, void (*run)(const CaseOfFile&));

// How JSON facts are changed by a case. A place is a JSON pointer, in which a star stands for every
// member of an object or list: "/subjects/*/T2". Places that are not there yet are made, as objects;
// in a list the number after the last one, or "-", adds an entry. Throws std::runtime_error for a
// place that cannot be.
void put_at(nlohmann::json& document, const std::string& place, const nlohmann::json& value);
void remove_at(nlohmann::json& document, const std::string& place);

// The value at a place, or null when there is none.
[[nodiscard]] const nlohmann::json* find_at(const nlohmann::json& document,
                                            const std::string& place);

// Whether what came out is what was expected. Numbers are equal in any exact form: 39.5, "39.5" and
// "79/2". Of a table only the entries that are expected are looked at, but an empty one must be empty;
// a list must be equal in whole.
[[nodiscard]] bool is_as_expected(const nlohmann::json& expected, const nlohmann::json& actual);
// The places below `place` at which it is not, each with both values, one on a line; empty when
// there are none.
[[nodiscard]] std::string differences(const nlohmann::json& expected, const nlohmann::json& actual,
                                      const std::string& place = "");

}  // namespace taqwim::tests
