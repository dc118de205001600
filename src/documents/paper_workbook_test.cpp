#include "documents/paper_workbook.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "documents/printed_document.h"
#include "documents/table_grid.h"
#include "platform/tables/openpyxl_test.h"
#include "platform/tables/table.h"

using namespace taqwim;
using namespace taqwim::documents;
using print::Cell;
using print::Row;
using tables::CellKind;

namespace {

Issuer issuer()
{
    Issuer of;
    of.lines = {"وزارة التعليم", "متوسطة الدرعية"};
    of.name = of.lines.back();
    return of;
}

Printing printing(bool is_draft, print::Language language = print::Language::arabic)
{
    Printing of;
    of.language = language;
    of.digits = print::DigitSet::arabic_indic;
    of.created = *Instant::parse("2026-06-25T07:30:00Z");
    of.day = "١٠ محرم ١٤٤٨ هـ\nالموافق ٢٥ يونيو ٢٠٢٦ م";
    of.is_draft = is_draft;
    return of;
}

// A sheet of two students as rooms lay them out: a head of two rows, a mark with its word, a sign behind a mark, a number
// that begins with a zero, a serial as it is written, a percentage, and a name that a spreadsheet would compute.
print::Document sheet(bool is_draft, print::Language language = print::Language::arabic)
{
    print::Document document =
        begun(issuer(), printing(is_draft, language), {"كشف النتائج", "ب", ""});
    document.blocks.emplace_back(print::Heading{"كشف النتائج", 1});
    document.blocks.emplace_back(print::Fields{{{"الصف", "الثاني"}, {"العام", "1447"}}, 2});
    print::Table table;
    table.columns = {{1}, {4}, {2}, {2}, {2}, {2}, {2}};
    table.head = {Row{{Cell("م", 1, 2), Cell("الاسم", 1, 2), Cell("المواد", 2),
                       Cell("المعدل", 1, 2), Cell("الرقم", 1, 2), Cell("السجل", 1, 2)}},
                  Row{{Cell("الرياضيات\n100"), Cell("العلوم")}}};
    table.rows = {Row{{Cell("1"), "=HYPERLINK(\"http://x\")", "88.5\nممتاز", "٧٠", "91.25%", "0042",
                       print::as_written("12")}},
                  Row{{Cell("2"), "أحمد", "غ", "45 *", "60%", "0043", print::as_written("13")}}};
    document.blocks.emplace_back(std::move(table));
    document.blocks.emplace_back(print::Paragraph{"* رُفعت الدرجة"});
    document.blocks.emplace_back(print::Signatures{{{"المدير", "فهد"}}, "الختم"});
    return document;
}

std::vector<tables::Table> read(const Result<std::string>& file)
{
    REQUIRE(file);
    auto read = tables::read_tables("t.xlsx", *file);
    REQUIRE(read);
    return std::move(*read);
}

// The row whose first cell says it.
std::size_t row_of(const tables::Table& table, std::string_view text)
{
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (table.at(row, 0).text == text)
            return row;
    FAIL("no row begins with ", text);
    return 0;
}

std::string all_of(const tables::Table& table)
{
    std::string text;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (const tables::Cell& cell : table.row(row))
            text += std::string(cell.text) + "|";
        text += "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("documents: a paper's table is a sheet with its head above, its marks numbers and its "
          "numbers of people texts")
{
    const auto sheets = read(workbook_of(std::vector{sheet(true)}));
    REQUIRE(sheets.size() == 1);
    const tables::Table& table = sheets[0];
    CHECK(table.name() == "كشف النتائج");
    CHECK(table.is_right_to_left());
    CHECK(table.at(0, 0).text == "وزارة التعليم · متوسطة الدرعية");
    CHECK(table.at(1, 0).text == "كشف النتائج");
    CHECK(table.at(2, 0).text == "الصف: الثاني · العام: ١٤٤٧");
    CHECK(table.at(3, 0).text == "التاريخ: ١٠ محرم ١٤٤٨ هـ · الموافق ٢٥ يونيو ٢٠٢٦ م");
    CHECK(table.at(4, 0).text == "مسودة · نسخة عمل غير موقعة، لا تقوم مقام الورقة الموقعة");

    const std::size_t head = row_of(table, "م");
    CHECK(table.row_number(head) == 7);
    const std::vector<std::string> headings = {"م",
                                               "الاسم",
                                               "المواد – الرياضيات / ١٠٠",
                                               "المواد – الرياضيات / ١٠٠ – بيان",
                                               "المواد – العلوم",
                                               "المواد – العلوم – بيان",
                                               "المعدل (%)",
                                               "الرقم",
                                               "السجل"};
    for (std::size_t column = 0; column < headings.size(); ++column)
        CHECK(table.at(head, column).text == headings[column]);

    const std::size_t first = head + 1;
    const auto is = [&](std::size_t row, std::size_t column, CellKind kind, const char* text) {
        CHECK(table.at(row, column).kind == kind);
        CHECK(table.at(row, column).text == text);
    };
    is(first, 0, CellKind::number, "1");
    is(first, 1, CellKind::text, "=HYPERLINK(\"http://x\")");
    is(first, 2, CellKind::number, "88.5");
    is(first, 3, CellKind::text, "ممتاز");
    is(first, 4, CellKind::number, "70");
    is(first, 5, CellKind::empty, "");
    is(first, 6, CellKind::number, "91.25");
    is(first, 7, CellKind::text, "٠٠٤٢");
    is(first, 8, CellKind::text, "12");
    is(first + 1, 2, CellKind::text, "غ");
    is(first + 1, 4, CellKind::number, "45");
    is(first + 1, 5, CellKind::text, "*");
    // Notes stay, signatures belong on paper.
    CHECK(table.at(table.rows() - 1, 0).text == "* رُفعت الدرجة");
    CHECK(all_of(table).find("فهد") == std::string::npos);
    CHECK(*workbook_of(std::vector{sheet(true)}) == *workbook_of(std::vector{sheet(true)}));
}

TEST_CASE("documents: a workbook of what stands has no draft's mark, and an English one runs from "
          "the left")
{
    const auto standing = read(workbook_of(std::vector{sheet(false)}));
    CHECK(all_of(standing[0]).find("مسودة") == std::string::npos);
    CHECK(all_of(standing[0]).find("نسخة عمل غير موقعة") != std::string::npos);
    const auto english = read(workbook_of(std::vector{sheet(true, print::Language::english)}));
    CHECK_FALSE(english[0].is_right_to_left());
    CHECK(all_of(english[0]).find("DRAFT · Unsigned working copy") != std::string::npos);
}

TEST_CASE("documents: another program sees numbers, texts and no formula in a paper's workbook")
{
    const tables::ScratchWorkbook file("taqwim-paper");
    file.write(*workbook_of(std::vector{sheet(true)}));
    const tables::ProgramRun run = tables::run_openpyxl("show", file.path());
    if (run.status == 3 << 8) {
        MESSAGE("openpyxl is not there");
        return;
    }
    REQUIRE(run.status == 0);
    const auto has = [&](const std::string& line) {
        CHECK_MESSAGE(run.output.find(line) != std::string::npos, line << "\n" << run.output);
    };
    has("sheet كشف النتائج rtl visible free frozen A8");
    has("cell A2 str كشف النتائج bold");
    has("cell A7 str م bold");
    has("cell B8 str =HYPERLINK(\"http://x\") plain");
    has("cell C8 float 88.5 plain");
    has("cell E9 int 45 plain");
    has("cell H8 str ٠٠٤٢ plain");
}

TEST_CASE("documents: what a paper sets on several pages side by side is one table again")
{
    print::Document document = begun(issuer(), printing(true), {"كشف", "", ""});
    document.blocks.emplace_back(print::Heading{"كشف", 1});
    const auto band = [&](const char* part, const char* subject, const char* mark) {
        document.blocks.emplace_back(print::Heading{part, 3});
        print::Table table;
        table.columns = {{1}, {4}, {2}};
        table.head = {Row{{Cell("م"), "الاسم", subject}}};
        table.rows = {Row{{Cell("1"), "أحمد", mark}}};
        document.blocks.emplace_back(std::move(table));
    };
    band("الجزء 1 من 2", "الرياضيات", "88");
    document.blocks.emplace_back(print::PageBreak{});
    band("الجزء 2 من 2", "العلوم", "77");
    const auto sheets = read(workbook_of(std::vector{document}));
    REQUIRE(sheets.size() == 1);
    const std::size_t head = row_of(sheets[0], "م");
    CHECK(sheets[0].at(head, 2).text == "الرياضيات");
    CHECK(sheets[0].at(head, 3).text == "العلوم");
    CHECK(sheets[0].at(head + 1, 3).text == "77");
    CHECK(all_of(sheets[0]).find("الجزء") == std::string::npos);
}

TEST_CASE("documents: tables of their own are sheets of their own, named by what tells them apart")
{
    print::Document document = begun(issuer(), printing(true), {"كشف", "", ""});
    for (const char* const subject : {"الرياضيات", "العلوم"}) {
        document.blocks.emplace_back(print::Heading{"كشف الدرجات", 1});
        document.blocks.emplace_back(print::Fields{{{"الصف", "الثاني"}, {"المادة", subject}}, 2});
        print::Table table;
        table.columns = {{1}, {4}, {2}};
        table.head = {Row{{Cell("م"), "الاسم", "الدرجة"}}};
        table.rows = {Row{{Cell("1"), "أحمد", "88"}}};
        table.when_empty = "لا أحد";
        if (std::string_view(subject) == "العلوم")
            table.rows.clear();
        document.blocks.emplace_back(std::move(table));
        document.blocks.emplace_back(print::Paragraph{std::string("ملاحظة ") + subject});
    }
    const auto sheets = read(workbook_of(std::vector{document}));
    REQUIRE(sheets.size() == 2);
    CHECK(sheets[0].name() == "الرياضيات");
    CHECK(sheets[1].name() == "العلوم");
    CHECK(all_of(sheets[0]).find("ملاحظة الرياضيات") != std::string::npos);
    CHECK(all_of(sheets[0]).find("ملاحظة العلوم") == std::string::npos);
    CHECK(all_of(sheets[1]).find("لا أحد") != std::string::npos);
    CHECK(all_of(sheets[1]).find("ملاحظة العلوم") != std::string::npos);

    // Of several papers in one file a sheet says whose it is.
    const print::Document one = sheet(true);
    const auto both = read(workbook_of(std::vector{one, document}));
    REQUIRE(both.size() == 3);
    CHECK(both[0].name() == "ب");
}

TEST_CASE("documents: a cell over several rows stands in each, one over several columns once")
{
    print::Document document;
    print::Table table;
    table.columns = {{1}, {1}, {1}};
    table.head = {Row{{Cell("أ"), "ب", "ج"}}};
    table.rows = {Row{{Cell("المادة", 1, 2), "س", "1"}}, Row{{Cell("ص"), "2.50"}},
                  Row{{Cell("المجموع", 2), "3"}}};
    const Grid grid = grid_of(table, document);
    CHECK(grid.headings == std::vector<std::string>{"أ", "ب", "ج"});
    const std::vector<std::vector<GridCell>> rows = {{{"المادة"}, {"س"}, {"1", true}},
                                                     {{"المادة"}, {"ص"}, {"2.50", true}},
                                                     {{"المجموع"}, {""}, {"3", true}}};
    CHECK(grid.rows == rows);
}

TEST_CASE("documents: what is no number of a paper stays text")
{
    print::Document document;
    const auto kind_of = [&](const char* text) {
        print::Table table;
        table.columns = {{1}};
        table.rows = {Row{{Cell(text)}}};
        return grid_of(table, document).rows[0][0].is_number;
    };
    for (const char* const number : {"0", "7", "0.5", "100", "-3", "٨٨٫٥", "123456789", "50%"})
        CHECK_MESSAGE(kind_of(number), number);
    for (const char* const text : {"", "-", "+5", "007", "1.", ".5", "1e5", "1234567890",
                                   "2024-2025", "11/16", "1 محرم", "5 أ", "=1", "1,5", "--1", "٠١"})
        CHECK_MESSAGE(!kind_of(text), text);
    // Of a column with plain numbers a percentage is none.
    print::Table table;
    table.columns = {{1}};
    table.rows = {Row{{Cell("70%")}}, Row{{Cell("70")}}};
    const Grid grid = grid_of(table, document);
    CHECK_FALSE(grid.rows[0][0].is_number);
    CHECK(grid.rows[0][0].text == "٧٠٪");
    CHECK(grid.rows[1][0].is_number);
}

TEST_CASE("documents: a paper without a table gives no workbook")
{
    print::Document document = begun(issuer(), printing(true), {"إشعار", "", ""});
    document.blocks.emplace_back(print::Paragraph{"88"});
    const auto none = workbook_of(std::vector{document});
    REQUIRE_FALSE(none);
    CHECK(none.refusal().code == RefusalCode::paper_without_table);
    CHECK_FALSE(workbook_of({}));
    // In whatever it stands, a table is found.
    print::Table table;
    table.columns = {{1}};
    table.rows = {Row{{Cell("5")}}};
    document.blocks.emplace_back(print::Together{{std::move(table)}});
    CHECK(workbook_of(std::vector{document}));
}
