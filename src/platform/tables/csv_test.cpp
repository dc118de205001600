#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "platform/tables/csv.h"

#include "core/refusal_codes.h"

using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::tables::CsvFormat;
using taqwim::tables::CsvLimits;
using taqwim::tables::CsvReading;
using taqwim::tables::CsvWriter;
using taqwim::tables::read_csv;
using taqwim::tables::read_csv_file;
using taqwim::tables::read_csv_folder;

namespace {

using Row = std::vector<std::string>;

std::vector<Row> rows_of(const CsvReading& reading)
{
    std::vector<Row> rows;
    for (std::size_t i = 0; i < reading.table.rows(); ++i) {
        const auto row = reading.table.row(i);
        rows.emplace_back(row.begin(), row.end());
    }
    return rows;
}

Row header_of(const CsvReading& reading)
{
    return {reading.table.header().begin(), reading.table.header().end()};
}

// The rows of a text in which nothing is wrong.
std::vector<Row> rows(std::string_view text)
{
    const CsvReading reading = read_csv("t.csv", text);
    CHECK(reading.problems.empty());
    CHECK(reading.is_whole);
    return rows_of(reading);
}

std::string argument(const Refusal& refusal, std::string_view name)
{
    for (const auto& [key, value] : refusal.arguments)
        if (key == name)
            return value;
    return "(none)";
}

Refusal only_problem(const CsvReading& reading)
{
    REQUIRE(reading.problems.size() == 1);
    return reading.problems.front();
}

Refusal only_problem(std::string_view text)
{
    return only_problem(read_csv("t.csv", text));
}

}  // namespace

TEST_CASE("a table has its heading and its rows, whichever of three separators it is written with")
{
    const std::vector<Row> expected = {{"7", "الرياضيات"}, {"8", "العلوم"}};
    CHECK(rows("id,subject\n7,الرياضيات\n8,العلوم\n") == expected);
    CHECK(rows("id;subject\n7;الرياضيات\n8;العلوم\n") == expected);
    CHECK(rows("id\tsubject\n7\tالرياضيات\n8\tالعلوم\n") == expected);
    CHECK(header_of(read_csv("t.csv", "id;\"a,b,c,d\"\n1;2\n")) == Row{"id", "a,b,c,d"});
    CHECK(rows("id;score\n1;7,5\n") == std::vector<Row>{{"1", "7,5"}});
}

TEST_CASE("line ends may be LF, CRLF or CR, and the last one may be missing")
{
    const std::vector<Row> expected = {{"1", "2"}, {"3", "4"}};
    CHECK(rows("a,b\n1,2\n3,4") == expected);
    CHECK(rows("a,b\r\n1,2\r\n3,4\r\n") == expected);
    CHECK(rows("a,b\r1,2\r3,4\r") == expected);
}

TEST_CASE("a byte-order mark is no part of the first heading")
{
    const CsvReading reading = read_csv("t.csv", "\xEF\xBB\xBFid,name\n1,سارة\n");
    CHECK(header_of(reading) == Row{"id", "name"});
    CHECK(rows_of(reading) == std::vector<Row>{{"1", "سارة"}});
}

TEST_CASE("quoted cells hold separators, line breaks and doubled quotes")
{
    CHECK(rows("a,b\n\"1,5\",\"two\nlines\"\n\"say \"\"no\"\"\",\"\"\n") ==
          std::vector<Row>{{"1,5", "two\nlines"}, {"say \"no\"", ""}});
    CHECK(rows("a,b\n  \"x\"  , \"y\" \n") == std::vector<Row>{{"x", "y"}});
    CHECK(rows("a,b\n5\" wide,\"\"\"\"\n") == std::vector<Row>{{"5\" wide", "\""}});
}

TEST_CASE("blanks and direction marks around a value do not belong to it")
{
    CHECK(rows("a,b\n \xE2\x80\x8F٧٫٥\xE2\x80\x8F ,\"\xE2\x81\xA8 ج.ج \xE2\x81\xA9\"\n") ==
          std::vector<Row>{{"٧٫٥", "ج.ج"}});
    CHECK(rows("a\tb\n x \t y \n") == std::vector<Row>{{"x", "y"}});
}

TEST_CASE(
    "rows have the numbers that a spreadsheet shows: the heading is row 1 and blank rows count")
{
    const CsvReading reading = read_csv("t.csv", "a,b\n1,2\n,\n\n\"3\n3\",4\n5,6\n");
    REQUIRE(reading.table.rows() == 3);
    CHECK(reading.table.row_number(0) == 2);
    CHECK(reading.table.row_number(1) == 5);
    CHECK(reading.table.row_number(2) == 6);
    CHECK(read_csv("t.csv", "\n\na,b\n1,2\n").table.row_number(0) == 4);
}

TEST_CASE("empty columns and cells beyond the heading do no harm, others are refused")
{
    CHECK(header_of(read_csv("t.csv", "a,b,,\n1,2,,\n")) == Row{"a", "b"});
    CHECK(rows("a,b,,\n1,2,,\n3,4,,,,\n") == std::vector<Row>{{"1", "2"}, {"3", "4"}});
    const Refusal refusal = only_problem("a,b\n1,2\n3,4,5\n6,7\n");
    CHECK(refusal.code == RefusalCode::row_too_long);
    CHECK(refusal.field == "t.csv:3");
    CHECK(argument(refusal, "row") == "3");
    CHECK(argument(refusal, "value") == "3");
    CHECK(argument(refusal, "maximum") == "2");
}

TEST_CASE("a row with too few cells is refused with its number")
{
    const CsvReading reading = read_csv("t.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n");
    const Refusal refusal = only_problem(reading);
    CHECK(refusal.code == RefusalCode::row_too_short);
    CHECK(refusal.field == "t.csv:3");
    CHECK(argument(refusal, "value") == "2");
    CHECK(argument(refusal, "maximum") == "3");
}

TEST_CASE("a broken row stays in its place, so that one sees whom it was about")
{
    const CsvReading reading = read_csv("t.csv", "a,b\n1,2\n3,4,5\n6\n7,8\n");
    CHECK(rows_of(reading) == std::vector<Row>{{"1", "2"}, {"3", "4"}, {"6", ""}, {"7", "8"}});
    CHECK(std::vector<std::size_t>(reading.table.broken_rows().begin(),
                                   reading.table.broken_rows().end()) ==
          std::vector<std::size_t>{1, 2});
    CHECK(reading.is_whole);
}

TEST_CASE("a quotation mark that is never closed ends the reading, at the row where it stands")
{
    const CsvReading reading = read_csv("t.csv", "a,b\n1,2\n3,\"4\n5,6\n7,8\n");
    const Refusal refusal = only_problem(reading);
    CHECK(refusal.code == RefusalCode::quote_not_closed);
    CHECK(refusal.field == "t.csv:3");
    CHECK_FALSE(reading.is_whole);
    CHECK(rows_of(reading) == std::vector<Row>{{"1", "2"}});
    CHECK(only_problem("\"a,b\n1,2\n").code == RefusalCode::quote_not_closed);
}

TEST_CASE("text behind a closing quotation mark is refused")
{
    const Refusal refusal = only_problem("a,score\n1,2\n3,\"4\" 5\n");
    CHECK(refusal.code == RefusalCode::text_after_quote);
    CHECK(refusal.field == "t.csv:3:score");
    CHECK(argument(refusal, "row") == "3");
    CHECK(argument(refusal, "column") == "2");
}

TEST_CASE("a file in another encoding is refused with the name of that encoding")
{
    const auto encoding = [](std::string_view text) {
        const CsvReading reading = read_csv("t.csv", text);
        const Refusal refusal = only_problem(reading);
        CHECK(refusal.code == RefusalCode::file_encoding);
        CHECK(refusal.field == "t.csv");
        CHECK(argument(refusal, "file") == "t.csv");
        CHECK_FALSE(reading.is_whole);
        CHECK(reading.table.rows() == 0);
        return argument(refusal, "encoding");
    };
    using namespace std::string_view_literals;
    CHECK(encoding("\xFF\xFEi\0d\0"sv) == "UTF-16");
    CHECK(encoding("\xFE\xFF\0i\0d"sv) == "UTF-16");
    CHECK(encoding("i\0d\0,\0n\0a\0m\0e\0\n\0"sv) == "UTF-16");
    CHECK(encoding("id,name\n1,\xD3\xC7\xD1\xC9 \xC7\xE1\xDA\xE4\xD2\xED\n") == "Windows-1256");
    CHECK(encoding("id,name\n1,\xD8\xB3\xD8\xA7\xD8\n") == "unknown");  // UTF-8, cut in a letter
    CHECK(encoding("id,name\n1,a\0b\n"sv) == "unknown");
    CHECK(encoding("id\n\xC0\xAF\n") != "");                 // an overlong form
    CHECK(encoding("id\n\xED\xA0\x80\n") != "");             // a surrogate
    CHECK(encoding("id\n\xF4\x90\x80\x80\n") != "");         // above U+10FFFF
    CHECK(encoding("12345678\xE0\x80\x80 12345678") != "");  // behind a run of ASCII
}

TEST_CASE("letters of every length in UTF-8 are read")
{
    CHECK(rows("a\nm\né\nم\n€\n😀\n") == std::vector<Row>{{"m"}, {"é"}, {"م"}, {"€"}, {"😀"}});
}

TEST_CASE("an empty file is refused, and so is one of blank lines")
{
    for (const char* const text : {"", "\xEF\xBB\xBF", "\n\n", ",,\r\n ,\"\"\r\n"})
        CHECK(only_problem(text).code == RefusalCode::file_empty);
    const CsvReading heading = read_csv("t.csv", "a,b\n");
    CHECK(heading.problems.empty());
    CHECK(heading.is_whole);
    CHECK(heading.table.rows() == 0);
}

TEST_CASE("a file above the limits is refused, one at them is not")
{
    const CsvLimits limits{.bytes = 8, .columns = 2, .problems = 3};
    CHECK(read_csv("t.csv", "a,b\n1,2\n", limits).problems.empty());
    const Refusal large = only_problem(read_csv("t.csv", "a,b\n1,22\n", limits));
    CHECK(large.code == RefusalCode::input_too_large);
    CHECK(argument(large, "limit") == "8 B");
    const CsvLimits mebibytes{.bytes = 2 * 1024 * 1024, .columns = 2, .problems = 3};
    CHECK(
        argument(only_problem(read_csv("t.csv", std::string(mebibytes.bytes + 1, 'x'), mebibytes)),
                 "limit") == "2 MiB");
    CHECK(only_problem(read_csv("t.csv", "a,b,c\n", limits)).code == RefusalCode::input_too_large);
    CHECK(read_csv("t.csv", "a,b,,\n", limits).problems.empty());
    // The last heading lies beyond what is kept of a record.
    CHECK(only_problem(read_csv("t.csv", "a,,,,b\n", limits)).code == RefusalCode::input_too_large);
}

TEST_CASE("a file with too many problems is broken as a whole")
{
    const CsvLimits limits{.bytes = 100, .columns = 9, .problems = 3};
    const CsvReading two = read_csv("t.csv", "a,b\n1\n2\n3,3\n", limits);
    CHECK(two.problems.size() == 2);
    CHECK(two.is_whole);
    const CsvReading many = read_csv("t.csv", "a,b\n1\n2\n3\n4\n5\n", limits);
    CHECK(many.problems.size() == 3);
    CHECK_FALSE(many.is_whole);
}

TEST_CASE("a table keeps its cells when it is moved")
{
    CsvReading reading = read_csv("t.csv", "a,b\n1,\"2 \"\"x\"\"\"\n");
    const CsvReading moved = std::move(reading);
    CHECK(rows_of(moved) == std::vector<Row>{{"1", "2 \"x\""}});
}

TEST_CASE("a file and a folder are read from the disk; what is not there is refused")
{
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "taqwim_csv_test";
    fs::remove_all(folder);
    fs::create_directories(folder / "old.csv");
    const auto write = [&](const char* name, const char* text) {
        std::ofstream(folder / name) << text;
    };
    write("units.csv", "a\n2\n");
    write("levels.CSV", "a\n1\n");
    write("notes.txt", "a\n3\n");
    write("~$units.csv", "x");
    write(".~lock.units.csv", "x");

    const auto files = read_csv_folder(folder);
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    CHECK((*files)[0].name == "levels.CSV");
    CHECK(rows_of((*files)[0].reading) == std::vector<Row>{{"1"}});
    CHECK((*files)[1].name == "units.csv");

    const Refusal missing = only_problem(read_csv_file(folder / "absent.csv"));
    CHECK(missing.code == RefusalCode::file_not_readable);
    CHECK(missing.field == "absent.csv");
    CHECK(only_problem(read_csv_file(folder / "units.csv", {.bytes = 2})).code ==
          RefusalCode::input_too_large);
    const auto no_folder = read_csv_folder(folder / "none");
    REQUIRE_FALSE(no_folder);
    CHECK(no_folder.refusal().code == RefusalCode::file_not_readable);
    fs::remove_all(folder);
}

TEST_CASE("written cells are quoted where they must be, and nowhere else")
{
    std::string text;
    CsvWriter writer(text);
    for (const char* const cell :
         {"plain", "القرآن", "a,b", "a;b", "say \"no\"", "two\nlines", " blank ", "", "7.5"})
        writer.cell(cell);
    writer.end_row();
    writer.row(std::vector<std::string>{"1", "2"});
    CHECK(text == "plain,القرآن,\"a,b\",\"a;b\",\"say \"\"no\"\"\",\"two\nlines\",\" blank "
                  "\",,7.5\r\n1,2\r\n");

    std::string marked;
    CsvWriter excel(marked, {.separator = ';', .byte_order_mark = true, .line_end = "\n"});
    excel.cell("a");
    excel.cell("b");
    excel.end_row();
    CHECK(marked == "\xEF\xBB\xBF"
                    "a;b\n");
}

TEST_CASE("a cell that a spreadsheet would compute is written as a text, a number is not touched")
{
    const auto written = [](std::string_view cell) {
        std::string text;
        CsvWriter(text).cell(cell);
        return text;
    };
    CHECK(written("=1+2") == "'=1+2");
    CHECK(written("@SUM(A1)") == "'@SUM(A1)");
    CHECK(written("+cmd") == "'+cmd");
    CHECK(written("-2+3") == "'-2+3");
    CHECK(written("-1/3") == "'-1/3");
    CHECK(written("-") == "'-");
    CHECK(written("\t=1") == "\"'\t=1\"");
    CHECK(written("=\"a\",b") == "\"'=\"\"a\"\",b\"");
    CHECK(written("-3") == "-3");
    CHECK(written("-3.25") == "-3.25");
    CHECK(written("-3.") == "'-3.");
    CHECK(written("+96522222222") == "+96522222222");
    CHECK(written("-٣٫٥") == "-٣٫٥");
    CHECK(written("a=b") == "a=b");
}

TEST_CASE("what is written is read back, for any cells")
{
    CHECK(rc::check("rows of any text", [] {
        const auto columns = *rc::gen::inRange<std::size_t>(1, 5);
        const auto letters = rc::gen::element<std::string>("a", "م", ",", ";", "\t", "\"", "\n",
                                                           "\r", " ", "7", "ـ", ".");
        const auto cell = rc::gen::map(
            rc::gen::container<std::vector<std::string>>(letters), [](const auto& parts) {
                std::string text = "x";
                for (const std::string& part : parts)
                    text += part;
                return text + "x";  // with its ends visible nothing is trimmed, and no row is blank
            });
        const auto table =
            *rc::gen::container<std::vector<Row>>(rc::gen::container<Row>(columns, cell));
        std::string text;
        CsvWriter writer(text, {.separator = *rc::gen::element(',', ';', '\t')});
        Row header;
        for (std::size_t i = 0; i < columns; ++i)
            header.push_back("h" + std::to_string(i));
        writer.row(header);
        for (const Row& row : table)
            writer.row(row);
        const CsvReading reading = read_csv("t.csv", text);
        // A heading of one column shows no separator.
        if (columns > 1) {
            RC_ASSERT(reading.problems.empty());
            RC_ASSERT(rows_of(reading) == table);
        }
    }));
}
