#include "results/documents/transcript/transcript.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

print::Document arabic(const Transcript& transcript)
{
    return printed(transcript, saudi_issuer(), arabic_draft());
}

}  // namespace

TEST_CASE("SR-9.4: the sample transcript looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/transcript/golden/arabic",
                     pdf_of(arabic(sample_transcript()), 2));
    check_golden_pdf(
        "src/results/documents/transcript/golden/english",
        pdf_of(printed(sample_transcript(), saudi_issuer_in_english(), english_issue()), 2));
}

TEST_CASE("SR-9.4: of a withheld year the transcript says so and prints no mark")
{
    Transcript transcript = sample_transcript();
    transcript.years.erase(transcript.years.begin(), transcript.years.begin() + 2);
    transcript.cumulative_average.clear();
    REQUIRE(transcript.years[0].is_withheld);
    const print::Document document = arabic(transcript);
    CHECK(has_row(document, "الرياضيات|100|50|محجوزة"));
    const std::string text = read_flat(document);
    CHECK(has(text, "النتيجة: النتيجة محجوزة"));
    for (const TranscriptSubject& subject : transcript.years[0].subjects)
        CHECK_FALSE(
            has_row(document, subject.name.arabic + "|100|50|" + subject.mark.mark->to_text()));
    CHECK_FALSE(has(text, "١٥٧٧"));
    CHECK_FALSE(has(text, "٧٨٫٨٥"));

    transcript.years[0].is_withheld = false;
    CHECK(has(read_flat(arabic(transcript)), "١٥٧٧ / ٢٠٠٠"));
}

TEST_CASE("SR-9.4: from the second copy on the transcript says which one it is")
{
    Transcript transcript = sample_transcript();
    CHECK_FALSE(has(read_flat(arabic(transcript), 2), "نسخة"));
    transcript.copy = 2;
    CHECK(has(read_flat(arabic(transcript), 2), "نسخة ثانية"));
    transcript.copy = 4;
    CHECK(has(read_flat(arabic(transcript), 2), "نسخة رابعة"));
    transcript.copy = 5;
    CHECK(has(read_flat(arabic(transcript), 2), "نسخة رقم ٥"));
}

TEST_CASE("KW-27: a year with an exempt subject has its notional total and says so")
{
    Transcript transcript = sample_transcript();
    transcript.years = {transcript.years[1]};
    const print::Document document = arabic(transcript);
    CHECK(has_row(document, "التربية البدنية|100|50|–|معفى"));
    CHECK(has(read_flat(document), "١٤٦٨ / ١٩٠٠"));
    CHECK(has(read_flat(document), "المجموع اعتباري"));
    transcript.years[0].is_total_notional = false;
    CHECK_FALSE(has(read_flat(arabic(transcript)), "اعتباري"));
}

TEST_CASE("SR-9.4: both rounds, the clause and the regulation stand with their year")
{
    Transcript transcript = sample_transcript();
    transcript.years = {transcript.years[0]};
    const print::Document document = arabic(transcript);
    CHECK(has_row(document, "الرياضيات|100|50|41|46"));
    const std::string text = read_flat(document);
    for (const std::string part :
         {"العام الدراسي ١٤٤٤-١٤٤٥", "الأول الثانوي", "ثانوية الخرج الأولى", "ناجحة",
          "لائحة تقويم الطالب ١٤٢٦", "المادة ٧ (٢) ب", "المعدل التراكمي: ٨٢٫٧٩"})
        CHECK_MESSAGE(has(text, part), part);
}

TEST_CASE("KW-T-CARD: a transcript prints the words of a law that has its own")
{
    Transcript transcript = sample_transcript();
    transcript.years.resize(1);
    transcript.years[0].decision = {"ينقل إلى الصف الخامس", ""};
    transcript.years[0].subjects.resize(1);
    transcript.years[0].subjects[0].grade_word = {"جيد جداً", ""};
    const print::Document document = arabic(transcript);
    CHECK(has(read_flat(document), "النتيجة: ينقل إلى الصف الخامس"));
    CHECK(has_row(document, "القرآن الكريم|100|50|" +
                                transcript.years[0].subjects[0].mark.mark->to_text() + "|جيد جداً"));
}

TEST_CASE("SR-9.4: a statement of study has the years and how each ended, and no mark")
{
    Transcript transcript = sample_transcript();
    transcript.kind = TranscriptKind::status;
    const print::Document document = arabic(transcript);
    CHECK(has(read_flat(document), "وثيقة حالة دراسية"));
    CHECK(rows_of(document).size() == 4);
    CHECK(has_row(document, "1444-1445|الأول الثانوي|ثانوية الخرج الأولى|ناجحة"));
    CHECK(has_row(document, "1446-1447|الثالث الثانوي – القسم العلمي|الثانوية الثالثة والأربعون "
                            "بعد المئة بالرياض|النتيجة محجوزة"));
    CHECK_FALSE(has(read_flat(document), "الرياضيات"));
    transcript.years.clear();
    CHECK(has(read_flat(arabic(transcript)), "لا توجد نتيجة معتمدة"));
}

TEST_CASE("SR-9.4: what is signed of a transcript is each year's total and decision")
{
    const documents::DocumentContent content =
        content_of(sample_transcript(), print::Language::english);
    CHECK(content.kind == "transcript");
    CHECK(content.lines == std::vector<documents::ContentLine>{
                               {"1444-1445 First secondary", "1452 / 2000"},
                               {"1444-1445 First secondary", "Passed"},
                               {"1445-1446 Second secondary, scientific section", "1468 / 1900"},
                               {"1445-1446 Second secondary, scientific section", "Passed"},
                               {"1446-1447 Third secondary, scientific section", "Result withheld"},
                               {"Cumulative average", "82.79"}});
}
