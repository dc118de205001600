#include <doctest/doctest.h>

#include <string>

#include "marks/documents/final_record/final_record.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::marks;
using namespace taqwim::tests;

namespace {

print::Document document(const FinalRecord& record,
                         const documents::Printing& printing = draft_printing())
{
    return printed(record, kuwaiti_issuer(), printing);
}

std::string golden(const std::string& name)
{
    return "src/marks/documents/final_record/golden/" + name;
}

FinalRecord record_with_units(std::size_t units, std::size_t criteria)
{
    FinalRecord record = sample_final_record();
    FinalUnit unit = record.units.front();
    unit.criteria.assign(criteria, "2.3");
    record.units.assign(units, unit);
    for (std::size_t number = 0; number < units; ++number)
        record.units[number].number = std::to_string(number + 1);
    return record;
}

}  // namespace

TEST_CASE("KW-T-11b: the worked record looks as when somebody last looked at it")
{
    check_golden_pdf(golden("arabic"), paper_of(document(sample_final_record())).pdf);
    check_golden_pdf(golden("issued"),
                     paper_of(document(sample_final_record(), issued_printing())).pdf);
    check_golden_pdf(golden("english"),
                     paper_of(document(sample_final_record(), english_printing())).pdf);
    check_golden_pdf(golden("seven_units"), paper_of(document(record_with_units(7, 6))).pdf);
}

TEST_CASE("KW-T-11b: units of 2, 3 and 4 points give 9 points of 12 and 30 marks")
{
    const print::Document printed_one =
        document(sample_final_record(), draft_printing(print::DigitSet::western));
    CHECK(has_row(printed_one, {"تاريخ التقييم", "9/30", "10/5", "11/30"}));
    CHECK(has_row(printed_one, {"مستوى التحصيل", "ج 2", "ج.ج 3", "م 4"}));
    CHECK(has_row(printed_one,
                  {"النقاط التي حصل عليها المتعلم في تقييم الوحدة التعليمية", "2", "3", "4"}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.says("9 نقاط من أصل 12 نقطة"));
    CHECK(paper.says("الدرجة النهائية للتقييم النهائي: 30,00 درجة"));
    for (const std::string unit :
         {"الوحدة التعليمية (1)", "الوحدة التعليمية (2)", "الوحدة التعليمية (3)"})
        CHECK_MESSAGE(paper.says(unit), unit);
}

TEST_CASE("KW-T-11b: four criteria of a unit stand in a line, a fifth in the next")
{
    const auto of = [](const char* number) { return print::as_written(number); };
    CHECK(has_row(document(sample_final_record()),
                  {"معايير المنهج", of("1.1"), of("3.2"), of("4.3"), of("5.1"), of("1.3"),
                   of("2.1"), of("3.3"), of("4.1"), of("2.2"), of("4.4"), of("3.4"), of("5.3")}));
    CHECK(has_row(document(record_with_units(1, 5)), {of("2.3"), "", "", ""}));
    CHECK_FALSE(has_row(document(record_with_units(1, 4)), {of("2.3"), "", "", ""}));
}

TEST_CASE("KW-15.A.U2: absence stands in the place of a unit's level; a unit that is due later is "
          "left open")
{
    FinalRecord record = sample_final_record();
    CHECK_FALSE(paper_of(document(record)).says("غائب"));
    record.units[0].state = FinalUnit::State::unexcused;
    record.units[0].points = 0;
    record.units[1].state = FinalUnit::State::deferred;
    record.units[1].points.reset();
    record.units[2].state = FinalUnit::State::not_due;
    record.units[2].points.reset();
    record.units[2].day.reset();
    record.result = {};
    const print::Document printed_one = document(record);
    CHECK(has_row(printed_one, {"مستوى التحصيل", "غ", "ع", ""}));
    CHECK(has_row(printed_one,
                  {"النقاط التي حصل عليها المتعلم في تقييم الوحدة التعليمية", "0", "", ""}));
    const PrintedPaper paper = paper_of(printed_one);
    CHECK(paper.says("ع: غائب بعذر"));
    CHECK(paper.says("غ: غائب بدون عذر"));
    CHECK(paper.times("غير مكتمل") == 2);
}

TEST_CASE("KW-T-11b: what is signed of the record is its subject, its points and its mark")
{
    const documents::DocumentContent content =
        content_of(sample_final_record(), print::Language::arabic);
    CHECK(content.kind == "final_record");
    CHECK(content.title == "سجل تحصيل التقييم النهائي");
    REQUIRE(content.lines.size() == 4);
    CHECK(content.lines[0].value == "العلوم");
    CHECK(content.lines[2].value == "9/12");
    CHECK(content.lines[3].value == "30.00");
}

TEST_CASE("KW-T-11b: an empty record prints its form")
{
    CHECK(paper_of(document(FinalRecord{})).says("معايير المنهج"));
    CHECK(paper_of(document(FinalRecord{}, english_printing())).says("Learner"));
}
