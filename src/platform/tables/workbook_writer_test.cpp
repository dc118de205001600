#include <doctest/doctest.h>

#include <string>

#include "platform/tables/openpyxl_test.h"
#include "platform/tables/table.h"
#include "platform/tables/workbook_writer.h"

using namespace taqwim::tables;
using taqwim::Day;

namespace {

std::string mark_sheet()
{
    WorkbookWriter writer;
    SheetWriter marks = writer.add_sheet(
        {.name = "درجات: الصف الأول",
         .columns = {{.heading = "الاسم", .width = 30},
                     {.heading = "الدرجة", .width = 10, .is_open = true},
                     {.heading = "الحالة", .is_open = true, .choices = {"حاضر", "غائب"}},
                     {.heading = "التاريخ"}},
         .is_protected = true,
         .form_rows = 50});
    marks.text("سارة").number("87.3").text("حاضر").day(*Day::of(2026, 11, 22)).end_row();
    marks.text("=1+1").number("9.95").blank().day(*Day::of(1900, 2, 28)).end_row();
    marks.text("").number("12345678901234567").text("ab").day(*Day::of(1900, 3, 1)).end_row();
    SheetWriter second = writer.add_sheet(
        {.name = "درجات: الصف الأول", .columns = {{.heading = "A"}}, .is_right_to_left = false});
    second.number("not a number").end_row();
    return writer.finish();
}

}  // namespace

TEST_CASE("workbook_writer: our reader reads back what was written, number for number")
{
    const std::string bytes = mark_sheet();
    const auto tables = read_tables("b.xlsx", bytes);
    REQUIRE(tables);
    REQUIRE(tables->size() == 2);
    const Table& marks = (*tables)[0];
    CHECK(marks.name() == "درجات  الصف الأول");
    CHECK(marks.is_right_to_left());
    CHECK(marks.rows() == 4);
    CHECK(marks.at(0, 3).text == "التاريخ");
    CHECK(marks.at(1, 1).kind == CellKind::number);
    CHECK(marks.at(1, 1).text == "87.3");
    CHECK(marks.at(1, 3).kind == CellKind::day);
    CHECK(marks.at(1, 3).text == "2026-11-22");
    CHECK(marks.at(2, 0).kind == CellKind::text);
    CHECK(marks.at(2, 0).text == "=1+1");
    CHECK(marks.at(2, 1).text == "9.95");
    CHECK(marks.at(2, 2).kind == CellKind::empty);
    // Before March 1900, and more than 15 digits: as text, whole.
    CHECK(marks.at(2, 3).kind == CellKind::text);
    CHECK(marks.at(2, 3).text == "1900-02-28");
    CHECK(marks.at(3, 1).kind == CellKind::text);
    CHECK(marks.at(3, 1).text == "12345678901234567");
    CHECK(marks.at(3, 3).text == "1900-03-01");
    CHECK((*tables)[1].name() == "درجات  الصف الأول 2");
    CHECK((*tables)[1].at(1, 0).text == "not a number");
    CHECK(mark_sheet() == bytes);
}

TEST_CASE("workbook_writer: every mark of two decimals comes back as it was given")
{
    WorkbookWriter writer;
    SheetWriter sheet = writer.add_sheet({.name = "m", .columns = {{.heading = "mark"}}});
    const auto mark = [](int hundredths) {
        const std::string fraction = std::to_string(100 + hundredths % 100).substr(1);
        std::string text = std::to_string(hundredths / 100) + "." + fraction;
        while (text.ends_with('0'))
            text.pop_back();
        if (text.ends_with('.'))
            text.pop_back();
        return text;
    };
    for (int hundredths = 0; hundredths <= 10'000; ++hundredths) {
        sheet.number(mark(hundredths));
        sheet.end_row();
    }
    const auto table = read_table("b.xlsx", writer.finish());
    REQUIRE(table);
    int wrong = 0;
    for (int hundredths = 0; hundredths <= 10'000; ++hundredths) {
        const Cell& cell = table->at(static_cast<std::size_t>(hundredths) + 1, 0);
        wrong += cell.kind == CellKind::number && cell.text == mark(hundredths) ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEST_CASE("workbook_writer: openpyxl sees the direction, the lists, the locks and the values")
{
    const ScratchWorkbook file("taqwim-writer");
    file.write(mark_sheet());
    const ProgramRun run = run_openpyxl("show", file.path());
    REQUIRE_MESSAGE(run.status == 0, "openpyxl is missing: run tools/install-packages");
    const auto has = [&](const std::string& line) {
        CHECK_MESSAGE(("\n" + run.output).find("\n" + line + "\n") != std::string::npos,
                      line << "\n"
                           << run.output);
    };
    has("sheet درجات  الصف الأول rtl visible protected frozen A2");
    has("cell A1 str الاسم bold locked");
    has("cell A2 str سارة plain locked");
    has("cell B2 float 87.3 plain open");
    has("cell D2 datetime 2026-11-22 00:00:00 plain locked");
    has("cell B3 float 9.95 plain open");
    has("cell B4 str 12345678901234567 plain open");
    has("choices C2:C51 list \"حاضر,غائب\"");
    has("sheet درجات  الصف الأول 2 ltr visible free frozen A2");
    CHECK(run.output.find("width A 31") != std::string::npos);
}

TEST_CASE("workbook_writer: a long list of choices, or one with a comma, stands on a hidden sheet")
{
    WorkbookWriter writer;
    std::vector<std::string> many;
    for (int i = 1; i <= 100; ++i)
        many.push_back("خيار " + std::to_string(i));
    static_cast<void>(writer.add_sheet({.name = "f",
                                        .columns = {{.heading = "a", .choices = many},
                                                    {.heading = "b", .choices = {"x,y", "z"}}}}));
    const ScratchWorkbook file("taqwim-lists");
    file.write(writer.finish());
    const ProgramRun run = run_openpyxl("show", file.path());
    REQUIRE(run.status == 0);
    CHECK(run.output.find("choices A2:A1001 list 'lists 1'!$A$1:$A$100\n") != std::string::npos);
    CHECK(run.output.find("choices B2:B1001 list 'lists 2'!$A$1:$A$2\n") != std::string::npos);
    CHECK(run.output.find("sheet lists 1 ltr hidden") != std::string::npos);
    CHECK(run.output.find("cell A100 str خيار 100 ") != std::string::npos);
    const auto tables = read_tables("b.xlsx", file.bytes());
    REQUIRE(tables);
    CHECK(tables->size() == 1);
}

TEST_CASE("workbook_writer: what a cell cannot hold is a fault, not a shorter text")
{
    WorkbookWriter writer;
    SheetWriter sheet = writer.add_sheet({.name = "x", .columns = {{.heading = "a"}}});
    sheet.text(std::string(40'000, 'a'));
    CHECK_THROWS_AS(static_cast<void>(writer.finish()), WorkbookFault);
}
