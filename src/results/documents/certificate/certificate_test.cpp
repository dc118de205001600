#include "results/documents/certificate/certificate.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

std::string arabic_text(const Certificate& certificate, int pages = 1)
{
    return read_flat(printed(certificate, saudi_issuer(), arabic_draft()), pages);
}

// Of the year without a second round: the shortest form.
Certificate plain_certificate()
{
    Certificate certificate;
    certificate.student = sample_certificate().student;
    certificate.outcome = PaperOutcome::passed;
    CertificateSubject subject;
    subject.name = {"الرياضيات", "Mathematics"};
    subject.maximum = Mark(100);
    subject.minimum = Mark(50);
    subject.terms[0] = given(Mark(*Exact::parse("44.5")));
    subject.terms[1] = given(Mark(45));
    subject.final = given(Mark(*Exact::parse("89.5")));
    certificate.subjects = {subject};
    return certificate;
}

}  // namespace

TEST_CASE("PG-17.D.23: the sample card of marks looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/certificate/golden/arabic",
                     pdf_of(printed(sample_certificate(), saudi_issuer(), arabic_draft())));
    // Twenty subjects, two rounds and the proof on one page.
    pdf_of(printed(sample_certificate(), saudi_issuer(), arabic_issue()));
    Certificate issued = sample_certificate();
    issued.kind = CertificateKind::certificate;
    issued.is_for_guardian = true;
    // The guardian's copy has a line more, and English words are longer: the proof goes to a second page.
    check_golden_pdf("src/results/documents/certificate/golden/english",
                     pdf_of(printed(issued, saudi_issuer_in_english(), english_issue()), 2));
}

TEST_CASE("PG-23.1: a card prints what the result says, in figures and in words")
{
    Certificate certificate = plain_certificate();
    certificate.subjects[0].final = given(Mark(55));
    CHECK(has_row(printed(certificate, saudi_issuer(), arabic_draft()),
                  "1|الرياضيات|100|50|44.50|45|55|خمس وخمسون درجة"));
    certificate.subjects[0].final = given(Mark(*Exact::parse("89.5")));
    CHECK(has(arabic_text(certificate), "تسع وثمانون درجة ونصف"));
    CHECK_FALSE(has(arabic_text(certificate), "نسخة"));
    certificate.is_copy = true;
    CHECK(has(arabic_text(certificate), "نسخة"));
}

TEST_CASE("SR-1.11: a raised term bears an asterisk and its footnote, and none stands where "
          "nothing was raised")
{
    const std::string sample = arabic_text(sample_certificate());
    CHECK(has_row(printed(sample_certificate(), saudi_issuer(), arabic_draft()),
                  "8|النصوص الأدبية|100|50|25|25 *|–|50|خمسون درجة"));
    CHECK(has(sample, "* جبر الكسر في درجة الفصل لصالح الطالب"));
    CHECK_FALSE(has(arabic_text(plain_certificate()), "جبر الكسر"));
}

TEST_CASE("SR-8.3: after a second round both marks are printed")
{
    const std::string sample = arabic_text(sample_certificate());
    CHECK(has(sample, "الدور الأول"));
    CHECK(has_row(printed(sample_certificate(), saudi_issuer(), arabic_draft()),
                  "14|الرياضيات|100|40|18|20|38|53|ثلاث وخمسون درجة"));
    CHECK(has(sample, "ناجح (بعد الدور الثاني)"));
    CHECK_FALSE(has(arabic_text(plain_certificate()), "الدور"));
}

TEST_CASE("SR-13.5: behaviour and attendance have lines of their own")
{
    Certificate certificate = plain_certificate();
    CHECK_FALSE(has(arabic_text(certificate), "المواظبة"));
    certificate.attendance = Mark(70);
    certificate.unexcused_days = 0;
    CHECK(has(arabic_text(certificate), "المواظبة: ٧٠"));
    CHECK(has(arabic_text(certificate), "بغير عذر ٠"));
    CHECK_FALSE(has(arabic_text(certificate), "بعذر ٠ "));
}

TEST_CASE("SR-12.1, PG-13.4: the grade's line stays empty without a confirmed scale, and is not "
          "there for "
          "who did not pass")
{
    Certificate certificate = plain_certificate();
    CHECK(has(arabic_text(certificate), "التقدير العام:"));
    CHECK_FALSE(has(arabic_text(certificate), "سلم التقديرات"));
    certificate.general_grade = {"ممتاز", "Excellent"};
    certificate.bands = "1446";
    CHECK(has(arabic_text(certificate), "ممتاز"));
    CHECK(has(arabic_text(certificate), "سلم التقديرات: ١٤٤٦"));
    certificate.outcome = PaperOutcome::second_round;
    CHECK_FALSE(has(arabic_text(certificate), "ممتاز"));
    CHECK_FALSE(has(arabic_text(certificate), "التقدير العام"));
}

TEST_CASE("SR-3.7: a remedial programme is named to the guardian alone, and no rank to anybody")
{
    Certificate certificate = sample_certificate();
    CHECK_FALSE(has(arabic_text(certificate), "برنامج علاجي"));
    certificate.is_for_guardian = true;
    const std::string text = arabic_text(certificate);
    CHECK(has(text, "برنامج علاجي في: الجغرافيا"));
    CHECK(has(text, "نسخة ولي الأمر"));
    CHECK_FALSE(has(text, "الترتيب"));
    CHECK_FALSE(has(text, "راسب"));
}

TEST_CASE("PG-G.44: of a withheld result no mark is printed")
{
    Certificate certificate = plain_certificate();
    certificate.outcome = PaperOutcome::withheld;
    certificate.subjects[0].terms[0].state = MarkState::withheld;
    certificate.subjects[0].terms[1].state = MarkState::withheld;
    certificate.subjects[0].final.state = MarkState::withheld;
    certificate.total = {MarkState::withheld, Mark(90)};
    certificate.total_maximum = Mark(100);
    const std::string text = arabic_text(certificate);
    CHECK(has(text, "القرار: النتيجة محجوزة"));
    CHECK(has_row(printed(certificate, saudi_issuer(), arabic_draft()),
                  "1|الرياضيات|100|50|محجوزة|محجوزة|محجوزة|–"));
    for (const std::string mark : {"٨٩", "٤٤٫", "٤٥", "٩٠"})
        CHECK_FALSE_MESSAGE(has(text, mark), mark);
}

TEST_CASE("PG-24.W.2: the first term's notice has that term's mark alone")
{
    Certificate certificate = plain_certificate();
    certificate.kind = CertificateKind::first_term;
    certificate.outcome = PaperOutcome::none;
    certificate.subjects[0].maximum = Mark(50);
    certificate.subjects[0].minimum = Mark(25);
    const std::string text = arabic_text(certificate);
    CHECK(has(text, "إشعار نتيجة الفصل الدراسي الأول"));
    CHECK(has_row(printed(certificate, saudi_issuer(), arabic_draft()),
                  "1|الرياضيات|50|25|44.50|أربع وأربعون درجة ونصف"));
    CHECK_FALSE(has(text, "الفصل الثاني"));
    CHECK_FALSE(has(text, "٨٩"));
    CHECK(content_of(certificate, print::Language::arabic).lines ==
          std::vector<documents::ContentLine>{{"الرياضيات", "44.50"}});
}

TEST_CASE("SR-1.2: a girl's card speaks of a girl")
{
    Certificate certificate = sample_certificate();
    certificate.student.gender = Gender::feminine;
    const std::string text = arabic_text(certificate);
    for (const std::string word : {"اسم الطالبة", "ناجحة", "تنتقل إلى الصف الثالث المتوسط",
                                   "لصالح الطالبة", "مديرة المدرسة", "رائدة الصف"})
        CHECK_MESSAGE(has(text, word), word);
}

TEST_CASE("PG-23.1: what is signed is the marks, the total and the decision as they are printed")
{
    const documents::DocumentContent content =
        content_of(sample_certificate(), print::Language::english);
    CHECK(content.kind == "certificate");
    CHECK(content.title == "Card of marks");
    CHECK(content.school_year == "1446-1447");
    CHECK(content.serial.empty());
    REQUIRE(content.lines.size() == 24);
    CHECK(content.lines[0] == documents::ContentLine{"The Holy Quran", "92"});
    CHECK(content.lines[18] == documents::ContentLine{"Physical education", "Exempt"});
    CHECK(content.lines[20].value == "1489 / 1900");
    CHECK(content.lines[23] == documents::ContentLine{"Result", "Passed"});
}
