#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "platform/database/sql_script.h"

using taqwim::database::split_sql;
using taqwim::database::SqlScript;
using taqwim::database::words_of_sql;

namespace {

std::vector<std::string> texts(std::string_view script)
{
    const SqlScript read = split_sql(script);
    CHECK_FALSE(read.unclosed_line.has_value());
    std::vector<std::string> all;
    for (const auto& statement : read.statements)
        all.push_back(statement.text);
    return all;
}

}  // namespace

TEST_CASE(
    "sql script: statements end at semicolons, but not at those in strings, names and comments")
{
    CHECK(texts("A; B ;\n\nC") == std::vector<std::string>{"A", "B", "C"});
    CHECK(texts(";;  ; -- nothing; at all\n /* ; */").empty());
    CHECK(texts("") == std::vector<std::string>{});
    CHECK(texts("X 'a;b' ; Y \"c;d\"") == std::vector<std::string>{"X 'a;b'", "Y \"c;d\""});
    CHECK(texts("X 'it''s; fine'; Y") == std::vector<std::string>{"X 'it''s; fine'", "Y"});
    CHECK(texts("X 'no -- comment'; Y") == std::vector<std::string>{"X 'no -- comment'", "Y"});
    CHECK(texts("X -- it's; open\n Z; Y") == std::vector<std::string>{"X -- it's; open\n Z", "Y"});
    CHECK(texts("X /* a; /* nested; */ still; */ Z; Y") ==
          std::vector<std::string>{"X /* a; /* nested; */ still; */ Z", "Y"});
    CHECK(texts("-- 0001 note; why\nX (a - b / c)\n-- the end\n;") ==
          std::vector<std::string>{"X (a - b / c)"});
}

TEST_CASE("sql script: a statement knows the line of its first word")
{
    const SqlScript script = split_sql("-- head\n\nA\n 'x\n y';\n\n/* two\nlines */ B;");
    REQUIRE(script.statements.size() == 2);
    CHECK(script.statements[0].line == 3);
    CHECK(script.statements[1].line == 8);
}

TEST_CASE("sql script: what never ends is reported with the line where it begins")
{
    CHECK(split_sql("A;\nB 'open; C").unclosed_line == 2);
    CHECK(split_sql("A;\n\n\"open").unclosed_line == 3);
    CHECK(split_sql("/* open /* closed */").unclosed_line == 1);
    CHECK_FALSE(split_sql("A -- open").unclosed_line.has_value());
}

TEST_CASE("sql script: words are read in capitals, outside strings, quoted names and comments")
{
    const auto words =
        words_of_sql("Create TABLE \"real\" (a_1 bigint, -- float\n b TEXT DEFAULT 'numeric');");
    std::vector<std::string> all;
    for (const auto& word : words)
        all.push_back(word.text);
    CHECK(all ==
          std::vector<std::string>{"CREATE", "TABLE", "A_1", "BIGINT", "B", "TEXT", "DEFAULT"});
    CHECK(words.back().line == 2);
}
