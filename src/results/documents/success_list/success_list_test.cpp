#include "results/documents/success_list/success_list.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

print::Document arabic(SuccessListKind kind)
{
    return printed(sample_success_list(kind), saudi_issuer(), arabic_draft());
}

}  // namespace

TEST_CASE("PG-17.D.22: the sample lists look as when somebody last looked at them")
{
    check_golden_pdf("src/results/documents/success_list/golden/second_round",
                     pdf_of(arabic(SuccessListKind::second_round), 2));
    check_golden_pdf("src/results/documents/success_list/golden/successful",
                     pdf_of(printed(sample_success_list(SuccessListKind::successful),
                                    saudi_issuer(), arabic_issue()),
                            2));
}

TEST_CASE(
    "PG-17.D.24: a second-round student stands with his subjects and what of them is examined")
{
    SuccessList list = sample_success_list(SuccessListKind::second_round);
    list.students = {{"سعد علي الحربي",
                      "ب",
                      "2101",
                      {{{"الرياضيات", ""}, SecondRoundScope::whole},
                       {{"العلوم", ""}, SecondRoundScope::term_1},
                       {{"القواعد", ""}, SecondRoundScope::term_2}}}};
    CHECK(has_row(printed(list, saudi_issuer(), arabic_draft()),
                  "1|2101|سعد علي الحربي|ب|الرياضيات (كامل المقرر)، العلوم (الفصل الأول)، القواعد "
                  "(الفصل الثاني)"));
    list.students[0].seat.clear();
    CHECK(has_row(printed(list, saudi_issuer(), arabic_draft()),
                  "1|سعد علي الحربي|ب|الرياضيات (كامل المقرر)، العلوم (الفصل الأول)، القواعد "
                  "(الفصل الثاني)"));
    list.kind = SuccessListKind::successful;
    CHECK(has_row(printed(list, saudi_issuer(), arabic_draft()), "1|سعد علي الحربي|ب|ناجح"));
}

TEST_CASE("SR-3.7: a list says that it is not displayed, and ranks nobody")
{
    for (const auto kind : {SuccessListKind::successful, SuccessListKind::second_round}) {
        const std::string text = read_flat(arabic(kind), 2);
        CHECK(has(text, "ولا يعلق هذا الكشف"));
        CHECK_FALSE(has(text, "الترتيب"));
        CHECK_FALSE(has(text, "راسب"));
        CHECK(content_of(sample_success_list(kind), print::Language::arabic).student.empty());
    }
}

TEST_CASE("PG-17.D.22: a list of girls speaks of girls, an empty one says so, an English one has "
          "its words")
{
    SuccessList list = sample_success_list(SuccessListKind::successful);
    list.gender = Gender::feminine;
    CHECK(
        has(read_flat(printed(list, saudi_issuer(), arabic_draft()), 2), "كشف الطالبات الناجحات"));
    CHECK(has(read_flat(printed(list, saudi_issuer(), arabic_draft()), 2), "ناجحة"));
    list.students.clear();
    CHECK(has(read_flat(printed(list, saudi_issuer(), arabic_draft())), "لا أحد في هذا الكشف"));
    CHECK(has(read_flat(printed(sample_success_list(SuccessListKind::second_round),
                                saudi_issuer_in_english(), english_issue()),
                        3),
              "List of second-round students"));
}
