#include "regulations/sa_1447/year_decision.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/refusal_codes.h"
#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;
using sa::Decision;
using sa::Part;
using sa::Verdict;

namespace {

void set_part(sa::CourseFacts& course, Part part, const char* text)
{
    for (sa::PartMark& one : course.periods[0].marks)
        if (one.part == part)
            one.mark = mark(text);
}

// A theoretical course at 10 + 10 of 100: not passed.
void let_fail(sa::CourseFacts& course)
{
    set_part(course, Part::performance, "10");
    set_part(course, Part::varied, "10");
}

void second_sitting(sa::CourseFacts& course, Part part, const char* text)
{
    course.has_second_sitting = true;
    course.second_sitting = {{part, mark(text)}};
}

Verdict verdict(const sa::StudentYear& year, const char* subject, int term)
{
    const Evaluated1447 result = evaluated(year);
    REQUIRE_FALSE(result.refusal.has_value());
    return outcome_of(year, result.outcome, subject, term).verdict;
}

}  // namespace

TEST_CASE("SA1447-PASS: exactly 50 passes a course, anything below does not")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& hadith = course_of(year, "الحديث", 2);
    set_part(hadith, Part::performance, "20");
    set_part(hadith, Part::varied, "30");
    CHECK(verdict(year, "الحديث", 2) == Verdict::passed);
    set_part(hadith, Part::varied, "30.25");
    CHECK(verdict(year, "الحديث", 2) == Verdict::passed);
    set_part(hadith, Part::varied, "29.99");
    CHECK(verdict(year, "الحديث", 2) == Verdict::second_sitting);
    CHECK(evaluated(year).outcome.decision == Decision::second_sitting);
}

TEST_CASE("SA1447-FINAL: exactly 8 of 40 in the final exam is enough, anything below is not")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& maths = course_of(year, "الرياضيات", 1);
    set_part(maths, Part::final_exam, "8");
    CHECK(verdict(year, "الرياضيات", 1) == Verdict::passed);
    set_part(maths, Part::final_exam, "7.99");
    CHECK(verdict(year, "الرياضيات", 1) == Verdict::second_sitting);
    const Evaluated1447 result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 1).below_final_exam_minimum);
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 1).mark->to_text() == "6799/100");
    // A course without a final exam knows no such share: 0 of 60 beside 40 is 40, below 50 for its sum alone.
    sa::CourseFacts& hadith = course_of(year, "الحديث", 2);
    set_part(hadith, Part::varied, "0");
    CHECK_FALSE(outcome_of(year, evaluated(year).outcome, "الحديث", 2).below_final_exam_minimum);
}

TEST_CASE("SA1447-UNEXCUSED: in the secondary stage a missed exam leads to the second sitting")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& maths = course_of(year, "الرياضيات", 1);
    maths.periods[0].marks.pop_back();
    maths.periods[0].absence = sa::ExamAbsence::unexcused;
    CHECK(verdict(year, "الرياضيات", 1) == Verdict::second_sitting);
    CHECK(evaluated(year).outcome.missing.empty());
    // The 40 are kept: 40 + 12 of 60.
    second_sitting(maths, Part::written, "12");
    const Evaluated1447 result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 1).mark->to_text() == "52");
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 1).verdict == Verdict::passed);
}

TEST_CASE("SA1447-UNEXCUSED: elsewhere what a missed exam means is left open, never zero")
{
    sa::StudentYear year = whole_year(8, "general", Exact(1));
    sa::CourseFacts& maths = course_of(year, "الرياضيات", 0);
    maths.periods[0].marks.pop_back();
    maths.periods[0].absence = sa::ExamAbsence::unexcused;
    const Evaluated1447 result = evaluated(year);
    CHECK_FALSE(outcome_of(year, result.outcome, "الرياضيات", 0).mark.has_value());
    CHECK(result.outcome.missing.empty());
    CHECK(left_open(result.outcome) ==
          std::vector<std::string>{"unexcused_absence_outside_secondary", "promotion_grades_3_9"});
    CHECK_FALSE(result.outcome.average.has_value());
}

TEST_CASE(
    "SA1447-SECOND: the second sitting passes at exactly 50, below it the student has stumbled")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& hadith = course_of(year, "الحديث", 2);
    let_fail(hadith);
    second_sitting(hadith, Part::written, "40");
    CHECK(verdict(year, "الحديث", 2) == Verdict::passed);
    second_sitting(hadith, Part::written, "39.75");
    CHECK(verdict(year, "الحديث", 2) == Verdict::stumbled);
    CHECK(evaluated(year).outcome.decision == Decision::promoted_with_stumbled);
}

TEST_CASE("SA1447-FINAL: whether the least share holds for the second sitting is left open")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& maths = course_of(year, "الرياضيات", 1);
    set_part(maths, Part::final_exam, "0");
    // 40 + 12 = 52 with 12 of 60, a fifth: passed either way.
    second_sitting(maths, Part::written, "12");
    CHECK(verdict(year, "الرياضيات", 1) == Verdict::passed);
    // 40 + 11.75 = 51.75 with less than a fifth: the profile does not say.
    second_sitting(maths, Part::written, "11.75");
    CHECK(verdict(year, "الرياضيات", 1) == Verdict::left_open);
    CHECK(evaluated(year).outcome.decision == Decision::left_open);
    CHECK(left_open(evaluated(year).outcome) ==
          std::vector<std::string>{"final_exam_minimum_in_second_sitting"});
    // 40 + 9.75 = 49.75 does not pass either way.
    second_sitting(maths, Part::written, "9.75");
    CHECK(verdict(year, "الرياضيات", 1) == Verdict::stumbled);
}

TEST_CASE("SA1447-SECOND: a second sitting that is not due is refused")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    second_sitting(course_of(year, "الحديث", 2), Part::written, "40");
    const Evaluated1447 result = evaluated(year);
    REQUIRE(result.refusal.has_value());
    CHECK(result.refusal->code == RefusalCode::second_round_not_due);
    CHECK(result.refusal->clause == "SA1447-SECOND");
}

TEST_CASE("SA1447-SECOND: a second sitting with a part missing leaves the course undetermined")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& english = course_of(year, "اللغة الإنجليزية", 1);
    set_part(english, Part::final_exam, "0");
    second_sitting(english, Part::oral, "30");
    const Evaluated1447 result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "اللغة الإنجليزية", 1).verdict == Verdict::undetermined);
    REQUIRE(result.outcome.missing.size() == 1);
    CHECK(std::string(result.outcome.missing[0].name) == "written");
    CHECK(result.outcome.decision == Decision::incomplete);
}

TEST_CASE("SA1447-STUMBLE: the stumble exam passes at exactly 50 of 100")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& hadith = course_of(year, "الحديث", 2);
    let_fail(hadith);
    second_sitting(hadith, Part::written, "0");
    hadith.stumble_exam = mark("50");
    CHECK(verdict(year, "الحديث", 2) == Verdict::passed);
    CHECK(outcome_of(year, evaluated(year).outcome, "الحديث", 2).mark->to_text() == "50");
    CHECK(evaluated(year).outcome.decision == Decision::passed);
    hadith.stumble_exam = mark("49.5");
    CHECK(verdict(year, "الحديث", 2) == Verdict::stumbled);
    CHECK(outcome_of(year, evaluated(year).outcome, "الحديث", 2).mark->to_text() == "99/2");
}

TEST_CASE("SA1447-STUMBLE: a stumble exam without a failed second sitting is refused")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::CourseFacts& hadith = course_of(year, "الحديث", 2);
    hadith.stumble_exam = mark("60");
    Evaluated1447 result = evaluated(year);
    REQUIRE(result.refusal.has_value());
    CHECK(result.refusal->code == RefusalCode::stumble_exam_not_due);
    // Also where the second sitting passed.
    let_fail(hadith);
    second_sitting(hadith, Part::written, "60");
    result = evaluated(year);
    REQUIRE(result.refusal.has_value());
    CHECK(result.refusal->code == RefusalCode::stumble_exam_not_due);
}

TEST_CASE("SA1447-REPEAT: exactly half of the courses passed does not repeat, one less does")
{
    // Grade 10 has 9 courses in term 1 and 11 in term 2, activity apart: 20.
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    int failing = 0;
    const auto fail_next = [&] {
        for (sa::CourseFacts& course : year.courses) {
            if (course.subject->is_activity() || course.has_second_sitting)
                continue;
            for (sa::PartMark& one : course.periods[0].marks)
                one.mark = Mark(0);
            course.has_second_sitting = true;
            for (const sa::PartMaximum& part : course.form->second->value)
                course.second_sitting.push_back({part.part, Mark(0)});
            ++failing;
            return;
        }
    };
    CHECK(evaluated(year).outcome.decision == Decision::passed);
    CHECK(evaluated(year).outcome.courses_counted == 20);
    while (failing < 10)
        fail_next();
    CHECK(evaluated(year).outcome.courses_passed == 10);
    CHECK(evaluated(year).outcome.decision == Decision::promoted_with_stumbled);
    fail_next();
    CHECK(evaluated(year).outcome.courses_passed == 9);
    CHECK(evaluated(year).outcome.decision == Decision::repeat);
}

TEST_CASE("SA1447-REPEAT: the second sitting comes before courses are counted")
{
    sa::StudentYear year = whole_year(10, "common", Exact(0));
    const Evaluated1447 result = evaluated(year);
    CHECK(result.outcome.courses_passed == 0);
    CHECK(result.outcome.decision == Decision::second_sitting);
}

TEST_CASE("SA1447-M9: activity below the pass mark leaves the decision open, at it nothing is open")
{
    sa::StudentYear year = whole_year(11, "health", Exact(1));
    sa::CourseFacts& activity = course_of(year, "النشاط", 1);
    set_part(activity, Part::participation, "25");
    set_part(activity, Part::performance, "25");
    CHECK(evaluated(year).outcome.decision == Decision::passed);
    set_part(activity, Part::performance, "24.5");
    CHECK(evaluated(year).outcome.decision == Decision::left_open);
    CHECK(left_open(evaluated(year).outcome) ==
          std::vector<std::string>{"activity_below_pass_mark"});
}

TEST_CASE("SA1447-PROMOTION: grades 1 to 9 get marks and words and no decision")
{
    sa::StudentYear year = whole_year(5, "general", Exact::ratio(1, 2));
    Evaluated1447 result = evaluated(year);
    CHECK(result.outcome.decision == Decision::left_open);
    CHECK(left_open(result.outcome) == std::vector<std::string>{"promotion_grades_3_9"});
    CHECK(std::string(outcome_of(year, result.outcome, "الرياضيات", 0).band) == "acceptable");
    CHECK(result.outcome.courses[0].verdict == Verdict::not_judged);

    sa::StudentYear early = whole_year(2, "tahfeez", Exact(1));
    early.behaviour = {};
    result = evaluated(early);
    CHECK(result.outcome.decision == Decision::left_open);
    CHECK(left_open(result.outcome) ==
          std::vector<std::string>{"promotion_grades_1_2", "average_grades_1_2"});
    CHECK(std::string(outcome_of(early, result.outcome, "الرياضيات", 0).band) == "outstanding");
    CHECK_FALSE(result.outcome.average.has_value());
    CHECK(result.outcome.missing.empty());
}
