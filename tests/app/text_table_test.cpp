#include <doctest/doctest.h>

#include <sstream>

#include "app/text_table.h"

using namespace taqwim;
using namespace taqwim::app;

namespace {

std::string written(TextTable& table)
{
    std::ostringstream output;
    table.write(output);
    return output.str();
}

}  // namespace

TEST_CASE("text table: from left to right numbers stand under one another")
{
    TextTable table(Direction::left_to_right, Digits::latin);
    table.header({"Name", "Mark"});
    table.row({"Ali", "7"});
    table.row({"Muhammad", "100"});
    CHECK(written(table) == "Name      Mark\n"
                            "────────  ────\n"
                            "Ali          7\n"
                            "Muhammad   100\n");
}

TEST_CASE(
    "text table: from right to left every line says so and columns are as wide as what is seen")
{
    TextTable table(Direction::right_to_left, Digits::arabic_indic);
    table.header({"المادة", "الدرجة"});
    table.row({"مُرحّلة", "39.50"});
    CHECK(written(table) == "\u200Fالمادة  الدرجة\n"
                            "\u200F──────  ──────\n"
                            "\u200Fمُرحّلة   \u2066٣٩٫٥٠\u2069\n");
}

TEST_CASE("text table: a long text goes on below, in its column")
{
    TextTable table(Direction::left_to_right, Digits::latin);
    const std::string words = "the quick brown fox jumps over the lazy dog and then over the other";
    table.row({"1", words, "x"});
    CHECK(written(table) == "1  the quick brown fox jumps over the lazy dog and then over  x\n"
                            "   the other\n");
}

TEST_CASE("text table: a word that fits nowhere stays whole")
{
    TextTable table(Direction::left_to_right, Digits::latin);
    const std::string digest(64, 'f');
    table.row({"a " + digest});
    CHECK(written(table) == "a\n" + digest + "\n");
}

TEST_CASE("text table: written in parts it has one header and does not grow narrower")
{
    TextTable table(Direction::left_to_right, Digits::latin);
    table.header({"a", "b"});
    table.row({"wide cell", "1"});
    CHECK(written(table) == "a          b\n─────────  ─\nwide cell  1\n");
    table.row({"x", "2"});
    CHECK(written(table) == "x          2\n");
    CHECK(written(table).empty());
}

TEST_CASE("text table: rows may have more cells than the header, or fewer")
{
    TextTable table(Direction::left_to_right, Digits::latin);
    table.header({"a"});
    table.row({"1", "two"});
    table.row({});
    CHECK(written(table) == "a\n─  ───\n1  two\n\n");
}
