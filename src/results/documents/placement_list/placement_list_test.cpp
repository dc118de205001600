#include <doctest/doctest.h>

#include <string>

#include "results/documents/placement_list/placement_list.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

print::Document document(const PlacementList& list,
                         const documents::Printing& printing = draft_printing())
{
    return printed(list, kuwaiti_issuer(), printing);
}

std::string golden(const std::string& name)
{
    return "src/results/documents/placement_list/golden/" + name;
}

// The first learner passed two of three, and did not come to the third; the second passed.
PlacementList with_results()
{
    PlacementList list = sample_placement_list(SecondAttempt::second_round);
    list.needs_committee = true;
    list.needs_district = true;
    list.committee = {"LC-2026/17", "2/8/2026"};
    auto& subjects = list.learners[0].subjects;
    subjects[0].state = subjects[1].state = ListSubject::State::marked;
    subjects[0].mark = Mark(Exact::ratio(893, 20));
    subjects[0].recorded = Mark(40);
    subjects[1].mark = Mark(Exact::ratio(127, 4));
    subjects[1].recorded = Mark(Exact::ratio(145, 4));
    subjects[2].state = ListSubject::State::absent;
    list.learners[0].result = "يبقى للإعادة";
    list.learners[1].subjects[0].state = ListSubject::State::marked;
    list.learners[1].subjects[0].mark = Mark(52);
    list.learners[1].subjects[0].recorded = Mark(40);
    list.learners[1].result = "اجتاز المرحلة الابتدائية";
    return list;
}

}  // namespace

TEST_CASE("KW-18.1: the lists look as when somebody last looked at them")
{
    check_golden_pdf(golden("placement"),
                     paper_of(document(sample_placement_list(SecondAttempt::placement))).pdf);
    check_golden_pdf(golden("results_issued"),
                     paper_of(document(with_results(), issued_printing())).pdf);
    check_golden_pdf(golden("english"), paper_of(document(with_results(), english_printing())).pdf);
}

TEST_CASE("KW-18.1: before the assessments the places of mark and result are open")
{
    const print::Document printed_one = document(sample_placement_list(SecondAttempt::placement));
    CHECK(has_row(printed_one, {"2", "بدر ناصر خالد عبد الرحمن الهاجري", "أ", "الرياضيات", "38.00",
                                "وحدات الفصل الدراسي الثاني", "21/6/2026", "", "", ""}));
    // KW-18.4: a year that could not be judged has no mark.
    CHECK(has_row(printed_one,
                  {"القرآن الكريم", "—", "وحدات الفصلين الدراسيين", "لم يحدد بعد", "", ""}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.says("كشف المتعلمين لتقييم تحديد المستوى"));
    CHECK(paper.says("درجة التقييم"));
    CHECK(paper.says("عدد المتعلمين: ١٣"));
    CHECK(paper.says("عدد التقييمات: ٢٦"));
    CHECK_FALSE(paper.says("اعتماد اللجنة"));
    CHECK_FALSE(paper.says("موافقة المنطقة"));
}

TEST_CASE("KW-19.7: afterwards the list has the mark of the second round, the recorded one and the "
          "result")
{
    const print::Document printed_one = document(with_results());
    CHECK(has_row(printed_one,
                  {"1", "عبد الرحمن بن عبد العزيز بن محمد عبد اللطيف آل الشيخ مبارك العازمي", "ب",
                   "الرياضيات", "31.00", "وحدات الفصل الدراسي الثاني ومعايير الأداء", "23/8/2026",
                   "44.65", "40.00", "يبقى للإعادة"}));
    CHECK(has_row(printed_one,
                  {"اللغة الإنجليزية", "36.25", "وحدات الفصل الدراسي الثاني ومعايير الأداء",
                   "26/8/2026", "31.75", "36.25"}));
    CHECK(has_row(printed_one, {"العلوم", "39.33", "وحدات الفصل الدراسي الثاني ومعايير الأداء",
                                "24/8/2026", "غائب", ""}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.says("درجة الدور الثاني"));
    CHECK_FALSE(paper.says("درجة التقييم"));
}

TEST_CASE("KW-18.4: the committee's approval and KW-16.1: the district's have their places where "
          "they are needed")
{
    const PrintedPaper paper = paper_of(document(with_results()));
    CHECK(paper.says("اعتماد اللجنة المختصة بوزارة التربية"));
    CHECK(paper.says("رقم القرار: LC-2026/17"));
    CHECK(paper.says("موافقة المنطقة التعليمية"));
}

TEST_CASE("KW-18.1: a learner's subjects are not parted by a page's end, and the head is repeated")
{
    const PrintedPaper paper = paper_of(document(sample_placement_list(SecondAttempt::placement)));
    CHECK(paper.pages > 1);
    CHECK(paper.times("الدرجة المرصودة") == static_cast<int>(paper.pages));
}

TEST_CASE("KW-19.1: what is signed of a list is how many it names")
{
    const documents::DocumentContent content =
        content_of(sample_placement_list(SecondAttempt::second_round), print::Language::english);
    CHECK(content.kind == "placement_list");
    CHECK(content.title == "List for the second round");
    CHECK(content.student.empty());
    CHECK(content.lines == std::vector<documents::ContentLine>{
                               {"Grade", "الخامس"}, {"Learners", "13"}, {"Assessments", "26"}});
}
