#include <doctest/doctest.h>

#include <string>

#include "attendance/documents/sick_leave_form/sick_leave_form.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

print::Document document(const SickLeaveForm& form,
                         const documents::Printing& printing = draft_printing())
{
    return printed(form, kuwaiti_issuer(), printing);
}

std::string golden(const std::string& name)
{
    return "src/attendance/documents/sick_leave_form/golden/" + name;
}

using Row = std::vector<std::string>;

Row certifiers(const char* centre, const char* government, const char* of_private)
{
    return {"الجهة المصدقة", centre,     "مركز صحي",  government,
            "مستشفى حكومي",  of_private, "مستشفى خاص"};
}

}  // namespace

TEST_CASE("KW-22.5: the sick-leave form looks as when somebody last looked at it")
{
    check_golden_pdf(golden("to_fill"), paper_of(document(sample_blank_sick_leave_form())).pdf);
    check_golden_pdf(golden("filled_issued"),
                     paper_of(document(sample_sick_leave_form(), issued_printing())).pdf);
    check_golden_pdf(golden("english"),
                     paper_of(document(sample_sick_leave_form(), english_printing())).pdf);
}

TEST_CASE("KW-22.5: the form that goes out names the learner and leaves the rest to be written")
{
    const SickLeaveForm form = sample_blank_sick_leave_form();
    CHECK_FALSE(form.head_of_school.empty());
    CHECK(form.first_day.empty());
    CHECK(form.submitted_on.empty());
    const print::Document blank = document(form);
    CHECK(has_row(blank, certifiers("", "", "")));
    const PrintedPaper paper = paper_of(blank);
    CHECK(paper.pages == 1);
    CHECK(paper.says("عبد الرحمن بن عبد العزيز"));
    CHECK(paper.says("رقم النموذج: SL-2025-0147"));
    for (const std::string label :
         {"من تاريخ", "إلى تاريخ", "التشخيص", "اسم الجهة", "الطبيب المعالج", "ختم الجهة",
          "تصديق الصحة المدرسية", "تاريخ العودة إلى المدرسة", "آخر يوم لتقديم العذر",
          "تاريخ التقديم", "القرار", "صاحب القرار"})
        CHECK_MESSAGE(paper.says(label), label);
    CHECK_FALSE(paper.says("عذر مقبول"));
}

TEST_CASE("KW-22.5: what came back is printed, the illness never")
{
    const PrintedPaper paper = paper_of(document(sample_sick_leave_form()));
    CHECK(paper.says("من تاريخ: الأحد ١٢/١٠/٢٠٢٥"));
    CHECK(paper.says("تاريخ التقديم: الأحد ١٩/١٠/٢٠٢٥"));
    CHECK(paper.says("القرار: عذر مقبول"));
    CHECK(paper.says("بالأيام الدراسية: ٣"));
    CHECK(paper.times("التشخيص") == 1);
}

TEST_CASE("KW-22.5: one of the three certifiers is marked; a private hospital needs school health")
{
    SickLeaveForm form = sample_sick_leave_form();
    CHECK(has_row(document(form), certifiers("×", "", "")));
    form.certifier = SickLeaveForm::Certifier::government_hospital;
    CHECK(has_row(document(form), certifiers("", "×", "")));
    form.certifier = SickLeaveForm::Certifier::private_hospital;
    CHECK(has_row(document(form), certifiers("", "", "×")));
    CHECK_FALSE(paper_of(document(form)).says("التصديق: مصدقة"));
    form.is_certified_by_school_health = true;
    CHECK(paper_of(document(form)).says("التصديق: مصدقة"));
}

TEST_CASE("KW-22.5: a refused excuse says so with its reason")
{
    SickLeaveForm form = sample_sick_leave_form();
    form.decision = SickLeaveForm::Decision::refused;
    form.reason = "قدم بعد المهلة";
    const PrintedPaper paper = paper_of(document(form));
    CHECK(paper.says("القرار: عذر غير مقبول"));
    CHECK(paper.says("السبب: قدم بعد المهلة"));
}

TEST_CASE("KW-22.5: what is signed of the form is its number, its days and the decision")
{
    const documents::DocumentContent filled =
        content_of(sample_sick_leave_form(), print::Language::english);
    CHECK(filled.kind == "sick_leave_form");
    REQUIRE(filled.lines.size() == 4);
    CHECK(filled.lines[0].value == "SL-2025-0147");
    CHECK(filled.lines[3] == documents::ContentLine{"Decision", "Excuse accepted"});
    CHECK(content_of(sample_blank_sick_leave_form(), print::Language::english).lines.size() == 1);
}
