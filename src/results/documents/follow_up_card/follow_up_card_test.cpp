#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/configuration_fault.h"
#include "platform/print/printer.h"
#include "results/documents/follow_up_card/card_words.h"
#include "results/documents/follow_up_card/follow_up_card.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

documents::Issuer issuer()
{
    documents::Issuer issuer;
    issuer.lines = {"وزارة التربية", "منطقة العاصمة التعليمية", "مدرسة الأمل الابتدائية للبنين"};
    issuer.name = "مدرسة الأمل الابتدائية للبنين";
    return issuer;
}

documents::Printing printing(print::DigitSet digits = print::DigitSet::arabic_indic)
{
    documents::Printing printing;
    printing.digits = digits;
    printing.created = *Instant::parse("2026-06-18T07:30:00Z");
    printing.day = "٢ محرم ١٤٤٨ هـ";
    return printing;
}

std::string pdf_of(const FollowUpCard& card, const documents::Printing& how)
{
    print::Printer printer;
    const auto result = printer.print(printed(card, issuer(), how));
    REQUIRE(result);
    CHECK(result->unknown_characters.empty());
    CHECK(result->pages == 2);
    return result->pdf;
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

// What is read, without regard to where lines end.
std::string flat(std::string text)
{
    for (char& one : text)
        if (one == '\n')
            one = ' ';
    return text;
}

}  // namespace

TEST_CASE("KW-T-CARD: the sample card and its report look as when somebody last looked at them")
{
    check_golden_pdf("src/results/documents/follow_up_card/golden/arabic",
                     pdf_of(sample_follow_up_card(), printing()));
    documents::Printing western = printing(print::DigitSet::western);
    western.day = "18/6/2026";
    western.serial = "KW-2026-000123";
    western.signed_content = "TQ1.KW-2026-000123." + std::string(280, 'x');
    FollowUpCard card = sample_follow_up_card();
    for (ReportRow& row : card.report)
        row.signed_by = "منى يوسف الكندري";
    card.is_final = true;
    card.decision = "ينقل إلى الصف الخامس";
    western.is_draft = false;
    check_golden_pdf("src/results/documents/follow_up_card/golden/western", pdf_of(card, western));
}

TEST_CASE("KW-T-CARD: a grade-4 card has eleven subjects and the total, a grade-2 card nine")
{
    FollowUpCard card = sample_follow_up_card();
    const std::string fourth = text_of_pdf(pdf_of(card, printing()));
    for (const CardSubject& subject : card.subjects)
        CHECK_MESSAGE(has(fourth, subject.name), subject.name);
    CHECK(has(fourth, "المجموع والتقدير العام"));

    std::erase_if(card.subjects, [](const CardSubject& subject) {
        return subject.name == "الاجتماعيات" || subject.name == "الحاسب";
    });
    const std::string second = text_of_pdf(pdf_of(card, printing()));
    CHECK_FALSE(has(second, "الاجتماعيات"));
    CHECK_FALSE(has(second, "الحاسب"));
    CHECK(has(second, "التربية الموسيقية"));
}

TEST_CASE("KW-T-CARD: exempt, carried over, raised and missing marks say so")
{
    const std::string text = text_of_pdf(pdf_of(sample_follow_up_card(), printing()));
    CHECK(has(text, "معفى"));
    CHECK(has(text, "إعفاء"));
    CHECK(has(text, "مرحلة"));
    CHECK(has(text, "٤٠٫٠٠ *"));
    CHECK(has(text, "ترفيع آلي"));
    CHECK(has(text, "—"));
    CHECK(has(text, "غير نهائي"));
}

TEST_CASE("KW-27: the notional total is printed, beneath the percentage")
{
    const std::string text = text_of_pdf(pdf_of(sample_follow_up_card(), printing()));
    CHECK(has(text, "٨٠٪"));
    CHECK(has(text, "٥٦٠/٧٠٠"));
}

TEST_CASE("KW-T-CARD: a total that is no whole number is printed in decimals, never as a fraction")
{
    FollowUpCard card = sample_follow_up_card();
    card.term_totals[0].total = Mark(*Exact::parse("2061/4"));
    const std::string text = text_of_pdf(pdf_of(card, printing(print::DigitSet::western)));
    CHECK_MESSAGE(has(text, "515.25"), text);
    CHECK_FALSE(has(text, "2061"));
}

TEST_CASE("KW-T-CARD: a total with something missing prints nothing")
{
    FollowUpCard card = sample_follow_up_card();
    card.term_totals[0].state = CardMark::incomplete;
    CHECK_FALSE(has(text_of_pdf(pdf_of(card, printing())), "٥٦٠"));
}

TEST_CASE(
    "KW-T-REPORT: competencies stand in their own language, remarks and signatures beside them")
{
    const std::string text = flat(text_of_pdf(pdf_of(sample_follow_up_card(), printing())));
    for (const std::string label :
         {"الأعداد والعمليات", "الجبر", "الهندسة", "القياس", "الإحصاء والاحتمال", "Listening",
          "Speaking", "Reading", "Writing"})
        CHECK_MESSAGE(has(text, label), label);
    CHECK(has(text, "فيصل ناصر العجمي"));
    CHECK(has(text, "مدير المدرسة"));
}

TEST_CASE("KW-T-REPORT: an unsigned row keeps the draft's watermark")
{
    FollowUpCard card = sample_follow_up_card();
    documents::Printing final_copy = printing();
    final_copy.is_draft = false;
    CHECK_FALSE(printed(card, issuer(), final_copy).watermark.empty());
    for (ReportRow& row : card.report)
        row.signed_by = "منى يوسف الكندري";
    CHECK(printed(card, issuer(), final_copy).watermark.empty());
    CHECK_FALSE(printed(card, issuer(), printing()).watermark.empty());
}

TEST_CASE(
    "KW-T-REPORT: the page says of which term it is, who signed when, and asks nobody to sign "
    "for an exemption")
{
    FollowUpCard card = sample_follow_up_card();
    const std::string text = text_of_pdf(pdf_of(card, printing(print::DigitSet::western)));
    CHECK(has(text, "التقرير – الفصل الدراسي الثاني"));
    CHECK(has(text, "4/6/2026"));
    // The sample's Islamic education is not signed; who is exempt from it needs no signature.
    documents::Printing final_copy = printing();
    final_copy.is_draft = false;
    CHECK_FALSE(printed(card, issuer(), final_copy).watermark.empty());
    for (ReportRow& row : card.report)
        row.is_exempt = row.signed_by.empty();
    CHECK(printed(card, issuer(), final_copy).watermark.empty());
}

TEST_CASE("KW-T-CARD: an empty card prints its form, in English too")
{
    documents::Printing english = printing(print::DigitSet::western);
    english.language = print::Language::english;
    print::Printer printer;
    const auto result = printer.print(printed(FollowUpCard{}, issuer(), english));
    REQUIRE(result);
    const std::string text = text_of_pdf(result->pdf);
    CHECK(has(text, "Learner follow-up card"));
    // Without entries for the report there is no second page.
    CHECK(has(text, "Page 1 of 1"));
    CHECK_FALSE(has(text, "General competencies of the subjects"));
}

TEST_CASE("KW-T-CARD: what is signed are the marks of the year, the total and the decision")
{
    FollowUpCard card = sample_follow_up_card();
    card.decision = "ينقل إلى الصف الخامس";  // source-check: allow what the form prints
    const documents::DocumentContent content = content_of(card, print::Language::english);
    CHECK(content.title == "Learner follow-up card");
    CHECK(content.student == card.learner);
    CHECK(content.school_year == "2025/2026");
    REQUIRE(content.lines.size() == card.subjects.size() + 2);
    // The sample's first subject has a mark of the year, its second is exempt, its seventh has a first term alone.
    CHECK(content.lines[0].value == "91.88");
    CHECK(content.lines[1].value == "Exempt");
    CHECK(content.lines[6].value == "Term (1) 65.63; Term (2) \xE2\x80\x94");
    CHECK(content.lines[content.lines.size() - 2].value == "Term (1) 80%");
    CHECK(content.lines.back().label == "Decision");
    CHECK(content.lines.back().value == card.decision);
}

TEST_CASE("documents: a list of words names the line that is wrong")
{
    CHECK_THROWS_WITH_AS(documents::WordList("a\tb\n", "words.tsv"),
                         doctest::Contains("words.tsv:1: a line of words"), ConfigurationFault);
    CHECK_THROWS_WITH_AS(documents::WordList("a\tb\tc\n# remark\na\td\te\n", "words.tsv"),
                         doctest::Contains("words.tsv:3: the key \"a\" came before"),
                         ConfigurationFault);
    CHECK_THROWS_AS((void)card_words().at("no such key", print::Language::arabic),
                    ConfigurationFault);
}
