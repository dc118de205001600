#include <doctest/doctest.h>

#include <algorithm>

#include "regulations/frame/json_value.h"
#include "tests/app/pretend_rule_set.h"
#include "tests/app/scratch_folder.h"

using namespace taqwim;
using namespace taqwim::tests;

namespace {

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

bool is_json(const std::string& text)
{
    return static_cast<bool>(JsonDocument::parse(text));
}

constexpr const char* k_two =
    "{\"id\": \"1001\", \"mark\": \"60\"}\n{\"id\": \"1002\", \"mark\": \"40\"}\n";

}  // namespace

TEST_CASE("regulations: the list has id, title, covered years and counts")
{
    const Ran ran = run_taqwim({"regulations"});
    CHECK(ran.code == 0);
    CHECK(holds(
        ran.output,
        "pretend_2016  A regulation for trying  2015-2016 – 2016-2017        2           2\n"));
    const Ran json = run_taqwim({"regulations", "--format", "json"});
    CHECK(is_json(json.output));
    CHECK(holds(json.output, "\"last_covered_year\": \"2016-2017\""));
}

TEST_CASE("regulations: the register says what became of every clause")
{
    const Ran ran = run_taqwim({"regulations", "show", "pretend_2016"});
    CHECK(ran.code == 0);
    CHECK(holds(ran.output, "computed: reaches_mark"));
    CHECK(holds(ran.output, "nothing to compute"));
    const Ran arabic = run_taqwim({"regulations", "show", "--language", "ar"});
    CHECK(holds(arabic.output, "النجاح"));
    CHECK(is_json(run_taqwim({"regulations", "show", "--format", "json"}).output));
}

TEST_CASE(
    "regulations: a clause has its summary, rules, decisions and the parameters that rest on it")
{
    const Ran ran = run_taqwim({"regulations", "show", "--clause", "KW-1"});
    CHECK(ran.code == 0);
    for (const char* const part :
         {"Passing", "Whoever reaches the mark passes.", "reaches_mark", "D1",
          "2015-09-01, the first covered day", "passing.least_mark", "enacted"})
        CHECK(holds(ran.output, part));
    CHECK_FALSE(holds(ran.output, "passing.rounding"));
    const Ran on_day =
        run_taqwim({"regulations", "show", "--clause", "KW-1", "--on", "2016-06-01"});
    CHECK(holds(on_day.output, "in force on 2016-06-01:"));
    CHECK(is_json(
        run_taqwim({"regulations", "show", "--clause", "KW-2", "--format", "json"}).output));
}

TEST_CASE("regulations: what is not there is refused by name")
{
    const Ran clause = run_taqwim({"regulations", "show", "--clause", "KW-9"});
    CHECK(clause.code == 2);
    CHECK(holds(clause.messages, "KW-9"));
    CHECK(run_taqwim({"regulations", "show", "other"}).code == 2);
    CHECK(run_taqwim({"regulations", "show", "--clause", "KW-1", "--on", "2010-01-01"}).code == 2);
}

TEST_CASE("parameters: values, sources and the digest of all")
{
    const Ran ran = run_taqwim({"parameters", "pretend_2016", "--on", "2016-06-01"});
    CHECK(ran.code == 0);
    for (const char* const part :
         {"2 parameters on 2016-06-01", "passing.least_mark", "50", "assumed", "KW-2"})
        CHECK(holds(ran.output, part));
    const Ran assumed = run_taqwim({"parameters", "--status", "assumed"});
    CHECK(holds(assumed.output, "1 parameter on 2015-09-01, the first covered day"));
    CHECK_FALSE(holds(assumed.output, "least_mark"));
    // A filter shows less and changes nothing.
    const auto digest = [](const Ran& one) {
        return one.output.substr(one.output.find("Digest"), 100);
    };
    CHECK(digest(ran) == digest(assumed));
}

TEST_CASE("parameters: json and csv hold the values as the file has them")
{
    const Ran json = run_taqwim({"parameters", "--format", "json", "--language", "ar"});
    CHECK(is_json(json.output));
    CHECK(holds(json.output, "\"value\": \"50\""));
    CHECK(holds(json.output, "\"digest\": \""));
    const Ran csv = run_taqwim({"parameters", "--format", "csv"});
    CHECK(holds(csv.output, "passing.least_mark,Least mark,50,mark,2015-09-01,enacted,KW-1,"));
}

TEST_CASE("parameters: a day outside the covered years is refused with both ends")
{
    for (const char* const day : {"2015-08-31", "2017-09-01"}) {
        const Ran ran = run_taqwim({"parameters", "--on", day});
        CHECK(ran.code == 2);
        CHECK(ran.output.empty());
        for (const char* const part : {day, "2015-09-01", "2017-08-31"})
            CHECK(holds(ran.messages, part));
    }
}

TEST_CASE("check: nothing to correct is 0 and says so")
{
    const Ran ran = run_taqwim({"check", "-"}, {.input = k_two});
    CHECK(ran.code == 0);
    CHECK(ran.output.empty());
    CHECK(ran.messages == "0 problems to correct; 2 student-years checked.\n");
}

TEST_CASE("check: every problem of a file has its line, place, student and reason")
{
    const Ran ran = run_taqwim(
        {"check", "-", "--format", "csv"},
        {.input =
             "{\"id\": \"a\"}\n{\"id\": \"b\", \"mark\": \"60\"}\n{\"id\":\n{\"id\": \"d\"}\n"});
    CHECK(ran.code == 1);
    CHECK(ran.output ==
          "File,Row,Column,Student,Code,Reason and remedy\r\n"
          "standard input,1,/mark,a,FIELD_MISSING,The field /mark is missing. Add it.\r\n" +
              ran.output.substr(ran.output.find("standard input,3,")));
    CHECK(holds(ran.output, "standard input,3,,#3,JSON_MALFORMED,"));
    CHECK(holds(ran.output, "standard input,4,/mark,d,FIELD_MISSING,"));
    CHECK(ran.messages == "3 problems to correct; 4 student-years checked.\n");
}

TEST_CASE("check: problems of a folder have file, row and column, each once")
{
    const ScratchFolder folder;
    folder.write("students.csv", "id,mark,class\n1,,A\n2,60,A\n3,,A\n");
    const Ran csv = run_taqwim({"check", folder.path(), "--format", "csv"});
    CHECK(csv.code == 1);
    CHECK(holds(csv.output, "students.csv,2,mark,,FIELD_MISSING,"));
    CHECK(holds(csv.output, "students.csv,4,mark,,FIELD_MISSING,"));
    CHECK(std::ranges::count(csv.output, '\n') == 3);
    const Ran json = run_taqwim({"check", folder.path(), "--format", "json"});
    CHECK(is_json(json.output));
    CHECK(holds(json.output, "\"row\":2"));
    CHECK(holds(json.output, "\"clause\":\"KW-1\""));
    CHECK(holds(run_taqwim({"check", folder.path()}).output, "students.csv"));
}

TEST_CASE("check: an empty input is a problem, one that is not there cannot be read")
{
    CHECK(run_taqwim({"check", "-"}).code == 1);
    CHECK(run_taqwim({"check", "/no/such.json"}).code == 3);
    CHECK(run_taqwim({"check", "-", "--format", "json"}, {.input = k_two}).output == "[]\n");
}

TEST_CASE("explain: a student is found by id, in any digits")
{
    const Ran ran = run_taqwim({"explain", "-", "--student", "1002"}, {.input = k_two});
    CHECK(ran.code == 0);
    CHECK(holds(ran.output, "title of 1002"));
    CHECK(holds(ran.output, "The mark of Mathematics is 40."));
    CHECK(holds(ran.output, "KW-1"));
    CHECK(run_taqwim({"explain", "-", "--student", "١٠٠٢"}, {.input = k_two}).output == ran.output);
}

TEST_CASE("explain: in a folder too")
{
    const ScratchFolder folder;
    folder.write("students.csv", "id,mark,class\n7,60,A\n8,40,A\n");
    CHECK(holds(run_taqwim({"explain", folder.path(), "--student", "8"}).output, "title of 8"));
    CHECK(run_taqwim({"explain", folder.path()}).code == 2);
}

TEST_CASE("explain: a file of one student needs no id")
{
    CHECK(run_taqwim({"explain", "-"}, {.input = "{\"id\": \"1\", \"mark\": \"60\"}"}).code == 0);
    const Ran two = run_taqwim({"explain", "-"}, {.input = k_two});
    CHECK(two.code == 2);
    CHECK(holds(two.messages, "There are 2 student-years here."));
}

TEST_CASE("explain: an unknown student is met with the nearest ids")
{
    const Ran ran = run_taqwim({"explain", "-", "--student", "1003"}, {.input = k_two});
    CHECK(ran.code == 2);
    CHECK(ran.output.empty());
    CHECK(holds(ran.messages, "1001, 1002"));
}

TEST_CASE("explain: a student who stands there twice is not guessed")
{
    const Ran ran =
        run_taqwim({"explain", "-", "--student", "1001"}, {.input = std::string(k_two) + k_two});
    CHECK(ran.code == 1);
    CHECK(ran.output.empty());
}

TEST_CASE("explain: a refused student-year tells why")
{
    const Ran ran = run_taqwim({"explain", "-"}, {.input = "{\"id\": \"1\"}"});
    CHECK(ran.code == 1);
    CHECK(holds(ran.messages, "/mark"));
    const Ran broken = run_taqwim({"explain", "-"}, {.input = "{\"id\": "});
    CHECK(broken.code == 1);
    CHECK_FALSE(broken.messages.empty());
}

TEST_CASE("explain: a subject is named by its code or its printed name")
{
    for (const char* const subject : {"maths", "الرياضيات"})
        CHECK(run_taqwim({"explain", "-", "--student", "1001", "--subject", subject},
                         {.input = k_two})
                  .code == 0);
    const Ran ran = run_taqwim({"explain", "-", "--subject", "alchemy"}, {.input = k_two});
    CHECK(ran.code == 2);
    CHECK(holds(ran.messages, "alchemy"));
}

TEST_CASE("explain: as a page of HTML and as JSON")
{
    const ScratchFolder folder;
    const std::string page = folder.path() + "/1001.html";
    const Ran html =
        run_taqwim({"explain", "-", "--student", "1001", "--output", page, "--language", "ar"},
                   {.input = k_two});
    CHECK(html.code == 0);
    CHECK(folder.read("1001.html").starts_with("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">"));
    const Ran json =
        run_taqwim({"explain", "-", "--student", "1001", "--format", "json"}, {.input = k_two});
    CHECK(is_json(json.output));
    CHECK(holds(json.output, "\"id\": \"1001\""));
    CHECK(holds(json.output, "\"trace\""));
}

TEST_CASE("explain: colours only at a terminal, and not where they are not wanted")
{
    Surroundings around{.input = "{\"id\": \"1\", \"mark\": \"60\"}", .is_terminal = true};
    CHECK(holds(run_taqwim({"explain", "-"}, around).output, "\x1B["));
    around.environment["NO_COLOR"] = "1";
    CHECK_FALSE(holds(run_taqwim({"explain", "-"}, around).output, "\x1B["));
    around.is_terminal = false;
    around.environment.clear();
    CHECK_FALSE(holds(run_taqwim({"explain", "-"}, around).output, "\x1B["));
}
