#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "results/documents/class_result_sheet/class_result_sheet.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

print::Document document(const ClassResultSheet& sheet,
                         const documents::Printing& printing = draft_printing())
{
    return printed(sheet, kuwaiti_issuer(), printing);
}

std::string golden(const std::string& name)
{
    return "src/results/documents/class_result_sheet/golden/" + name;
}

ClassResultSheet final_sheet()
{
    ClassResultSheet sheet = sample_class_result_sheet();
    sheet.is_final = true;
    return sheet;
}

ClassResultSheet term_sheet()
{
    ClassResultSheet sheet = sample_class_result_sheet();
    sheet.term = 1;
    sheet.counts.clear();
    for (SheetStudent& student : sheet.students)
        student.decision.clear();
    return sheet;
}

// Twenty subjects, each of coursework and examination.
ClassResultSheet sheet_of_parts(std::size_t students)
{
    ClassResultSheet sheet = final_sheet();
    sheet.students.resize(students);
    for (std::size_t subject = sheet.subjects.size(); subject < 20; ++subject)
        sheet.subjects.push_back(sheet.subjects[subject - 11]);
    for (std::size_t subject = 0; subject < 20; ++subject)
        sheet.subjects[subject].parts = {"أعمال السنة", "الاختبار"};
    for (SheetStudent& student : sheet.students) {
        for (std::size_t subject = student.cells.size(); subject < 20; ++subject)
            student.cells.push_back(student.cells[subject - 11]);
        for (SheetCell& cell : student.cells)
            if (cell.state == SheetMark::given)
                cell.parts = {Mark(Exact::ratio(147, 4)), std::nullopt};
    }
    return sheet;
}

std::size_t bands(const ClassResultSheet& sheet)
{
    std::size_t tables = 0;
    for (const print::Block& block : document(sheet).blocks)
        tables += std::holds_alternative<print::Table>(block.content) ? 1 : 0;
    return tables;
}

const print::Table& last_table(const print::Document& printed_one)
{
    const print::Table* last = nullptr;
    for (const print::Block& block : printed_one.blocks)
        if (const auto* table = std::get_if<print::Table>(&block.content))
            last = table;
    REQUIRE(last != nullptr);
    return *last;
}

}  // namespace

TEST_CASE("KW-13.1: the class sheets look as when somebody last looked at them")
{
    check_golden_pdf(golden("year"), paper_of(document(final_sheet())).pdf);
    check_golden_pdf(golden("term_issued"),
                     paper_of(document(term_sheet(), issued_printing())).pdf);
    check_golden_pdf(golden("parts"), paper_of(document(sheet_of_parts(8))).pdf);
    ClassResultSheet few = final_sheet();
    few.students.resize(5);
    check_golden_pdf(golden("english"), paper_of(document(few, english_printing())).pdf);
}

TEST_CASE("KW-12.1: a sheet of a term and one of the year say which they are")
{
    CHECK(paper_of(document(term_sheet())).says("كشف نتائج الفصل الدراسي الأول"));
    ClassResultSheet second = term_sheet();
    second.term = 2;
    CHECK(paper_of(document(second)).says("كشف نتائج الفصل الدراسي الثاني"));
    CHECK(paper_of(document(final_sheet())).says("كشف نتائج نهاية العام الدراسي"));
}

TEST_CASE("KW-4.1: every student of the class stands in the sheet with every subject")
{
    const ClassResultSheet sheet = final_sheet();
    REQUIRE(sheet.students.size() == 32);
    REQUIRE(sheet.subjects.size() == 11);
    const print::Document printed_one = document(sheet);
    const print::Table& table = last_table(printed_one);
    CHECK(table.rows.size() == 32);
    CHECK(table.columns.size() == 2 + 11 + 4);
    for (const print::Row& row : table.rows)
        CHECK(row.cells.size() == table.columns.size());
    // The head is repeated, so every page names its columns.
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.pages > 1);
    CHECK(paper.times("النسبة والتقدير") == static_cast<int>(paper.pages));
    CHECK(paper.says("عدد المتعلمين: ٣٢"));
}

TEST_CASE("KW-12.3: the total stands with its maximum, the percentage with its grade")
{
    const print::Document printed_one = document(final_sheet());
    const print::Row& second = last_table(printed_one).rows.at(1);
    CHECK(second.cells.at(13).text == "577.50\n700");
    CHECK(second.cells.at(14).text == "82.50%\nج.ج");
    CHECK(second.cells.at(15).text == "ينقل إلى الصف التالي");
}

TEST_CASE("KW-27: an exempt student has the exemption among the remarks and the notional total")
{
    const ClassResultSheet sheet = final_sheet();
    const print::Document printed_one = document(sheet);
    const print::Row& of_two = last_table(printed_one).rows.at(4);
    CHECK(of_two.cells.at(2).text == "معفى");
    CHECK(of_two.cells.at(3).text == "معفى");
    CHECK(of_two.cells.at(13).text == "451.50\xC2\xA0†\n700");
    CHECK(of_two.cells.back().text == "إعفاء");
    // Decision D13: physical education is outside the total, which stays the actual one.
    const print::Row& of_sport = last_table(printed_one).rows.at(7);
    CHECK(of_sport.cells.at(10).text == "معفى");
    CHECK(of_sport.cells.at(13).text == "468.75\n700");
    CHECK(of_sport.cells.back().text == "إعفاء");
    CHECK(paper_of(printed_one).says("المجموع الاعتباري"));
}

TEST_CASE("KW-17.1: a raised mark bears an asterisk, which is explained")
{
    ClassResultSheet sheet = final_sheet();
    const print::Document printed_one = document(sheet);
    CHECK(last_table(printed_one).rows.at(9).cells.at(6).text == "40.00 *\nل");
    CHECK(paper_of(printed_one).says("ترفيع آلي"));
    for (SheetStudent& student : sheet.students)
        for (SheetCell& cell : student.cells)
            cell.is_raised = false;
    CHECK_FALSE(paper_of(document(sheet)).says("ترفيع آلي"));
}

TEST_CASE("KW-4.3: a mark below the minimum is printed strongly, the minimum itself is not")
{
    const print::Document printed_one = document(final_sheet());
    const print::Row& row = last_table(printed_one).rows.at(12);
    CHECK(row.cells.at(5).weight == print::Weight::bold);
    CHECK(row.cells.at(6).weight == print::Weight::bold);
    CHECK_FALSE(row.cells.at(4).weight.has_value());
    CHECK_FALSE(last_table(printed_one).rows.at(9).cells.at(6).weight.has_value());  // raised to 40
}

TEST_CASE("KW-12.1: something missing leaves the total open; absence is explained")
{
    const print::Document printed_one = document(final_sheet());
    const print::Row& missing = last_table(printed_one).rows.at(17);
    CHECK(missing.cells.at(8).text == "—");
    CHECK(missing.cells.at(13).text == "—");
    CHECK(missing.cells.at(14).text.empty());
    CHECK(last_table(printed_one).rows.at(25).cells.at(7).text == "غ");
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.says("غ: غائب بدون عذر"));
    CHECK_FALSE(paper.says("ع: غائب بعذر"));
}

TEST_CASE("KW-27: whatever may stand in a mark's place has its word")
{
    ClassResultSheet sheet = final_sheet();
    auto& cells = sheet.students[1].cells;
    cells[0].state = SheetMark::carried_over;
    cells[1].state = SheetMark::withheld;
    cells[2].state = SheetMark::cancelled;
    cells[3].state = SheetMark::absent_excused;
    cells[4].state = SheetMark::not_due;
    const print::Document printed_one = document(sheet);
    const print::Row& row = last_table(printed_one).rows.at(1);
    CHECK(row.cells.at(2).text == "مُرحّلة");
    CHECK(row.cells.at(3).text == "محجوب");
    CHECK(row.cells.at(4).text == "ملغى");
    CHECK(row.cells.at(5).text == "ع");
    CHECK(row.cells.at(6).text.empty());
}

TEST_CASE("KW-14: a sheet that is not final says so; without decisions it has no column for them")
{
    CHECK(paper_of(document(term_sheet())).says("غير نهائي"));
    CHECK_FALSE(paper_of(document(final_sheet())).says("غير نهائي"));
    const print::Document of_term = document(term_sheet());
    CHECK(last_table(of_term).columns.size() == 2 + 11 + 3);
    CHECK_FALSE(paper_of(of_term).says("القرار"));
    CHECK(paper_of(document(final_sheet())).says("القرار"));
}

TEST_CASE("KW-13.1: eleven marks stand beside the totals; more go on in further tables with the "
          "names again")
{
    CHECK(bands(final_sheet()) == 1);
    ClassResultSheet twelve = final_sheet();
    twelve.subjects.push_back(twelve.subjects.back());
    CHECK(bands(twelve) == 2);
    // 60 columns: three subjects of three beside the totals, the others in three bands of six, six and five.
    CHECK(bands(sheet_of_parts(2)) == 4);
    const PrintedPaper paper = paper_of(document(sheet_of_parts(2)));
    CHECK(paper.pages == 4);
    CHECK(paper.times("أحمد حمد مشاري خالد الهاجري") == 4);
    CHECK(paper.times("النسبة والتقدير") == 1);
    CHECK(paper.says("المواد: القسم ٤ من ٤"));
}

TEST_CASE("SR-5.2: parts of a mark stand before it, a missing part stays empty")
{
    const print::Document printed_one = document(sheet_of_parts(2));
    const print::Row& row = last_table(printed_one).rows.at(0);
    CHECK(row.cells.at(2).text == "36.75");
    CHECK(row.cells.at(3).text.empty());
    CHECK(row.cells.at(4).text.find('\n') != std::string::npos);
}

TEST_CASE("KW-13.1: what is signed of a class sheet is the class and how many have which decision")
{
    const documents::DocumentContent content = content_of(final_sheet(), print::Language::english);
    CHECK(content.kind == "class_result_sheet");
    CHECK(content.title == "Class results of the school year");
    CHECK(content.student.empty());
    REQUIRE(content.lines.size() == 3 + 4);
    CHECK(content.lines[2] == documents::ContentLine{"Students", "32"});
    CHECK(content.lines[3].value == "28");
}

TEST_CASE("KW-13.1: an empty class sheet prints its form")
{
    CHECK(paper_of(document(ClassResultSheet{})).says("المجموع"));
    CHECK(paper_of(document(ClassResultSheet{}, english_printing())).says("Total"));
}
