#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <zip.h>

#include "core/refusal_codes.h"
#include "platform/tables/openpyxl_test.h"
#include "platform/tables/table.h"

using namespace taqwim::tables;

namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

// A ZIP file of these parts; with a password when one is given.
std::string zip_of(const Parts& parts, const std::string& password = "")
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(source);
    zip_t* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    REQUIRE(zip != nullptr);
    for (const auto& [name, text] : parts) {
        zip_source_t* part = zip_source_buffer(zip, text.data(), text.size(), 0);
        const zip_int64_t index = zip_file_add(zip, name.c_str(), part, ZIP_FL_ENC_UTF_8);
        REQUIRE(index >= 0);
        if (!password.empty())
            zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                    password.c_str());
    }
    REQUIRE(zip_close(zip) == 0);
    zip_stat_t stat;
    zip_source_stat(source, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(source);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    zip_error_fini(&error);
    return bytes;
}

// The parts of a workbook with one sheet of this data; more parts replace those of the same name.
Parts parts_of(const std::string& sheet_data, const Parts& others = {})
{
    Parts parts = {
        {"_rels/.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" "
                        "Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml",
         "<workbook xmlns:r=\"r\"><sheets><sheet name=\"one\" sheetId=\"1\" r:id=\"rId1\"/>"
         "</sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" "
         "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
         "Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" "
         "Type=\"http://x/styles\" Target=\"/xl/styles.xml\"/></Relationships>"},
        {"xl/styles.xml",
         "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy/mm/dd\"/></numFmts>"
         "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>"
         "</styleSheet>"},
        {"xl/sharedStrings.xml",
         "<sst><si><t>سارة</t></si><si><r><t>عبد</t></r><r><t xml:space=\"preserve\"> </t></r>"
         "<r><t>الله</t></r><rPh><t>no</t></rPh></si><si><t> two_x000A_lines_x005F_x0041_ </t></si>"
         "<si/></sst>"},
        {"xl/worksheets/sheet1.xml",
         "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"}};
    for (const auto& [name, text] : others) {
        bool is_replaced = false;
        for (auto& [old_name, old_text] : parts)
            if (old_name == name) {
                old_text = text;
                is_replaced = true;
            }
        if (!is_replaced)
            parts.emplace_back(name, text);
    }
    return parts;
}

std::string letter_of(CellKind kind)
{
    return std::string(1, "-TNDMHBE"[static_cast<int>(kind)]);
}

// "4: T سارة | N 5": one line a row.
std::string shown(const Table& table)
{
    std::string text;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        text += std::to_string(table.row_number(row)) + ":";
        for (const Cell& cell : table.row(row))
            text += " " + letter_of(cell.kind) + (cell.is_covered ? "+" : "") + " " +
                    std::string(cell.text) + " |";
        text += "\n";
    }
    return text;
}

std::string read_as(const Parts& parts, const TableLimits& limits = {})
{
    const std::string bytes = zip_of(parts);
    const auto tables = read_tables("b.xlsx", bytes, limits);
    if (tables)
        return shown(tables->at(0));
    CHECK(tables.refusal().field == "b.xlsx");
    std::string text(to_text(tables.refusal().code));
    for (const auto& [name, value] : tables.refusal().arguments)
        text += " " + name + "=" + value;
    return text;
}

const std::string k_not_workbook = "file_not_workbook file=b.xlsx";

}  // namespace

TEST_CASE("workbook_reader: a workbook of openpyxl is read as it was written")
{
    const ScratchWorkbook file("taqwim-reader");
    const ProgramRun run = run_openpyxl("make", file.path());
    REQUIRE_MESSAGE(run.status == 0, "openpyxl is missing: run tools/install-packages");
    const auto tables = read_tables("b.xlsx", file.bytes());
    REQUIRE(tables);
    REQUIRE(tables->size() == 2);
    const Table& students = (*tables)[0];
    CHECK(students.name() == "الطلاب");
    CHECK(students.is_right_to_left());
    CHECK(shown(students) ==
          "1: T كشف طلاب الصف الأول | T+ كشف طلاب الصف الأول | T+ كشف طلاب الصف الأول | "
          "T+ كشف طلاب الصف الأول | T+ كشف طلاب الصف الأول |\n"
          "3: T م | T اسم الطالب | T رقم الهوية | T تاريخ الميلاد | T الدرجة |\n"
          "4: N 1 | T سارة عبد الله | N 1234567890 | D 2015-03-09 | N 87.3 |\n"
          "5: N 2 | T نورة | N 2987654321 | M 2016-02-29T07:05:00 | N 0.3 |\n"
          "6: N 3 | T فاطمة | T 0012 | H 07:05:30 | B true |\n"
          "7: N 4 | -  | E #N/A | -  | N -0.5 |\n"
          "8: N 5 | T ريم |\n"
          "9: N 6 | T+ ريم |\n");
    CHECK((*tables)[1].name() == "Second & last");
    CHECK_FALSE((*tables)[1].is_right_to_left());
    CHECK(shown((*tables)[1]) == "2: -  | -  | T only |\n");
}

TEST_CASE("workbook_reader: texts come shared, in runs, in the cell itself and from formulas")
{
    CHECK(
        read_as(parts_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
                         "<c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
                         "<c r=\"D1\" t=\"s\"><v>3</v></c>"
                         "<c r=\"E1\" t=\"inlineStr\"><is><t>in</t></is></c>"
                         "<c r=\"F1\" t=\"str\"><f>A1</f><v>formula &amp; value</v></c></row>")) ==
        "1: T سارة | T عبد الله | T two\nlines_x0041_ | -  | T in | T formula & value |\n");
}

TEST_CASE("workbook_reader: numbers, days, truths and errors are told apart by type and style")
{
    CHECK(
        read_as(parts_of("<row r=\"2\"><c r=\"A2\"><v>1.0E9</v></c><c r=\"B2\" s=\"1\"><v>42072</v>"
                         "</c><c r=\"C2\" s=\"2\"><v>60</v></c><c r=\"D2\" t=\"b\"><v>0</v></c>"
                         "<c r=\"E2\" t=\"e\"><v>#DIV/0!</v></c><c r=\"F2\" t=\"n\" s=\"99\">"
                         "<f>1+1</f><v>2</v></c><c r=\"G2\"><v>abc</v></c>"
                         "<c r=\"H2\" t=\"d\"><v>2026-11-22</v></c></row>")) ==
        "2: N 1000000000 | D 2015-03-09 | N 60 | B false | E #DIV/0! | N 2 | E abc | "
        "T 2026-11-22 |\n");
    CHECK(read_as(parts_of(
              "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>40610</v></c></row>",
              {{"xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"one\" "
                "r:id=\"rId1\"/></sheets></workbook>"}})) == "1: D 2015-03-09 |\n");
}

TEST_CASE(
    "workbook_reader: rows and cells without a place follow the last, prefixes are passed over")
{
    CHECK(read_as(parts_of("<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\">"
                           "<v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>")) ==
          "1: N 1 | N 2 |\n5: -  | -  | N 3 | N 4 |\n6: N 5 |\n");
    CHECK(read_as(parts_of("", {{"xl/worksheets/sheet1.xml",
                                 "<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row r=\"1\"><x:c "
                                 "r=\"A1\" t=\"s\"><x:v>0</x:v></x:c></x:row></x:sheetData>"
                                 "</x:worksheet>"}})) == "1: T سارة |\n");
}

TEST_CASE("workbook_reader: merged cells carry their content only where the table is")
{
    const auto merged = [](const std::string& range) {
        return read_as(parts_of(
            "", {{"xl/worksheets/sheet1.xml",
                  "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>3</v>"
                  "</c></row><row r=\"2\"><c r=\"B2\"><v>5</v></c></row></sheetData><mergeCells>"
                  "<mergeCell ref=\"" +
                      range + "\"/></mergeCells></worksheet>"}}));
    };
    CHECK(merged("A1:B1") == "1: N 1 | N+ 1 | N 3 |\n2: -  | N 5 |\n");
    CHECK(merged("A1:A2") == "1: N 1 | -  | N 3 |\n2: N+ 1 | N 5 |\n");
    CHECK(merged("A1:XFD1048576") == "1: N 1 | N+ 1 | N 3 |\n2: N+ 1 | N 5 | N+ 1 |\n");
    CHECK(merged("B1:C1") == "1: N 1 | -  | N 3 |\n2: -  | N 5 |\n");
    CHECK(merged("H9:J9") == "1: N 1 | -  | N 3 |\n2: -  | N 5 |\n");
    CHECK(merged("B1:A1") == k_not_workbook);
    CHECK(merged("A0:A1") == k_not_workbook);
}

TEST_CASE("workbook_reader: what is no sound workbook is refused")
{
    const auto refused = [](std::string_view bytes) {
        const auto tables = read_tables("b.xlsx", bytes);
        REQUIRE_FALSE(tables);
        return std::string(to_text(tables.refusal().code));
    };
    // An old .xls, or a workbook with a password.
    CHECK(refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more") == "file_not_workbook");
    CHECK(refused("PK\x03\x04 and nothing of a ZIP") == "file_not_workbook");
    const std::string whole = zip_of(parts_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{100}})
        CHECK(refused(std::string_view(whole).substr(0, size)) == "file_not_workbook");
    CHECK(refused(zip_of(parts_of(""), "password")) == "file_not_workbook");
    CHECK(refused(zip_of({{"word/document.xml", "<document/>"}})) == "file_not_workbook");
    CHECK(refused(zip_of({{"xl/workbook.xml", "<workbook/>"}})) == "file_not_workbook");

    for (const std::string name : {"../evil", "/etc/passwd", "a/../../b", "c:\\x", "xl/.."})
        CHECK_MESSAGE(read_as(parts_of("", {{name, "x"}})) == k_not_workbook, name);
    CHECK(read_as(parts_of("", {{"XL/Workbook.XML", "x"}})) == k_not_workbook);
    CHECK(read_as(parts_of("", {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>"}})) ==
          k_not_workbook);
    CHECK(read_as(parts_of("", {{"xl/worksheets/sheet1.xml", ""}})) == k_not_workbook);
    CHECK(read_as(parts_of("", {{"xl/sharedStrings.xml", "<sst"}})) == k_not_workbook);
    CHECK(read_as(parts_of("", {{"xl/workbook.xml",
                                 "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"rId1\"/>"
                                 "<sheet name=\"b\" r:id=\"rId1\"/></sheets></workbook>"}})) ==
          k_not_workbook);
}

TEST_CASE("workbook_reader: a sheet that contradicts itself is refused")
{
    for (const std::string data :
         {"<row r=\"2\"/><row r=\"2\"/>", "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"0\"/>",
          "<row r=\"1048577\"/>", "<row r=\"x\"/>", "<row r=\"1\"><c r=\"A2\"/></row>",
          "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "<row r=\"1\"><c r=\"1\"/></row>",
          "<row r=\"1\"><c r=\"ZZZZ1\"/></row>",
          "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>",
          "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>",
          "<row r=\"1\"><c r=\"A1\" t=\"zz\"><v>4</v></c></row>"})
        CHECK_MESSAGE(read_as(parts_of(data)) == k_not_workbook, data);
}

TEST_CASE("workbook_reader: entities of a document type are not followed")
{
    CHECK(
        read_as(parts_of(
            "", {{"xl/worksheets/sheet1.xml",
                  "<!DOCTYPE worksheet [<!ENTITY a \"aaaa\"><!ENTITY x SYSTEM "
                  "\"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" "
                  "t=\"inlineStr\"><is><t>&a;&x;</t></is></c></row></sheetData></worksheet>"}})) ==
        "1: T &a;&x; |\n");
}

TEST_CASE("workbook_reader: more than the limits is refused, exactly the limits is not")
{
    const Parts two_by_two =
        parts_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
                 "<row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v></c></row>");
    const std::string whole = "1: N 1 | N 2 |\n2: N 3 | N 4 |\n";
    const auto within = [&](auto TableLimits::*limit, std::size_t value) {
        TableLimits limits;
        limits.*limit = value;
        return read_as(two_by_two, limits);
    };
    CHECK(within(&TableLimits::rows, 2) == whole);
    CHECK(within(&TableLimits::rows, 1) == "input_too_large limit=1");
    CHECK(within(&TableLimits::columns, 2) == whole);
    CHECK(within(&TableLimits::columns, 1) == "input_too_large limit=1");
    CHECK(within(&TableLimits::cells, 4) == whole);
    CHECK(within(&TableLimits::cells, 3) == "input_too_large limit=3");
    CHECK(within(&TableLimits::sheets, 1) == whole);
    CHECK(within(&TableLimits::sheets, 0) == "input_too_large limit=0");
    CHECK(within(&TableLimits::parts, 6) == whole);
    CHECK(within(&TableLimits::parts, 5) == "input_too_large limit=5");
    const std::size_t packed = zip_of(two_by_two).size();
    CHECK(within(&TableLimits::bytes, packed) == whole);
    CHECK(within(&TableLimits::bytes, packed - 1) ==
          "input_too_large limit=" + std::to_string(packed - 1) + " B");
    std::size_t unpacked = 0;
    std::size_t longest = 0;
    for (const auto& [name, text] : two_by_two) {
        unpacked += text.size();
        longest = std::max(longest, text.size());
    }
    CHECK(within(&TableLimits::unpacked_bytes, unpacked) == whole);
    CHECK(within(&TableLimits::unpacked_bytes, unpacked - 1) ==
          "input_too_large limit=" + std::to_string(unpacked - 1) + " B");
    CHECK(within(&TableLimits::part_bytes, longest) == whole);
    CHECK(within(&TableLimits::part_bytes, longest - 1) ==
          "input_too_large limit=" + std::to_string(longest - 1) + " B");
}

TEST_CASE(
    "workbook_reader: what unpacks to hundreds of times its size is refused before it is unpacked")
{
    const std::string blanks(std::size_t{20} * 1024 * 1024, ' ');
    CHECK(read_as(parts_of("", {{"xl/worksheets/sheet1.xml", blanks}})) ==
          "input_too_large limit=1 MiB");
    // Empty cells with a look of their own, as far as a sheet goes, are none.
    std::string row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c>";
    for (std::size_t column = 1; column < 16'384; ++column)
        row += "<c r=\"" + column_name(column) + "1\" s=\"1\"/>";
    CHECK(read_as(parts_of(row + "</row>")) == "1: N 1 |\n");
}
