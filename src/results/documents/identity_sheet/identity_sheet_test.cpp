#include "results/documents/identity_sheet/identity_sheet.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

IdentitySheet matched_sheet()
{
    IdentitySheet sheet = sample_identity_sheet();
    for (IdentityRow& row : sheet.rows)
        row.is_matched = true;
    return sheet;
}

}  // namespace

TEST_CASE("PG-7.2: the sample sheet of identity data looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/identity_sheet/golden/arabic",
                     pdf_of(printed(sample_identity_sheet(), saudi_issuer(), arabic_draft())));
    check_golden_pdf("src/results/documents/identity_sheet/golden/english",
                     pdf_of(printed(matched_sheet(), saudi_issuer_in_english(), english_issue())));
}

TEST_CASE("PG-7.2: a Saudi is matched with the identity card, anybody else with the passport")
{
    const print::Document document =
        printed(sample_identity_sheet(), saudi_issuer(), arabic_draft());
    CHECK(has_row(document, "2|3302|سلطان بن فهد بن ناصر الدوسري|بطاقة الأحوال|" +
                                print::as_written("1087654321") + "|٠٣/٠١/١٤٣٠|الرياض|سعودي|نعم"));
    CHECK(has_row(document, "3|3303|أنس محمود إبراهيم الخطيب|جواز السفر|" +
                                print::as_written("N00123456") + "|١٨/٠٩/١٤٣٠|عمّان|أردني|نعم"));
    CHECK(rows_of(document)[4].ends_with("|سعودي|-"));
}

TEST_CASE("PG-7.2: one row that is not matched or one signature that is missing keeps it a draft")
{
    CHECK(printed(matched_sheet(), saudi_issuer(), arabic_issue()).watermark.empty());
    CHECK_FALSE(printed(sample_identity_sheet(), saudi_issuer(), arabic_issue()).watermark.empty());
    for (const auto place :
         {&IdentitySheet::reviewer, &IdentitySheet::auditor, &IdentitySheet::head_of_school}) {
        IdentitySheet sheet = matched_sheet();
        (sheet.*place).clear();
        CHECK_FALSE(printed(sheet, saudi_issuer(), arabic_issue()).watermark.empty());
    }
}

TEST_CASE("PG-7.2: what is signed of the sheet names no student")
{
    const documents::DocumentContent content =
        content_of(matched_sheet(), print::Language::english);
    CHECK(content.student.empty());
    CHECK(content.lines ==
          std::vector<documents::ContentLine>{{"Grade", "Third secondary, scientific section / أ"},
                                              {"Students", "5"}});
}
