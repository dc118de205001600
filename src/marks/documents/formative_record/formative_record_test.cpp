#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "marks/documents/formative_record/formative_record.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::marks;
using namespace taqwim::tests;

namespace {

print::Document document(const FormativeRecord& record,
                         const documents::Printing& printing = draft_printing())
{
    return printed(record, kuwaiti_issuer(), printing);
}

std::string golden(const std::string& name)
{
    return "src/marks/documents/formative_record/golden/" + name;
}

// As many competencies, each with as many criteria, each measured twice.
FormativeRecord record_of(int competencies, int criteria)
{
    FormativeRecord record = sample_formative_record();
    record.competencies.clear();
    for (int competency = 1; competency <= competencies; ++competency) {
        FormativeCompetency one{competency, {}, {}, 3};
        for (int criterion = 1; criterion <= criteria; ++criterion)
            one.criteria.push_back(
                {std::to_string(competency) + '.' + std::to_string(criterion),
                 {{*Day::parse("2025-10-01"), {}, 3}, {*Day::parse("2025-10-12"), {}, 2}}});
        record.competencies.push_back(std::move(one));
    }
    return record;
}

}  // namespace

TEST_CASE("KW-T-10: the worked record looks as when somebody last looked at it")
{
    check_golden_pdf(golden("arabic"), paper_of(document(sample_formative_record())).pdf);
    check_golden_pdf(golden("issued"),
                     paper_of(document(sample_formative_record(), issued_printing())).pdf);
    check_golden_pdf(golden("english"),
                     paper_of(document(sample_formative_record(), english_printing())).pdf);
    check_golden_pdf(golden("five_by_seven"), paper_of(document(record_of(5, 7))).pdf);
}

TEST_CASE("KW-T-10: the worked data prints 3/4/2/2, 11 points of 16 and 41,25 marks")
{
    const documents::Printing western = draft_printing(print::DigitSet::western);
    const print::Document printed_one = document(sample_formative_record(), western);
    CHECK(has_row(printed_one, {"ج.ج 3", "م 4", "ج 2", "ج 2"}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.pages == 1);
    CHECK(paper.says("11 نقطة من أصل 16 نقطة"));
    CHECK(paper.says("الدرجة النهائية للتقييم البنائي: 41,25 درجة"));
    CHECK(paper_of(document(sample_formative_record())).says("٤١٫٢٥ درجة"));
    for (const std::string label :
         {"المجال الدراسي", "المعيار", "تاريخ التقييم", "مستوى التحصيل",
          "معدل النقاط التي حصل عليها المتعلم لكل كفاية عامة", "مجموع معدل النقاط للتقييم البنائي"})
        CHECK_MESSAGE(paper.says(label), label);
}

TEST_CASE("KW-T-10: each measure stands with its day and level beside its criterion")
{
    const print::Document printed_one = document(sample_formative_record());
    // The first rows of the form: criterion, day, level of four competencies.
    const auto of = [](const char* number) { return print::as_written(number); };
    CHECK(has_row(printed_one, {of("1.1"), "9/15", "ج 2", of("2.1"), "9/25", "م 4", of("3.1"), "",
                                "", of("4.1"), "9/25", "ج 2"}));
    CHECK(has_row(printed_one, {"9/19", "ج.ج 3", "", "", "", "", "9/27", "ج.ج 3"}));
    CHECK(has_row(printed_one, {"10/2", "م 4", "", "", "", "", "", ""}));
    // Decision D3: of criterion 4.2 the form prints another letter, but the points are 1.
    CHECK(has_row(printed_one, {of("1.2"), "9/16", "ل 1", of("2.2"), "10/3", "ج.ج 3", of("3.2"),
                                "9/28", "ج 2", of("4.2"), "9/30", "ل 1"}));
}

TEST_CASE("KW-T-10: five criteria of a competency stand on a sheet, more go on on a second one")
{
    CHECK(paper_of(document(record_of(4, 5))).times("سجل تحصيل التقييم البنائي") == 1);
    const PrintedPaper six = paper_of(document(record_of(4, 6)));
    CHECK(six.times("سجل تحصيل التقييم البنائي") == 2);
    CHECK(six.pages == 2);
    CHECK(six.says("4.6"));
    CHECK(six.times("معدل النقاط التي حصل عليها المتعلم لكل كفاية عامة") == 1);
}

TEST_CASE("KW-T-10: four and five competencies stand across the page, three upright")
{
    CHECK(document(record_of(3, 5)).page.width < document(record_of(3, 5)).page.height);
    CHECK(document(record_of(4, 5)).page.width > document(record_of(4, 5)).page.height);
    const PrintedPaper five = paper_of(document(record_of(5, 5)));
    for (const std::string competency : {"الكفاية العامة ١", "الكفاية العامة ٥"})
        CHECK_MESSAGE(five.says(competency), competency);
    CHECK_FALSE(five.says("الكفاية العامة ٦"));
}

TEST_CASE("KW-15.A.U1: absence stands in the place of a level, and is explained where it occurs")
{
    FormativeRecord record = sample_formative_record();
    CHECK_FALSE(paper_of(document(record)).says("غائب"));
    auto& measures = record.competencies[0].criteria[0].measures;
    measures[0].state = FormativeMeasure::State::unexcused;
    measures[0].points = 0;
    measures[1].state = FormativeMeasure::State::deferred;
    measures[1].points.reset();
    const print::Document printed_one = document(record);
    CHECK(has_row(printed_one, {"9/19", "ع", "", "", "", "", "9/27", "ج.ج 3"}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.says("غ: غائب بدون عذر"));
    CHECK(paper.says("ع: غائب بعذر"));
}

TEST_CASE("KW-10.4: a competency without a level leaves the record incomplete")
{
    FormativeRecord record = sample_formative_record();
    record.competencies[2].level.reset();
    record.result = {};
    const print::Document printed_one = document(record);
    CHECK(has_row(printed_one, {"ج.ج 3", "م 4", "غير مكتمل", "ج 2"}));
    CHECK(paper_of(printed_one).times("غير مكتمل") == 3);
    CHECK(content_of(record, print::Language::arabic).lines.size() == 2);
}

TEST_CASE("KW-P1-4: provisional names of competencies are said to be provisional")
{
    FormativeRecord record = sample_formative_record();
    CHECK_FALSE(paper_of(document(record)).says("مؤقتة"));
    record.has_provisional_labels = true;
    CHECK(paper_of(document(record)).says("مؤقتة"));
}

TEST_CASE("KW-T-10: what is signed of the record is its subject, its points and its mark")
{
    const documents::DocumentContent content =
        content_of(sample_formative_record(), print::Language::english);
    CHECK(content.kind == "formative_record");
    CHECK(content.title == "Formative achievement record");
    REQUIRE(content.lines.size() == 4);
    CHECK(content.lines[2] == documents::ContentLine{"Points", "11/16"});
    CHECK(content.lines[3] == documents::ContentLine{"Mark of the formative assessment", "41.25"});
}

TEST_CASE("KW-T-10: an empty record prints its form")
{
    CHECK(paper_of(document(FormativeRecord{})).says("اسم المتعلم"));
    CHECK(paper_of(document(FormativeRecord{}, english_printing())).says("Learner"));
}
