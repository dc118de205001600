#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/tables/csv_table.h"

using namespace taqwim::tables;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view bytes)
{
    const auto table = read_table("t.csv", bytes);
    REQUIRE(table);
    Rows rows;
    for (std::size_t i = 0; i < table->rows(); ++i) {
        rows.push_back({std::to_string(table->row_number(i))});
        for (const Cell& cell : table->row(i)) {
            CHECK((cell.kind == CellKind::empty) == cell.text.empty());
            rows.back().emplace_back(cell.text);
        }
    }
    return rows;
}

std::string refused(std::string_view bytes, const TableLimits& limits = {})
{
    const auto table = read_table("t.csv", bytes, limits);
    if (table)
        return "";
    std::string text(to_text(table.refusal().code));
    for (const auto& [name, value] : table.refusal().arguments)
        text += " " + name + "=" + value;
    return text;
}

std::string utf16(std::u16string_view text, bool is_little_endian)
{
    std::string bytes;
    for (const char16_t one : text)
        for (const int half : is_little_endian ? std::vector<int>{one & 0xFF, one >> 8}
                                               : std::vector<int>{one >> 8, one & 0xFF})
            bytes += static_cast<char>(half);
    return bytes;
}

}  // namespace

TEST_CASE("csv_table: Arabic is read in every encoding that it comes in")
{
    const Rows expected = {{"1", "الاسم", "الدرجة"}, {"2", "سارة", "٩٠"}};
    CHECK(rows_of("الاسم,الدرجة\nسارة,٩٠\n") == expected);
    CHECK(rows_of("\xEF\xBB\xBFالاسم,الدرجة\r\nسارة,٩٠\r\n") == expected);
    const std::u16string text = u"الاسم\tالدرجة\r\nسارة\t٩٠\r\n";
    CHECK(rows_of("\xFF\xFE" + utf16(text, true)) == expected);
    CHECK(rows_of("\xFE\xFF" + utf16(text, false)) == expected);
    CHECK(rows_of(utf16(text, true)) == expected);
    CHECK(rows_of(utf16(text, false)) == expected);
    // Windows-1256: alef C7, lam E1, seen D3, meem E3; seen alef reh teh-marbuta.
    CHECK(rows_of("\xC7\xE1\xC7\xD3\xE3;mark\n\xD3\xC7\xD1\xC9;90\n") ==
          Rows{{"1", "الاسم", "mark"}, {"2", "سارة", "90"}});
}

TEST_CASE("csv_table: bytes in no known encoding are refused")
{
    CHECK(refused("a,b\n\x81\x82\x83\x84,1\n") == "file_encoding file=t.csv encoding=unknown");
    CHECK(refused(std::string("a,b\n1,\0x\n", 9)) == "file_encoding file=t.csv encoding=unknown");
    // Half a character at the end.
    CHECK(refused("\xFF\xFE" + utf16(u"a,b", true) + "\x01") ==
          "file_encoding file=t.csv encoding=unknown");
    CHECK(refused(std::string("\xFF\xFE\x00\xD8,\x00", 6)) ==
          "file_encoding file=t.csv encoding=unknown");
}

TEST_CASE("csv_table: the separator is that of the rows, not of the titles")
{
    CHECK(rows_of("كشف، الصف\nا;ب;ج\n1;2,5;3\n4;5;6\n") == Rows{{"1", "كشف، الصف"},
                                                                {"2", "ا", "ب", "ج"},
                                                                {"3", "1", "2,5", "3"},
                                                                {"4", "4", "5", "6"}});
    CHECK(rows_of("a\tb\n1,5\t2\n") == Rows{{"1", "a", "b"}, {"2", "1,5", "2"}});
    CHECK(rows_of("sep=;\na,b;c\n1;2\n") == Rows{{"2", "a,b", "c"}, {"3", "1", "2"}});
    CHECK(rows_of("only\n") == Rows{{"1", "only"}});
}

TEST_CASE("csv_table: rows have their numbers, their own width, and values without blanks around")
{
    CHECK(rows_of("title\n\n,,\n a , \"b \"\"x\"\" , y\nz\" ,\xE2\x80\x8F c\xE2\x80\x8F\n1\n,2") ==
          Rows{{"1", "title"}, {"4", "a", "b \"x\" , y\nz", "c"}, {"5", "1"}, {"6", "", "2"}});
    CHECK(rows_of("a,b\rc,d\r") == Rows{{"1", "a", "b"}, {"2", "c", "d"}});
}

TEST_CASE("csv_table: a broken quotation mark is refused with its row")
{
    CHECK(refused("a,b\n1,\"2\n3,4\n") == "quote_not_closed row=2");
    CHECK(refused("a,b\n\"1\"x,2\n") == "text_after_quote row=2 column=A");
    const auto table = read_table("t.csv", "a,b\n1,\"2\n");
    REQUIRE_FALSE(table);
    CHECK(table.refusal().field == "t.csv:2");
}

TEST_CASE("csv_table: empty files, web pages and too much are refused")
{
    CHECK(refused("") == "file_empty file=t.csv");
    CHECK(refused("\xEF\xBB\xBF \r\n") == "file_empty file=t.csv");
    CHECK(refused(",,\n,\n") == "file_empty file=t.csv");
    CHECK(refused("<HTML><table><tr><td>1</td></tr></table></HTML>") ==
          "file_not_workbook file=t.csv");
    TableLimits limits;
    limits.rows = 2;
    CHECK(refused("a\nb\n", limits) == "");
    CHECK(refused("a\nb\nc\n", limits) == "input_too_large limit=2");
    limits = {};
    limits.columns = 2;
    CHECK(refused("a,b\n", limits) == "");
    CHECK(refused("a,b,c\n", limits) == "input_too_large limit=2");
    limits = {};
    limits.cells = 3;
    CHECK(refused("a,b\nc\n", limits) == "");
    CHECK(refused("a,b\nc,d\n", limits) == "input_too_large limit=3");
    limits = {};
    limits.bytes = 4;
    CHECK(refused("a,b\n", limits) == "");
    CHECK(refused("a,bb\n", limits) == "input_too_large limit=4 B");
}

TEST_CASE("tables: columns and cells are named as a spreadsheet names them")
{
    CHECK(column_name(0) == "A");
    CHECK(column_name(25) == "Z");
    CHECK(column_name(26) == "AA");
    CHECK(column_name(701) == "ZZ");
    CHECK(column_name(702) == "AAA");
    CHECK(column_name(16383) == "XFD");
    CHECK(cell_name(14, 2) == "C14");
}
