#include "results/documents/subject_sheet/subject_sheet.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

// The final marks of two students: one raised, one absent.
SubjectSheet final_sheet()
{
    SubjectSheet sheet = sample_subject_sheet();
    sheet.kind = SubjectSheetKind::final_marks;
    sheet.term = {};
    sheet.minimum = Mark(50);
    sheet.columns.clear();
    for (const char* label : {"أعمال ١", "اختبار ١", "الفصل ١", "أعمال ٢", "اختبار ٢", "الفصل ٢"})
        sheet.columns.push_back({{label, ""}, Mark(20), false});
    sheet.columns.push_back({{"الدرجة النهائية", "Final mark"}, Mark(100), true});
    const auto mark = [](const char* text) { return given(Mark(*Exact::parse(text))); };
    sheet.rows = {{"محمد سعد الحربي",
                   {mark("10"), mark("14.5"), mark("24.5"), mark("10"), mark("15.496"),
                    mark("25.496"), mark("49.996")},
                   {},
                   ""},
                  {"فهد علي القحطاني",
                   {mark("19"),
                    {MarkState::absent, {}},
                    {MarkState::absent, Mark(19)},
                    mark("18"),
                    mark("20"),
                    mark("38"),
                    mark("57")},
                   {},
                   "مكمل"}};
    return sheet;
}

}  // namespace

TEST_CASE("PG-17.D.4: the sample coursework sheet looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/subject_sheet/golden/coursework",
                     pdf_of(printed(sample_subject_sheet(), saudi_issuer(), arabic_draft()), 2));
    check_golden_pdf("src/results/documents/subject_sheet/golden/final_marks",
                     pdf_of(printed(final_sheet(), saudi_issuer(), arabic_issue())));
}

TEST_CASE("PG-16.C.12: a sheet has every student in the order of the class, the absent one too")
{
    const SubjectSheet sheet = sample_subject_sheet();
    const print::Document document = printed(sheet, saudi_issuer(), arabic_draft());
    const std::vector<std::string> rows = rows_of(document);
    REQUIRE(rows.size() == 31);
    CHECK(rows[0] == "م|الاسم|المشاركة\nمن " + print::isolated("5") + "|اختبار منتصف الفصل\nمن " +
                         print::isolated("15") + "|أعمال الفصل\nمن " + print::isolated("20") +
                         "|ملاحظات");
    CHECK(rows[5].ends_with("|غ|—|غائب بعذر عن اختبار منتصف الفصل"));
    for (std::size_t i = 0; i < sheet.rows.size(); ++i)
        CHECK(rows[i + 1].starts_with(std::to_string(i + 1) + "|" + sheet.rows[i].name + "|"));
}

TEST_CASE("PG-16.B.9: an amended sum says what it was, and the print has its version")
{
    const print::Document document =
        printed(sample_subject_sheet(), saudi_issuer(), arabic_draft());
    CHECK(rows_of(document)[13].ends_with("|4|12|16|كانت " + print::isolated("14") + " وعدّلت"));
    CHECK(has(read_flat(document, 2), "النسخة: ٢"));
}

TEST_CASE("PG-17.D.10: a sheet stays a draft until all three have signed")
{
    for (const auto unsigned_place :
         {&SubjectSheet::teacher, &SubjectSheet::reviewer, &SubjectSheet::third}) {
        SubjectSheet sheet = sample_subject_sheet();
        CHECK(printed(sheet, saudi_issuer(), arabic_issue()).watermark.empty());
        (sheet.*unsigned_place).clear();
        CHECK_FALSE(printed(sheet, saudi_issuer(), arabic_issue()).watermark.empty());
    }
}

TEST_CASE("SR-1.11: a sheet of final marks shows on which side of the minimum a mark lies")
{
    const print::Document document = printed(final_sheet(), saudi_issuer(), arabic_issue());
    CHECK(document.page.width > document.page.height);
    CHECK(has_row(document, "1|محمد سعد الحربي|10|14.50|24.50|10|15.50|25.50|49.996|-"));
    CHECK(has_row(document, "2|فهد علي القحطاني|19|غ|غ|18|20|38|57|مكمل"));
}

TEST_CASE("PG-17.D.10: each kind of sheet has its title and its third signature, in both languages")
{
    SubjectSheet sheet = sample_subject_sheet();
    const auto text = [&](SubjectSheetKind kind) {
        sheet.kind = kind;
        return read_flat(printed(sheet, saudi_issuer(), arabic_draft()), 2);
    };
    CHECK(has(text(SubjectSheetKind::coursework), "كشف أعمال السنة"));
    CHECK(has(text(SubjectSheetKind::coursework), "المطابق"));
    CHECK(has(text(SubjectSheetKind::clean_marks), "كشف مبيضات الدرجات"));
    CHECK(has(text(SubjectSheetKind::clean_marks), "مدخل البيانات"));
    CHECK(has(text(SubjectSheetKind::final_marks), "كشف الدرجة النهائية"));
    CHECK(has(text(SubjectSheetKind::final_marks), "مدير المدرسة"));
    const documents::DocumentContent content = content_of(sheet, print::Language::english);
    CHECK(content.title == "Sheet of final marks");
    CHECK(content.student.empty());
    CHECK(content.lines.back() == documents::ContentLine{"Students", "30"});
    CHECK(has(read_flat(printed(sheet, saudi_issuer_in_english(), english_issue()), 2),
              "Sheet of final marks"));
}
