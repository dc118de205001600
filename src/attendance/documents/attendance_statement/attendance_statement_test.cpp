#include <doctest/doctest.h>

#include <string>

#include "attendance/documents/attendance_statement/attendance_statement.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

print::Document document(const AttendanceStatement& statement,
                         const documents::Printing& printing = draft_printing())
{
    return printed(statement, kuwaiti_issuer(), printing);
}

std::string golden(const std::string& name)
{
    return "src/attendance/documents/attendance_statement/golden/" + name;
}

// As a Saudi school has it: three terms, a mark of attendance, no deduction.
AttendanceStatement with_a_mark()
{
    AttendanceStatement statement = sample_attendance_statement();
    statement.terms.push_back(statement.terms.back());
    statement.terms.back().name = "الفصل الثالث";
    for (StatementTerm& term : statement.terms) {
        term.counts.deduction.reset();
        term.counts.converted_days.reset();
        term.counts.mark = Mark(Exact::ratio(197, 2));
    }
    statement.year.converted_days.reset();
    statement.year.deduction.reset();
    return statement;
}

}  // namespace

TEST_CASE("KW-22.1: the attendance statement looks as when somebody last looked at it")
{
    check_golden_pdf(golden("arabic"), paper_of(document(sample_attendance_statement())).pdf);
    check_golden_pdf(golden("issued"),
                     paper_of(document(sample_attendance_statement(), issued_printing())).pdf);
    check_golden_pdf(golden("english"),
                     paper_of(document(sample_attendance_statement(), english_printing())).pdf);
    check_golden_pdf(golden("with_a_mark"), paper_of(document(with_a_mark())).pdf);
}

TEST_CASE("KW-22.1: each term stands by itself, and the year beside them")
{
    const print::Document printed_one = document(sample_attendance_statement());
    CHECK(has_row(printed_one, {"أيام الدراسة", "84", "88", "172"}));
    CHECK(has_row(printed_one, {"الغياب بعذر مقبول (يوم)", "4", "6", "10"}));
    CHECK(has_row(printed_one, {"الغياب بدون عذر مقبول (يوم)", "8", "6", "14"}));
    CHECK(has_row(printed_one, {"التأخير بدون عذر مقبول (مرة)", "8", "6", "14"}));
    // A deduction is a term's alone.
    CHECK(has_row(printed_one, {"المخصوم من كل مادة", "2", "0", "—"}));
}

TEST_CASE("KW-20.3: latenesses that count as days stand by themselves beneath the days")
{
    CHECK(has_row(document(sample_attendance_statement()),
                  {"منها أيام محتسبة عن التأخير", "1", "0", "1"}));
}

TEST_CASE("SA1447-M11: a mark of attendance is printed where the regulation gives one")
{
    CHECK_FALSE(paper_of(document(sample_attendance_statement())).says("درجة المواظبة"));
    const print::Document printed_one = document(with_a_mark());
    CHECK(has_row(printed_one, {"درجة المواظبة", "98.50", "98.50", "98.50", "—"}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK_FALSE(paper.says("المخصوم من كل مادة"));
    CHECK_FALSE(paper.says("محتسبة عن التأخير"));
    CHECK(paper.says("الفصل الثالث"));
}

TEST_CASE("KW-22.5: every day is listed with what it counts as and the paper behind it")
{
    const AttendanceStatement statement = sample_attendance_statement();
    REQUIRE(statement.days.size() == 40);
    const print::Document printed_one = document(statement);
    CHECK(has_row(printed_one, {"1", "الثلاثاء", "16/9/2025", "غياب بدون عذر", "—"}));
    CHECK(has_row(printed_one, {"3", "الأحد", "28/9/2025", "غياب بعذر", "نموذج SL-2025-0142"}));
    CHECK(has_row(printed_one, {"2", "الأحد", "21/9/2025", "تأخير بدون عذر", "—"}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.pages == 2);
    CHECK(paper.times("المستند") == 2);  // the head is repeated
}

TEST_CASE("KW-22.2: a year without absence says so, and who is still there has no last day")
{
    AttendanceStatement statement = sample_attendance_statement();
    statement.days.clear();
    statement.attended_to.clear();
    const PrintedPaper paper = paper_of(document(statement));
    CHECK(paper.says("لم يسجل غياب ولا تأخير"));
    CHECK(paper.says("إلى: تاريخه"));
}

TEST_CASE("KW-22.1: what is signed of the statement is the year's figures and the terms' marks")
{
    const documents::DocumentContent content =
        content_of(sample_attendance_statement(), print::Language::english);
    CHECK(content.kind == "attendance_statement");
    CHECK(content.school_year == "2025/2026");
    REQUIRE(content.lines.size() == 9);
    CHECK(content.lines[2].value == "14");
    CHECK(content.lines[7].value == "2");
}
