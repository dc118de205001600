#include "results/documents/honours/honours.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

TEST_CASE("SR-3.7: the sample certificate of honour looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/honours/golden/arabic",
                     pdf_of(printed(sample_honours(), saudi_issuer(), arabic_issue())));
}

TEST_CASE("SR-3.7: without a decision, its day or the guardian's consent a certificate of honour "
          "is a draft")
{
    CHECK(printed(sample_honours(), saudi_issuer(), arabic_issue()).watermark.empty());
    for (const auto place : {&Honours::decision, &Honours::decided_on, &Honours::consented_on}) {
        Honours honours = sample_honours();
        (honours.*place).clear();
        CHECK_FALSE(printed(honours, saudi_issuer(), arabic_issue()).watermark.empty());
    }
}

TEST_CASE("SR-3.7: a certificate of honour has its decision and consent, and no rank or mark")
{
    const std::string text = read_flat(printed(sample_honours(), saudi_issuer(), arabic_draft()));
    for (const std::string part :
         {"شهادة تفوق", "الطالبة", "بالقرار رقم: 47/1123", "وتاريخ: ٣ محرم ١٤٤٨",
          "موافقة ولي الأمر بتاريخ: ٩ محرم ١٤٤٨", "تفوقها في العلوم"})
        CHECK_MESSAGE(has(text, part), part);
    for (const std::string part : {"الترتيب", "المركز", "درجة", "٪"})
        CHECK_FALSE_MESSAGE(has(text, part), part);
    CHECK(has(read_flat(printed(sample_honours(), saudi_issuer_in_english(), english_issue())),
              "Certificate of honour"));
    CHECK(content_of(sample_honours(), print::Language::arabic).lines[2] ==
          documents::ContentLine{"بالقرار رقم", "47/1123"});
}
