#include "regulations/sa_1447/plans.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "regulations/sa_1447/data_files.h"
#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;

namespace {

const sa::PlanBook& plans()
{
    return rules_1447().plans;
}

// The built-in plans with one text in the place of another, and what is said of them.
std::string fault_with(const std::string& old_text, const std::string& new_text)
{
    std::string text(sa::plan_file().text);
    const std::size_t at = text.find(old_text);
    REQUIRE(at != std::string::npos);
    text.replace(at, old_text.size(), new_text);
    try {
        (void)sa::PlanBook::read({"plans.txt", text}, rules_1447().models);
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace

TEST_CASE("SA1447-PLANS: every grade has its plans, and every plan its total of periods")
{
    // 8 primary lines, of which two hold for three grades, 6 intermediate lines, of which three hold for two grades, and
    // 22 secondary lines: 6 + 2 × 3 + 3 × 2 + 3 + 22.
    CHECK(plans().all().size() == 43);
    std::set<int> grades;
    for (const sa::Plan& plan : plans().all()) {
        CAPTURE(plan.grade);
        CAPTURE(plan.track);
        grades.insert(plan.grade);
        int sum = 0;
        for (const sa::PlanSubject& subject : plan.subjects)
            sum += subject.periods;
        CHECK(sum == plan.periods);
        const int expected = plan.grade >= 10          ? 32
                             : plan.grade >= 7         ? 35
                             : plan.track == "tahfeez" ? 35
                                                       : 33;
        CHECK(plan.periods == expected);
        CHECK(plan.find("النشاط") != nullptr);
        CHECK((plan.term == 0) == (plan.grade < 10));
    }
    CHECK(grades.size() == 12);
}

TEST_CASE("SA1447-PLANS: subjects stand as printed")
{
    const sa::PlanSubject& maths = *plans().find(1, "general", 1)->find("الرياضيات");
    CHECK(maths.periods == 5);
    CHECK(maths.model->number == 2);
    CHECK(maths.exam_minutes == 150);
    CHECK(plans().find(1, "general", 1)->find("العلوم")->is_judged_by_standards());
    CHECK_FALSE(plans().find(3, "general", 1)->find("العلوم")->is_judged_by_standards());
    // The value that looks like a slip of the source is kept (D2).
    const sa::PlanSubject& english = *plans().find(12, "general", 2)->find("اللغة الإنجليزية");
    CHECK(english.periods == 4);
    CHECK(english.exam_minutes == 150);
    CHECK(plans().find(12, "general", 1)->find("اللغة الإنجليزية")->exam_minutes == 120);
    CHECK(plans().find(10, "common", 1)->find("النشاط")->periods == 0);
    CHECK(plans().find(10, "general", 1) == nullptr);
    CHECK(plans().tracks(7) == std::vector<std::string_view>{"chinese", "general", "tahfeez"});
    CHECK(plans().digest().size() == 64);
}

TEST_CASE("SA1447-PLANS: the form of a model stands with the subject")
{
    const auto form = [](int grade, const char* track, int term, const char* subject) {
        return std::string(plans().find(grade, track, term)->find(subject)->form->code);
    };
    CHECK(form(5, "general", 0, "القرآن الكريم والدراسات الإسلامية") == "general");
    CHECK(form(5, "tahfeez", 0, "القرآن الكريم والدراسات الإسلامية") == "tahfeez_and_qiraat");
    CHECK(form(10, "common", 1, "القرآن الكريم وتفسيره") == "secondary_year_1");
    CHECK(form(11, "sharia", 1, "القراءات 1") == "tahfeez_and_qiraat");
    CHECK(form(11, "sharia", 2, "القراءات 2") == "tahfeez_and_qiraat");
    CHECK(form(12, "business", 2, "السكرتارية والإدارة المكتبية") == "law_and_secretarial");
    CHECK(form(12, "sharia", 2, "تطبيقات في القانون") == "law_and_secretarial");
    CHECK(form(12, "general", 1, "المجال الاختياري") == "elective");
    CHECK(form(12, "health", 2, "مشروع التخرج") == "project");
    CHECK(form(11, "health", 1, "التقنية الرقمية") == "general");
}

TEST_CASE("SA1447-PLANS: plans that are wrong are refused with their line")
{
    const auto says = [](const std::string& fault, const char* words) {
        CAPTURE(fault);
        CHECK(fault.find(words) != std::string::npos);
        CHECK(fault.find("plans.txt") != std::string::npos);
    };
    says(fault_with("general | all | 33 | الرياضيات=F5", "general | all | 33 | الرياضيات=F6"),
         "periods make 34 and not 33");
    says(fault_with("الرياضيات=F5/m2/150", "الرياضيات=F5/m10/150"), "\"m10\" is not a model");
    says(fault_with("الرياضيات=F5/m2/150", "الرياضيات=F5/m2"), "minutes stand where");
    says(fault_with("الرياضيات=F5/m2/150", "الرياضيات=T5/m2/150"), "do not agree");
    says(fault_with("العلوم=T3/mstd", "العلوم=F3/mstd/90"), "judged by standards");
    says(fault_with("الرياضيات=F5/m2/150", "الرياضيات"), "is not a subject with its periods");
    says(fault_with("العلوم=T3/mstd", "الرياضيات=T3/mstd"), "stands twice");
    says(fault_with("primary | 1 | tahfeez", "primary | 1 | general"), "stands above");
    says(fault_with("primary | 4-6 | general", "primary | 4-7 | general"), "is not a stage");
    says(fault_with("secondary | 1 | common | 2", "secondary | 1 | other | 2"),
         "only one of the two terms");
    says(fault_with("secondary | 1 | common | 2", "secondary | 1 | common | 3"), "is not a term");
    says(fault_with("| القراءات 1 | tahfeez_and_qiraat", "| القراءات 9 | tahfeez_and_qiraat"),
         "has the subject");
    says(fault_with("| القراءات 1 | tahfeez_and_qiraat", "| القراءات 1 | written"), "has no form");
    says(fault_with("primary | 1 | general | all | 33 |", "primary | 1 | general | 33 |"),
         "six fields");
}

TEST_CASE("SA1447-PLANS: a grade without a plan is refused")
{
    std::string text(sa::plan_file().text);
    for (const char* const line : {"primary | 3 | general", "primary | 3 | tahfeez"}) {
        const std::size_t begin = text.find(line);
        text.erase(begin, text.find('\n', begin) - begin);
    }
    CHECK_THROWS_WITH_AS((void)sa::PlanBook::read({"plans.txt", text}, rules_1447().models),
                         doctest::Contains("grade 3 has no plan"), ConfigurationFault);
}
