#include "regulations/sa_1447/student_year_json.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;

namespace {

// What is refused: the codes with their places, one a line.
std::string refused(const std::string& text)
{
    const auto document = JsonDocument::parse(text);
    REQUIRE(document);
    sa::DocumentReader reader;
    const auto year = sa::read_student_year(document->root(), rules_1447(), reader);
    CHECK(year.has_value() == reader.problems().empty());
    std::string list;
    for (const Refusal& refusal : reader.problems()) {
        if (!list.empty())
            list += '\n';
        list += std::string(to_text(refusal.code)) + ' ' + refusal.field;
    }
    return list;
}

sa::StudentYear read(const std::string& text)
{
    const auto document = JsonDocument::parse(text);
    REQUIRE(document);
    sa::DocumentReader reader;
    auto year = sa::read_student_year(document->root(), rules_1447(), reader);
    REQUIRE(year.has_value());
    return *std::move(year);
}

std::string of_maths(const std::string& term_1)
{
    return R"({"grade": 10, "subjects": {"الرياضيات": {"T1": )" + term_1 + "}}}";
}

const std::string k_maths = "/subjects/الرياضيات/T1";

}  // namespace

TEST_CASE("SA1447-PLANS: a year without marks is read, and everything in it is missing")
{
    const sa::StudentYear year = read(R"({"grade": 7, "track": "general", "name": "سعد"})");
    CHECK(year.name == "سعد");
    CHECK(year.courses.size() == 11);
    const Evaluated1447 result = evaluated(year);
    CHECK(result.outcome.decision == sa::Decision::incomplete);
    // 4 subjects of 3 parts, 7 of 2 parts, in 2 periods, and behaviour and attendance of 2 terms.
    CHECK(result.outcome.missing.size() == (4 * 3 + 7 * 2) * 2 + 4);
}

TEST_CASE("SA1447-PLANS: marks are read from numbers and texts, in any digits")
{
    const sa::StudentYear year =
        read(of_maths(R"({"performance": 35.5, "varied": "١٨٫٢٥", "final": "", "entries": 2})"));
    const sa::PeriodFacts& period = year.courses[0].periods[0];
    CHECK(sa::find(period.marks, sa::Part::performance)->to_text() == "71/2");
    CHECK(sa::find(period.marks, sa::Part::varied)->to_text() == "73/4");
    CHECK_FALSE(sa::find(period.marks, sa::Part::final_exam).has_value());
    CHECK(period.entries == 2);
}

TEST_CASE("SA1447-PLANS: grade, stage and track are checked against the plans")
{
    CHECK(refused("[]") == "field_wrong_type ");
    CHECK(refused("{}") == "field_missing /grade");
    CHECK(refused(R"({"grade": 0})") == "value_out_of_range /grade");
    CHECK(refused(R"({"grade": 13})") == "value_out_of_range /grade");
    CHECK(refused(R"({"grade": 7})") == "field_missing /track");
    CHECK(refused(R"({"grade": 7, "track": "health"})") == "value_not_listed /track");
    CHECK(refused(R"({"grade": 10, "stage": "intermediate"})") == "facts_contradict /stage");
    CHECK(refused(R"({"grade": 10, "stage": "secondary"})").empty());
    CHECK(refused(R"({"grade": 10, "averages": 1})") == "field_unknown /averages");
}

TEST_CASE("SA1447-MODELS: a mark must lie within its part")
{
    CHECK(refused(of_maths(R"({"performance": "40", "varied": 20, "final": 40})")).empty());
    CHECK(refused(of_maths(R"({"performance": "40.01", "varied": 20.5, "final": 41})")) ==
          "mark_over_maximum " + k_maths + "/performance\nmark_over_maximum " + k_maths +
              "/varied\nmark_over_maximum " + k_maths + "/final");
    CHECK(refused(of_maths(R"({"performance": -1})")) ==
          "mark_negative " + k_maths + "/performance");
    CHECK(refused(of_maths(R"({"performance": 1.005})")) ==
          "mark_too_many_decimals " + k_maths + "/performance");
    CHECK(refused(of_maths(R"({"performance": "50%"})")) ==
          "value_not_a_number " + k_maths + "/performance");
    CHECK(refused(of_maths(R"({"performance": true})")) ==
          "field_wrong_type " + k_maths + "/performance");
    // Parts of other models are not known here.
    CHECK(refused(of_maths(R"({"participation": 1})")) ==
          "field_unknown " + k_maths + "/participation");
    // Everything that is wrong is told at once.
    CHECK(refused(of_maths(R"({"performance": 41, "x": 1, "second_sitting": {"oral": 5}})")) ==
          "field_unknown " + k_maths + "/x\nmark_over_maximum " + k_maths +
              "/performance\nfield_unknown " + k_maths + "/second_sitting/oral");
}

TEST_CASE("SA1447-PLANS: a subject must stand in the plan of its term")
{
    CHECK(refused(R"({"grade": 10, "subjects": {"الفلك": {"T1": {}}}})") ==
          "subject_not_in_plan /subjects/الفلك");
    CHECK(refused(R"({"grade": 10, "subjects": {"الفيزياء": {"T1": {}}}})") ==
          "subject_not_in_plan /subjects/الفيزياء/T1");
    CHECK(refused(R"({"grade": 10, "subjects": {"الفيزياء": {"T2": {}}}})").empty());
    CHECK(refused(R"({"grade": 10, "subjects": {"الفيزياء": {"T3": {}}}})") ==
          "field_unknown /subjects/الفيزياء/T3");
    CHECK(refused(R"({"grade": 10, "subjects": []})") == "field_wrong_type /subjects");
}

TEST_CASE(
    "SA1447-EXCUSED: an absence says its kind, and only an excused one has an alternative exam")
{
    const auto exam = [](const char* final_exam) {
        return refused(of_maths(std::string(R"({"final": )") + final_exam + "}"));
    };
    CHECK(exam(R"({"absence": "excused"})").empty());
    CHECK(exam(R"({"absence": "excused", "alternative_exam": 40})").empty());
    CHECK(exam(R"({"absence": "excused", "alternative_exam": 40.5})") ==
          "mark_over_maximum " + k_maths + "/final/alternative_exam");
    CHECK(exam(R"({"absence": "unexcused", "alternative_exam": 30})") ==
          "facts_contradict " + k_maths + "/final/alternative_exam");
    CHECK(exam(R"({"absence": "late"})") == "value_not_listed " + k_maths + "/final/absence");
    CHECK(exam(R"({})") == "field_missing " + k_maths + "/final/absence");
}

TEST_CASE("SA1447-M7: a school may state only what the plan cannot know")
{
    const auto stated = [](const std::string& grade, const std::string& subject,
                           const std::string& form) {
        return refused(R"({"grade": )" + grade + R"(, "track": ")" +
                       (grade == "12" ? "general" : "common") + R"(", "subjects": {")" + subject +
                       R"(": {"T1": {"form": ")" + form + R"("}}}})");
    };
    CHECK(stated("10", "الكيمياء", "no_practical").empty());
    CHECK(stated("10", "الكيمياء", "general").empty());
    CHECK(stated("12", "المجال الاختياري", "elective_online").empty());
    CHECK(stated("12", "المجال الاختياري", "project") ==
          "value_not_listed /subjects/المجال الاختياري/T1/form");
    CHECK(stated("10", "القرآن الكريم وتفسيره", "general") ==
          "value_not_listed /subjects/القرآن الكريم وتفسيره/T1/form");
}

TEST_CASE("SA1447-STANDARDS: standards are counted or listed, and have no second sitting")
{
    const auto science = [](const std::string& of_subject) {
        return R"({"grade": 1, "track": "general", "subjects": {"العلوم": )" + of_subject + "}}";
    };
    sa::StudentYear year = read(science(
        R"({"T1": {"standards": {"1.1": "met", "1.2": "not_met", "1.3": ""}}, "T2": {"standards": {"judged": 5, "met": 5}}})"));
    sa::CourseFacts& course = course_of(year, "العلوم", 0);
    CHECK(course.periods[0].standards_judged == 2);
    CHECK(course.periods[0].standards_met == 1);
    CHECK(course.periods[1].standards_met == 5);
    CHECK(refused(science(R"({"T1": {"standards": {"judged": 5, "met": 6}}})")) ==
          "value_out_of_range /subjects/العلوم/T1/standards/met");
    CHECK(refused(science(R"({"T1": {"standards": {"judged": 5}}})")) ==
          "field_missing /subjects/العلوم/T1/standards/met");
    CHECK(refused(science(R"({"T1": {"standards": {"1.1": "maybe"}}})")) ==
          "value_not_listed /subjects/العلوم/T1/standards/1.1");
    CHECK(refused(science(R"({"T1": {"performance": 20}})")) ==
          "field_unknown /subjects/العلوم/T1/performance");
    CHECK(refused(science(R"({"second_sitting": {"written": 40}})")) ==
          "rule_not_in_profile /subjects/العلوم/second_sitting");
}

TEST_CASE("SA1447-STUMBLE: a rule that the profile does not have is refused, not guessed")
{
    CHECK(
        refused(
            R"({"grade": 7, "track": "general", "subjects": {"الرياضيات": {"stumble_exam": 60}}})") ==
        "rule_not_in_profile /subjects/الرياضيات/stumble_exam");
    CHECK(refused(of_maths(R"({"stumble_exam": 101})")) ==
          "mark_over_maximum " + k_maths + "/stumble_exam");
    CHECK(
        refused(
            R"({"grade": 10, "subjects": {"النشاط": {"T1": {"second_sitting": {"written": 3}}}}})") ==
        "second_round_not_due /subjects/النشاط/T1/second_sitting");
}

TEST_CASE("SA1447-BEHAVIOUR: what was earned back is not more than what was deducted")
{
    const auto behaviour = [](const char* term) {
        return refused(std::string(R"({"grade": 10, "behaviour": {"T1": )") + term + "}}");
    };
    CHECK(behaviour(R"({"offences": [{"degree": 4}], "recovered": 10, "distinguished": 20})")
              .empty());
    CHECK(behaviour(R"({"offences": [{"degree": 4}], "recovered": 10.5})") ==
          "mark_over_maximum /behaviour/T1/recovered");
    CHECK(behaviour(R"({"distinguished": 20.5})") ==
          "mark_over_maximum /behaviour/T1/distinguished");
    CHECK(behaviour(R"({"offences": [{"degree": 6}]})") ==
          "value_out_of_range /behaviour/T1/offences/0/degree");
    CHECK(behaviour(R"({"offences": [{"times": 1}]})") ==
          "field_missing /behaviour/T1/offences/0/degree");
    CHECK(behaviour(R"({"offences": [{"degree": 1.5}]})") ==
          "field_wrong_type /behaviour/T1/offences/0/degree");
    CHECK(behaviour(R"({"description": "مهذب"})") == "field_unknown /behaviour/T1/description");
    CHECK(
        refused(R"({"grade": 2, "track": "general", "behaviour": {"T1": {"distinguished": 3}}})") ==
        "field_unknown /behaviour/T1/distinguished");
    CHECK(refused(R"({"grade": 10, "behaviour": {"T3": {}}})") == "field_unknown /behaviour/T3");
}

TEST_CASE("SA1447-EXCUSES: excuses speak of days of absence, and a year has its study days")
{
    const auto attendance = [](const char* term) {
        return refused(std::string(R"({"grade": 10, "attendance": {"T1": )") + term + "}}");
    };
    CHECK(
        attendance(
            R"({"absent_days": 2, "excuses": [{"days": 2, "after_working_days": 0, "accepted": true}]})")
            .empty());
    CHECK(
        attendance(
            R"({"absent_days": 1, "excuses": [{"days": 2, "after_working_days": 0, "accepted": true}]})") ==
        "facts_contradict /attendance/T1/excuses");
    CHECK(attendance(R"({"absent_days": 1, "excuses": [{"days": 1}]})") ==
          "field_missing /attendance/T1/excuses/0/after_working_days\n"
          "field_missing /attendance/T1/excuses/0/accepted");
    CHECK(attendance(R"({"absent_days": 180})").empty());
    CHECK(attendance(R"({"absent_days": 181})") == "value_out_of_range /attendance/T1/absent_days");
    CHECK(
        attendance(
            R"({"absent_days": 1, "excuses": [{"days": 1, "after_working_days": 0, "accepted": "yes"}]})") ==
        "field_wrong_type /attendance/T1/excuses/0/accepted");
    CHECK(
        refused(
            R"({"grade": 10, "attendance": {"T1": {"absent_days": 100}, "T2": {"absent_days": 81}}})") ==
        "value_out_of_range /attendance");
}
