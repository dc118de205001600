#include "results/documents/oral_notice/oral_notice.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

TEST_CASE("PG-4.10: the sample notice looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/oral_notice/golden/arabic",
                     pdf_of(printed(sample_oral_notice(), saudi_issuer(), arabic_draft())));
    check_golden_pdf(
        "src/results/documents/oral_notice/golden/english",
        pdf_of(printed(sample_oral_notice(), saudi_issuer_in_english(), english_issue())));
}

TEST_CASE("PG-4.10: every skill is told in words, and no digit stands among them")
{
    const print::Document document = printed(sample_oral_notice(), saudi_issuer(), arabic_draft());
    const std::vector<std::string> rows = rows_of(document);
    REQUIRE(rows.size() == 9);
    CHECK(rows[1] == "القرآن الكريم|الحفظ|متقنة|تراجع في البيت ما حفظته كل أسبوع، وتستمع إلى "
                     "المصحف المعلّم.|هيا محمد الشهراني");
    CHECK(rows[2] == "التلاوة|متمكنة");
    CHECK(rows[3] == "التجويد|بحاجة إلى مزيد من التدريب");
    CHECK(rows[6] == "إلقاء المحفوظات|بحاجة إلى معالجة");
    CHECK(rows[8] == "تطبيقها في التلاوة|لم تقوَّم بعد");
    for (const std::string& row : rows)
        CHECK_MESSAGE(row.find_first_of("0123456789%") == std::string::npos, row);
    for (const documents::ContentLine& line :
         content_of(sample_oral_notice(), print::Language::arabic).lines)
        CHECK(line.value.find_first_of("0123456789%") == std::string::npos);
}

TEST_CASE("PG-4.10: the notice of a boy speaks of a boy, and the guardian signs")
{
    OralNotice notice = sample_oral_notice();
    notice.student.gender = Gender::masculine;
    const std::string text = read_flat(printed(notice, saudi_issuer(), arabic_draft()));
    CHECK(has(text, "متقن "));
    CHECK(has(text, "لم يقوم بعد"));
    CHECK(has(text, "ولي الأمر"));
    CHECK(has(text, "اطلعت على الإشعار"));
    CHECK(has(text, "فترة التقويم: الأولى – الفصل الدراسي الأول"));
}

TEST_CASE("PG-4.10: what is signed is each skill and its words")
{
    const documents::DocumentContent content =
        content_of(sample_oral_notice(), print::Language::english);
    CHECK(content.kind == "oral_notice");
    REQUIRE(content.lines.size() == 8);
    CHECK(content.lines[0] == documents::ContentLine{"The Holy Quran: Memorisation", "Mastered"});
    CHECK(content.lines[5] ==
          documents::ContentLine{"Reading and memorised texts: Reciting memorised texts",
                                 "Needs remedial work"});
}
