#include "results/documents/result_sheet/result_sheet.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

ResultSheet clean_sheet()
{
    ResultSheet sheet = sample_result_sheet();
    sheet.kind = ResultSheetKind::clean;
    return sheet;
}

std::size_t places_of(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("PG-17.D.13: the sample draft of results looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/result_sheet/golden/draft",
                     pdf_of(printed(sample_result_sheet(), saudi_issuer(), arabic_draft()), 2));
}

TEST_CASE("PG-17.D.22: the sample clean sheet looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/result_sheet/golden/clean",
                     pdf_of(printed(clean_sheet(), saudi_issuer(), arabic_issue()), 2));
}

TEST_CASE(
    "PG-17.D.13: second round, absent and cancelled bear letters that are distinct without colour")
{
    const print::Document draft = printed(sample_result_sheet(), saudi_issuer(), arabic_issue());
    const std::vector<std::string> rows = rows_of(draft);
    REQUIRE(rows.size() == 31);
    CHECK(rows[3].find("|34 [م]|31 [م]|29 [م]|") != std::string::npos);
    CHECK(rows[7].find("|41 [غ]|") != std::string::npos);
    CHECK(rows[12].find("|44 [م]|") != std::string::npos);
    CHECK(rows[12].find("|[ش]|") != std::string::npos);
    CHECK(rows[12].ends_with("|—|مكمل"));
    CHECK(rows[16].ends_with("|ح|النتيجة محجوزة"));
    CHECK(has(read_flat(draft, 2), "غ: غائب عن الاختبار"));
    // Whatever is asked for: a draft is a draft.
    CHECK_FALSE(draft.watermark.empty());
    ResultSheet second = sample_result_sheet();
    second.round = ExaminationRound::second;
    second.rows[0].marks[0].sign = SheetSign::not_passed;
    CHECK(rows_of(printed(second, saudi_issuer(), arabic_draft()))[1].find(" [ل]|") !=
          std::string::npos);
}

TEST_CASE(
    "PG-17.D.22: the clean sheet has the average and the second-round subjects in place of letters")
{
    const print::Document clean = printed(clean_sheet(), saudi_issuer(), arabic_issue());
    const std::vector<std::string> rows = rows_of(clean);
    CHECK(rows[3].find("[") == std::string::npos);
    CHECK(rows[3].ends_with("|مكمل\nمواد الإكمال: " + print::isolated("رياضيات، العلوم، إنجليزي")));
    CHECK(rows[1].ends_with("|ناجح"));
    CHECK(rows[16].ends_with("|ح|-|النتيجة محجوزة"));
    CHECK_FALSE(has(read_flat(clean, 2), "غ: غائب"));
    CHECK_FALSE(has(read_flat(clean, 2), "راسب"));
}

TEST_CASE("PG-17.D.25: the five who answer for it stand at the foot of each page, and without one "
          "it is a draft")
{
    const std::string text = read_flat(printed(clean_sheet(), saudi_issuer(), arabic_issue()), 2);
    for (const std::string part : {"المملي: ماجد بن سعيد الزهراني", "الراصد: طلال بن ناصر الحربي",
                                   "المراجع: سلطان بن فهد الدوسري",
                                   "رئيس لجنة النظام والمراقبة: عبد المحسن بن عبد اللطيف الصالح",
                                   "مدير المدرسة: إبراهيم بن عبد الله آل عبد الكريم"})
        CHECK_MESSAGE(places_of(text, comparable(part)) == 2, part);
    CHECK(printed(clean_sheet(), saudi_issuer(), arabic_issue()).watermark.empty());
    for (const auto place : {&ResultSheetSigners::dictated, &ResultSheetSigners::recorded,
                             &ResultSheetSigners::reviewer, &ResultSheetSigners::control_head,
                             &ResultSheetSigners::head_of_school, &ResultSheetSigners::day}) {
        ResultSheet sheet = clean_sheet();
        (sheet.signers.*place).clear();
        CHECK_FALSE(printed(sheet, saudi_issuer(), arabic_issue()).watermark.empty());
    }
}

TEST_CASE("PG-G.44: a withheld result has no total and no average on the sheet")
{
    ResultSheet sheet = clean_sheet();
    sheet.rows[0].is_withheld = true;
    const std::string row = rows_of(printed(sheet, saudi_issuer(), arabic_issue()))[1];
    CHECK(row.ends_with("|ح|-|النتيجة محجوزة"));
    CHECK(row.find(sheet.rows[0].total.mark->to_text()) == std::string::npos);
}

TEST_CASE("SR-3.7: what is signed of a sheet of results names no student")
{
    const documents::DocumentContent content =
        content_of(sample_result_sheet(), print::Language::arabic);
    CHECK(content.student.empty());
    CHECK(content.title == "مسودة النتائج");
    CHECK(content.lines == std::vector<documents::ContentLine>{{"الصف", "الثاني المتوسط / ب"},
                                                               {"الدور", "الدور الأول"},
                                                               {"عدد الطلاب", "30"}});
}
