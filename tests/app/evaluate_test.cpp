#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/app/pretend_rule_set.h"
#include "tests/app/scratch_folder.h"

using namespace taqwim;
using namespace taqwim::tests;

namespace {

constexpr const char* k_three =
    "{\"id\": \"a\", \"mark\": \"60\"}\n{\"id\": \"b\"}\n{\"id\": \"c\", \"mark\": \"40\"}\n";
constexpr const char* k_one = "{\"id\": \"a\", \"mark\": \"60\"}";

Ran evaluate(const std::string& input, std::vector<std::string> more = {}, bool is_terminal = false)
{
    more.insert(more.begin(), {"evaluate", "-"});
    return run_taqwim(more, {.input = input, .is_terminal = is_terminal});
}

}  // namespace

TEST_CASE("evaluate: one result for each student-year, in their order, and the refused do not stop "
          "the others")
{
    const Ran ran = evaluate(k_three);
    CHECK(ran.code == 1);
    CHECK(ran.output == "{\"id\":\"a\",\"decision\":\"promoted\"}\n"
                        "{\"id\":\"b\",\"refused\":{\"code\":\"FIELD_MISSING\"}}\n"
                        "{\"id\":\"c\",\"decision\":\"repeat\"}\n");
    CHECK(ran.messages.empty());
}

TEST_CASE("evaluate: all well is 0")
{
    CHECK(evaluate(k_one).code == 0);
}

TEST_CASE("evaluate: a broken line between good ones is refused in its place")
{
    const Ran ran = evaluate(
        "{\"id\": \"a\", \"mark\": \"60\"}\n{\"id\": \n{\"id\": \"c\", \"mark\": \"60\"}\n");
    CHECK(ran.code == 1);
    CHECK(ran.output == "{\"id\":\"a\",\"decision\":\"promoted\"}\n"
                        "{\"id\":\"#2\",\"refused\":{\"code\":\"JSON_MALFORMED\"}}\n"
                        "{\"id\":\"c\",\"decision\":\"promoted\"}\n");
}

TEST_CASE("evaluate: json is an object for an object and an array for everything else")
{
    CHECK(evaluate(k_one, {"--format", "json"}).output ==
          "{\n  \"id\": \"a\",\n  \"decision\": \"promoted\"\n}\n");
    const std::string array = "[\n{\"id\":\"a\",\"decision\":\"promoted\"}\n]\n";
    CHECK(evaluate("[" + std::string(k_one) + "]", {"--format", "json"}).output == array);
    CHECK(evaluate("\n \xEF\xBB\xBF[" + std::string(k_one) + "]", {"--format", "json"}).code == 1);
    CHECK(evaluate("\xEF\xBB\xBF \n[" + std::string(k_one) + "]", {"--format", "json"}).output ==
          array);
    CHECK(evaluate(k_three, {"--format", "json"}).output ==
          "[\n{\"id\":\"a\",\"decision\":\"promoted\"},\n"
          "{\"id\":\"b\",\"refused\":{\"code\":\"FIELD_MISSING\"}},\n"
          "{\"id\":\"c\",\"decision\":\"repeat\"}\n]\n");
    CHECK(evaluate("[]", {"--format", "json"}).output == "[]\n");
}

TEST_CASE("evaluate: json of a part of several student-years is an array of just that part")
{
    // All students of this regulation's files are of the sheet 4 / A, and the refused of none.
    const std::string input = std::string(k_one) + "\n{\"id\": \"b\"}\n";
    CHECK(evaluate(input, {"--format", "json", "--sheet", "4"}).output ==
          "[\n{\"id\":\"a\",\"decision\":\"promoted\"}\n]\n");
}

TEST_CASE("evaluate: several inputs make one json array in their order")
{
    const ScratchFolder folder;
    const std::string first = folder.write("1.json", "{\"id\": \"x\", \"mark\": \"50\"}");
    const Ran ran = run_taqwim({"evaluate", first, "-", "--format", "json"}, {.input = k_one});
    CHECK(ran.output == "[\n{\"id\":\"x\",\"decision\":\"promoted\"},\n{\"id\":\"a\",\"decision\":"
                        "\"promoted\"}\n]\n");
}

TEST_CASE("evaluate: csv has a header, and a byte-order mark where it is asked for")
{
    CHECK(evaluate(k_one, {"--format", "csv"}).output ==
          "id,decision,Documents T1\r\na,promoted,\r\n");
    CHECK(evaluate(k_one, {"--format", "csv", "--bom"}).output.starts_with("\xEF\xBB\xBFid,"));
}

TEST_CASE("evaluate: at a terminal a file is a table, and to a program lines")
{
    const Ran ran = evaluate(k_three, {}, true);
    CHECK(ran.output ==
          "No.  Student  Grade / section  Decision  Remarks\n"
          "───  ───────  ───────────────  ────────  ───────────────────────────────────\n"
          "  1  a        4 / A            promoted\n"
          "  2  b                         refused   The field /mark is missing. Add it.\n"
          "  3  c        4 / A            repeats\n");
}

TEST_CASE("evaluate: --trace reaches the rules")
{
    const std::string traced = "{\"id\":\"a\",\"decision\":\"promoted\",\"trace\":[]}\n";
    CHECK(evaluate(k_one, {"--trace"}).output == traced);
    CHECK(evaluate(k_one, {"--trace"}, true).output == traced);
    CHECK(evaluate(k_one, {"--trace", "--format", "csv"}).code == 2);
    CHECK(evaluate(k_one, {"--trace", "--format", "table"}).code == 2);
}

TEST_CASE("evaluate: an empty input has no result and is told")
{
    const Ran ran = evaluate("");
    CHECK(ran.code == 1);
    CHECK(ran.output.empty());
    CHECK(ran.messages.find("standard input") != std::string::npos);
    CHECK(evaluate(" \n\n").code == 1);
}

TEST_CASE("evaluate: a file that is not there is told, and the others are evaluated")
{
    const Ran ran = run_taqwim({"evaluate", "/no/such.json", "-"}, {.input = k_one});
    CHECK(ran.code == 3);
    CHECK(ran.output == "{\"id\":\"a\",\"decision\":\"promoted\"}\n");
    CHECK(ran.messages.find("/no/such.json") != std::string::npos);
}

TEST_CASE("evaluate: a folder gives the sheets of its classes, the refused last, with their notes")
{
    const ScratchFolder folder;
    folder.write("students.csv",
                 "id,mark,class\n1,,4 / A\n2,60,4 / B\n3,40,4 / A\n4,70,4 / B\n5,20,4 / A\n");
    const Ran ran = run_taqwim({"evaluate", folder.path()});
    CHECK(ran.code == 1);
    CHECK(ran.output == "4 / B\nid  mark\n──  ────\n 2    60\n 4    70\n"
                        "\n4 / A\nid  mark\n──  ────\n 3    40\n 5    20\nnote of repeating\n"
                        "\nrefused\nid  mark\n──  ────\n 1\n");
    CHECK(ran.messages.find("1 problem needs correcting") != std::string::npos);
}

TEST_CASE("evaluate: --sheet shows only the classes it names, in any digits")
{
    const ScratchFolder folder;
    folder.write("students.csv", "id,mark,class\n2,60,4 / B\n3,40,4 / A\n4,70,5 / B\n");
    const Ran ran = run_taqwim({"evaluate", folder.path(), "--sheet", "٤ / B", "--sheet", "5"});
    CHECK(ran.code == 0);
    CHECK(ran.output.find("4 / B") != std::string::npos);
    CHECK(ran.output.find("5 / B") != std::string::npos);
    CHECK(ran.output.find("4 / A") == std::string::npos);
    const Ran csv = run_taqwim({"evaluate", folder.path(), "--sheet", "4 / A", "--format", "csv"});
    CHECK(csv.output == "id,decision,Documents T1\r\n3,repeat,warning\r\n");
    const Ran none = run_taqwim({"evaluate", folder.path(), "--sheet", "9"});
    CHECK(none.output.empty());
    CHECK(none.messages.find("4 / A") != std::string::npos);
}

TEST_CASE("evaluate: --summary counts decisions and documents of all students")
{
    const ScratchFolder folder;
    folder.write("students.csv", "id,mark,class\n1,,A\n2,60,B\n3,40,A\n4,30,B\n");
    const Ran ran = run_taqwim({"evaluate", folder.path(), "--summary", "--sheet", "B"});
    CHECK(ran.output.ends_with("\nSummary: 4 students\n"
                               "  repeats   2\n"
                               "  promoted  1\n"
                               "  refused   1\n"
                               "Documents due for absence and lateness\n"
                               "  first warning  2\n"));
}

TEST_CASE("evaluate: what another program reads holds no summary")
{
    const Ran ran = evaluate(k_one, {"--summary"});
    CHECK(ran.output == "{\"id\":\"a\",\"decision\":\"promoted\"}\n");
    CHECK(ran.messages.find("Summary: 1 student\n") != std::string::npos);
}

TEST_CASE("evaluate: a folder without students is told")
{
    const ScratchFolder folder;
    const Ran ran = run_taqwim({"evaluate", folder.path()});
    CHECK(ran.code == 1);
    CHECK(ran.output.empty());
    CHECK(ran.messages.find("no students") != std::string::npos);
}

TEST_CASE("evaluate: results go to the file that is named, in the form that its name says")
{
    const ScratchFolder folder;
    const std::string output = folder.path() + "/results.csv";
    const Ran ran = evaluate(k_one, {"--output", output}, true);
    CHECK(ran.code == 0);
    CHECK(ran.output.empty());
    CHECK(folder.read("results.csv") == "id,decision,Documents T1\r\na,promoted,\r\n");
}

TEST_CASE("evaluate: results are never written over what they are made of")
{
    const ScratchFolder folder;
    const std::string input = folder.write("a.json", k_one);
    const Ran ran = run_taqwim({"evaluate", input, "--output", folder.path() + "/./a.json"});
    CHECK(ran.code == 2);
    CHECK(folder.read("a.json") == k_one);
    CHECK(
        run_taqwim({"evaluate", folder.path(), "--output", folder.path() + "/results.csv"}).code ==
        2);
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/results.csv"));
}

TEST_CASE("evaluate: a file that cannot be created is 5")
{
    const Ran ran = evaluate(k_one, {"--output", "/no/such/folder/results.csv"});
    CHECK(ran.code == 5);
    CHECK(ran.messages.find("/no/such/folder/results.csv") != std::string::npos);
}

TEST_CASE("evaluate: the regulation is named, or it is the first one")
{
    CHECK(evaluate(k_one, {"--regulation", "pretend_2016"}).code == 0);
    const Ran ran = evaluate(k_one, {"--regulation", "other"});
    CHECK(ran.code == 2);
    CHECK(ran.messages.find("pretend_2016") != std::string::npos);
    Surroundings two;
    two.input = k_one;
    two.make_rule_sets = [](const InstallationFolder&) {
        app::RuleSets all;
        all.push_back(std::make_unique<PretendRuleSet>());
        all.push_back(std::make_unique<PretendRuleSet>());
        return all;
    };
    CHECK(run_taqwim({"evaluate", "-"}, two).code == 0);
}

TEST_CASE("evaluate: an interruption is told, and what is written stays whole")
{
    const Ran ran = run_taqwim({"evaluate", "-", "--format", "json"},
                               {.input = k_three, .is_interrupted = true});
    CHECK(ran.code == 130);
    CHECK(ran.output == "[]\n");
    CHECK(ran.messages.find("Stopped by the user") != std::string::npos);
}

TEST_CASE("evaluate: a long table is written in parts and numbered through")
{
    std::string input;
    for (int i = 1; i <= 1200; ++i)
        input += "{\"id\": \"" + std::to_string(i) + "\", \"mark\": \"60\"}\n";
    const Ran ran = evaluate(input, {"--format", "table"});
    CHECK(std::ranges::count(ran.output, '\n') == 1202);
    CHECK(ran.output.find("1200  ") != std::string::npos);
}
