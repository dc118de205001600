#include <doctest/doctest.h>

#include <string>

#include "results/documents/placement_notice/placement_notice.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

print::Document document(const PlacementNotice& notice,
                         const documents::Printing& printing = draft_printing())
{
    return printed(notice, kuwaiti_issuer(), printing);
}

std::string golden(const std::string& name)
{
    return "src/results/documents/placement_notice/golden/" + name;
}

}  // namespace

TEST_CASE("KW-18.2: the notices look as when somebody last looked at them")
{
    check_golden_pdf(golden("placement"),
                     paper_of(document(sample_placement_notice(SecondAttempt::placement))).pdf);
    check_golden_pdf(
        golden("second_round_issued"),
        paper_of(document(sample_placement_notice(SecondAttempt::second_round), issued_printing()))
            .pdf);
    check_golden_pdf(
        golden("english"),
        paper_of(document(sample_placement_notice(SecondAttempt::second_round), english_printing()))
            .pdf);
}

TEST_CASE("KW-18.2: the notice lists each subject with its date and what it covers")
{
    const print::Document printed_one = document(sample_placement_notice(SecondAttempt::placement));
    CHECK(has_row(printed_one,
                  {"1", "الرياضيات", "وحدات الفصل الدراسي الثاني", "الأحد 21/6/2026", "8:30"}));
    CHECK(has_row(printed_one,
                  {"2", "العلوم", "وحدات الفصل الدراسي الثاني", "الثلاثاء 23/6/2026", "8:30"}));
    // KW-18.4; a date that Decision No. 1 has not set.
    CHECK(has_row(printed_one,
                  {"3", "اللغة الإنجليزية", "وحدات الفصلين الدراسيين", "لم يحدد بعد", "—"}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.pages == 1);
    CHECK(paper.says("إشعار بتقييم تحديد المستوى"));
    CHECK(paper.says("المادة (١٨)"));
    CHECK(paper.says("علم ولي الأمر"));
    CHECK_FALSE(paper.says("الدور الثاني"));
    CHECK_FALSE(paper.says("آخر موعد"));
}

TEST_CASE("KW-19.5: the notice of the second round has its scopes and the last day of an "
          "exceptional case")
{
    const print::Document printed_one =
        document(sample_placement_notice(SecondAttempt::second_round));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.says("إشعار بتقييم الدور الثاني"));
    CHECK(paper.says("المادة (١٩)"));
    CHECK(paper.says("آخر موعد للحالات المستثناة: الخميس ١٥/١٠/٢٠٢٦"));
    CHECK(has_row(printed_one, {"2", "العلوم", "معايير الأداء", "الإثنين 24/8/2026", "8:30"}));
    CHECK(has_row(printed_one, {"3", "التربية الإسلامية", "وحدات الفصلين الدراسيين ومعايير الأداء",
                                "الثلاثاء 25/8/2026", "10:00"}));
    CHECK_FALSE(paper.says("تحديد المستوى"));
}

TEST_CASE("KW-18.2: what is signed of a notice is its subjects and their days")
{
    const documents::DocumentContent content =
        content_of(sample_placement_notice(SecondAttempt::placement), print::Language::english);
    CHECK(content.kind == "placement_notice");
    CHECK(content.title == "Notice of the placement assessment");
    REQUIRE(content.lines.size() == 3);
    CHECK(content.lines[0].value == "الأحد 21/6/2026");
    CHECK(content.lines[2].value == "Not set yet");
}
