#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/sa_guide/dictation.h"
#include "regulations/sa_guide/exam_transfer.h"
#include "regulations/sa_guide/failed_student.h"
#include "regulations/sa_guide/late_admission.h"
#include "tests/support/sa_guide_answers.h"
#include "tests/support/sa_guide_rules.h"

using namespace taqwim::sa_guide;
using taqwim::Day;
using taqwim::RefusalCode;
using taqwim::Trace;
using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using taqwim::tests::sa_guide_rules;
using Json = nlohmann::json;

namespace {

Day day(int year, int month, int of_month)
{
    return *Day::of(year, month, of_month);
}

Json options(const Json& input)
{
    return sa_guide_answer("failed_student_options", input)["options"];
}

}  // namespace

TEST_CASE("PG-5.dictation.2: half a mark for each wrong word, and never below 0")
{
    const auto mark = [](const char* maximum, int wrong, int grade) {
        return sa_guide_answer("test_dictation",
                               {{"maximum", maximum}, {"wrong_words", wrong}, {"grade", grade}});
    };
    CHECK(mark("20", 9, 7)["mark"] == "31/2");
    CHECK(mark("20", 45, 7)["mark"] == "0");
    CHECK(mark("20", 40, 7)["mark"] == "0");
    CHECK(mark("20", 39, 7)["mark"] == "1/2");
    CHECK(mark("20", 0, 7)["mark"] == "20");
    // 60 words are dictated in grade 7, 70 in grade 8.
    CHECK(refusal_code(mark("20", 61, 7)) == "VALUE_OUT_OF_RANGE");
    CHECK(refusal_code(mark("20", 61, 8)).empty());
    CHECK(refusal_code(mark("20", 1, 10)) == "GRADE_NOT_COVERED");
}

TEST_CASE("PG-9.3: admission on the first day of the finals is at the finals")
{
    Trace off = Trace::off();
    const auto at = [&](Day admitted) {
        return late_admission_case(
            {.admitted = admitted, .first_exam = day(2005, 1, 15), .sufficient_days = {}},
            sa_guide_rules(), off);
    };
    CHECK(at(day(2005, 1, 1)).number == 1);  // exactly fourteen days are sufficient (D38)
    CHECK(at(day(2005, 1, 2)).number == 2);
    CHECK(at(day(2005, 1, 14)).number == 2);
    CHECK(at(day(2005, 1, 15)).number == 3);
    CHECK(at(day(2005, 1, 15)).with_absentees);
    CHECK_FALSE(at(day(2005, 1, 14)).with_absentees);
    CHECK(refusal_code(sa_guide_answer("late_admission_case", {{"admitted", "2005-01-32"}})) ==
          "VALUE_NOT_A_DATE");
}

TEST_CASE("PG-6.7.3: each condition of affiliation has to hold")
{
    const Json all = {{"grade", 9},
                      {"student_type", "regular"},
                      {"repeated", true},
                      {"over_stage_age", true},
                      {"committee_extended", false},
                      {"committee_decision", true},
                      {"director_approved", true}};
    CHECK(options(all) == Json({"affiliated_failed_subjects_next_year"}));
    const auto with = [&](const char* field, const Json& value) {
        Json changed = all;
        changed[field] = value;
        return options(changed);
    };
    CHECK(with("repeated", false) == Json({"repeat_regular"}));
    CHECK(with("over_stage_age", false) == Json({"repeat_regular"}));
    CHECK(with("committee_extended", true) == Json({"repeat_regular"}));
    CHECK(with("committee_decision", false) == Json({"pending_committee"}));
    CHECK(with("committee_decision", nullptr) == Json({"pending_committee"}));
    CHECK(with("director_approved", false) == Json({"pending_committee"}));
    CHECK(with("grade", 6) == Json({"repeat_regular"}));
    CHECK(with("grade", 11) == Json({"affiliated_failed_subjects_next_year"}));
}

TEST_CASE("PG-6.7.7: night-school and affiliated students repeat where they are")
{
    CHECK(options({{"grade", 9}, {"student_type", "night"}}) == Json({"repeat_night"}));
    CHECK(options({{"grade", 12}, {"student_type", "affiliated"}}) == Json({"sit_all_subjects"}));
    CHECK(options({{"grade", 9}, {"student_type", "affiliated_partial"}}) ==
          Json({"affiliated_all_subjects"}));
    Trace off = Trace::off();
    const auto refused = [&](int grade, GuideStudent type) {
        FailedStudent student;
        student.grade = grade;
        student.type = type;
        return refuses_affiliation_in_failed_subjects(student, sa_guide_rules(), off);
    };
    CHECK(refused(12, GuideStudent::night)->code == RefusalCode::article_9_day_regular_only);
    CHECK(refused(5, GuideStudent::regular)->code == RefusalCode::affiliation_not_open);
    CHECK(refused(5, GuideStudent::regular)->clause == "PG-6.7.1");
    CHECK(refused(8, GuideStudent::regular)->clause == "PG-6.7.3");
    CHECK_FALSE(refused(12, GuideStudent::regular).has_value());
}

TEST_CASE("PG-6.7.3: the age is that of the stage, and failing twice is repeated")
{
    Trace off = Trace::off();
    CHECK_FALSE(is_over_stage_age(9, 18, sa_guide_rules(), off));
    CHECK(is_over_stage_age(9, 19, sa_guide_rules(), off));
    CHECK_FALSE(is_over_stage_age(10, 21, sa_guide_rules(), off));
    CHECK(is_over_stage_age(10, 22, sa_guide_rules(), off));
    CHECK_FALSE(has_failed_repeatedly(1, sa_guide_rules(), off));
    CHECK(has_failed_repeatedly(2, sa_guide_rules(), off));
    CHECK(options({{"grade", 9},
                   {"student_type", "regular"},
                   {"failures", 2},
                   {"age", 19},
                   {"committee_decision", true},
                   {"director_approved", true}}) == Json({"affiliated_failed_subjects_next_year"}));
}

TEST_CASE("PG-6.7.8: the choice is in time until the fourteenth day")
{
    Trace off = Trace::off();
    const Day first = day(2004, 9, 11);
    CHECK_FALSE(refuses_choice(first, first, sa_guide_rules(), off).has_value());
    CHECK_FALSE(refuses_choice(day(2004, 9, 24), first, sa_guide_rules(), off).has_value());
    const auto late = refuses_choice(day(2004, 9, 25), first, sa_guide_rules(), off);
    REQUIRE(late.has_value());
    CHECK(late->code == RefusalCode::choice_late);
}

TEST_CASE("PG-6.7.9: subjects lifted under Article 7 are subjects of affiliation, each once")
{
    Trace off = Trace::off();
    CHECK(affiliation_subjects({"MTH", "PHY"}, {}, off).size() == 2);
    CHECK(affiliation_subjects({"MTH", "PHY"}, {"CHM"}, off).size() == 3);
    CHECK(affiliation_subjects({"MTH", "PHY"}, {"PHY"}, off).size() == 2);
}

TEST_CASE("PG-6.4: affiliated students sit at government schools")
{
    Trace off = Trace::off();
    CHECK(refuses_school(GuideStudent::affiliated, true, off)->code ==
          RefusalCode::affiliated_at_private_school);
    CHECK(refuses_school(GuideStudent::affiliated_partial, true, off).has_value());
    CHECK_FALSE(refuses_school(GuideStudent::affiliated, false, off).has_value());
    CHECK_FALSE(refuses_school(GuideStudent::regular, true, off).has_value());
}

TEST_CASE("PG-6.5: the exam centres mark grade 12 at the end of the year")
{
    Trace off = Trace::off();
    CHECK(exam_centre_marks(12, "second_round", sa_guide_rules(), off));
    CHECK(exam_centre_marks(12, "end_term_2", sa_guide_rules(), off));
    CHECK_FALSE(exam_centre_marks(12, "end_term_1", sa_guide_rules(), off));
    CHECK_FALSE(exam_centre_marks(11, "second_round", sa_guide_rules(), off));
}

TEST_CASE("PG-G.18: a grade that was passed is not repeated, nor one below it")
{
    Trace off = Trace::off();
    CHECK(refuses_enrolment(8, {7, 8}, off)->code == RefusalCode::grade_already_passed);
    CHECK(refuses_enrolment(7, {8}, off).has_value());
    CHECK_FALSE(refuses_enrolment(9, {7, 8}, off).has_value());
    CHECK_FALSE(refuses_enrolment(8, {}, off).has_value());
}

TEST_CASE("PG-10.B.9: no approval moves a second round within one city")
{
    const auto asked = [](const Json& changes) {
        Json input = {{"round", "second"},
                      {"to", "same_city"},
                      {"form", true},
                      {"director_approval", true},
                      {"ministry_approval", true}};
        input.update(changes);
        const Json answer = sa_guide_answer("exam_transfer", input);
        return answer["allowed"] == true ? std::string() : answer.value("error", "");
    };
    CHECK(asked(Json::object()) == "TRANSFER_WITHIN_CITY");
    CHECK(asked({{"round", "first"}}).empty());
    CHECK(asked({{"to", "same_directorate_other_city"}}).empty());
    CHECK(asked({{"to", "same_directorate_other_city"}, {"director_approval", false}}) ==
          "TRANSFER_WITHOUT_DIRECTOR");
    CHECK(asked({{"to", "saudi_school_abroad"}}).empty());
    CHECK(asked({{"to", "saudi_school_abroad"}, {"ministry_approval", false}}) ==
          "TRANSFER_WITHOUT_MINISTRY");
    CHECK(asked({{"to", "other_directorate"}, {"form", false}}) == "TRANSFER_WITHOUT_FORM");
}

TEST_CASE("PG-10.B.5: the result is collected within three calendar days, then sent")
{
    Trace off = Trace::off();
    const auto late = result_collection(day(2005, 6, 10), day(2005, 6, 12), sa_guide_rules(), off);
    CHECK(late.collect_until == day(2005, 6, 15));
    CHECK(late.send_on == day(2005, 6, 16));
    const auto early = result_collection(day(2005, 6, 10), day(2005, 6, 9), sa_guide_rules(), off);
    CHECK(early.collect_until == day(2005, 6, 13));
    CHECK(early.send_on == day(2005, 6, 14));
}

TEST_CASE("PG-10.B.1: a request fourteen days before the exams is in time")
{
    Trace off = Trace::off();
    CHECK(requested_in_time(day(2005, 6, 1), day(2005, 6, 15), sa_guide_rules(), off));
    CHECK_FALSE(requested_in_time(day(2005, 6, 2), day(2005, 6, 15), sa_guide_rules(), off));
}

TEST_CASE("PG-6.4, PG-6.5: an examination's school and who marks, asked as documents")
{
    const auto school = [](const char* type, const char* ownership) {
        return sa_guide_answer("exam_school", {{"student_type", type}, {"ownership", ownership}});
    };
    CHECK(school("affiliated", "government")["allowed"] == true);
    CHECK(school("affiliated", "private")["error"] == "AFFILIATED_AT_PRIVATE_SCHOOL");
    CHECK(school("affiliated", "private")["clause"] == "PG-6.4");
    CHECK(school("regular", "private")["allowed"] == true);
    const auto body = [](int grade, const char* window) {
        return sa_guide_answer("marking_body", {{"grade", grade}, {"window", window}});
    };
    CHECK(body(12, "second_round")["marking_body"] == "exam_centre");
    CHECK(body(11, "second_round")["marking_body"] == "school_sat");
    CHECK(body(12, "end_term_1")["marking_body"] == "school_sat");
    CHECK(refusal_code(body(12, "summer")) == "VALUE_NOT_LISTED");
}

TEST_CASE("PG-6.7.8, PG-6.7.9: the choice of a student and its subjects, asked as documents")
{
    const auto choice = [](const char* declared) {
        return sa_guide_answer("affiliation_choice",
                               {{"declared", declared}, {"first_day_of_year", "2004-09-11"}});
    };
    CHECK(choice("2004-09-24")["in_time"] == true);
    CHECK(choice("2004-09-25")["in_time"] == false);
    CHECK(choice("2004-09-25")["error"] == "CHOICE_LATE");
    CHECK(refusal_code(choice("25 September")) == "VALUE_NOT_A_DATE");
    const Json subjects = sa_guide_answer(
        "affiliation_subjects", {{"below_minimum", {"MTH", "PHY"}}, {"lifted", {"PHY", "CHM"}}});
    CHECK(subjects["subjects"] == Json({"MTH", "PHY", "CHM"}));
    CHECK(refusal_code(sa_guide_answer("affiliation_subjects", {{"lifted", {3}}})) ==
          "FIELD_WRONG_TYPE");
}

TEST_CASE("PG-G.18: enrolment in a grade, asked as a document")
{
    const auto enrolment = [](int grade, const Json& passed) {
        return sa_guide_answer("enrolment", {{"grade", grade}, {"passed", passed}});
    };
    CHECK(enrolment(8, {7, 8})["error"] == "GRADE_ALREADY_PASSED");
    CHECK(enrolment(9, {7, 8})["allowed"] == true);
    CHECK(refusal_code(enrolment(9, {"7.5"})) == "FIELD_WRONG_TYPE");
}

TEST_CASE("PG-10.B.1, PG-10.B.5, PG-10.B.6: a transfer's days, asked as documents")
{
    const auto in_time = [](const char* requested) {
        return sa_guide_answer("transfer_request",
                               {{"requested", requested}, {"first_exam", "2005-06-15"}})["in_time"];
    };
    CHECK(in_time("2005-06-01") == true);
    CHECK(in_time("2005-06-02") == false);
    const Json result = sa_guide_answer("result_collection",
                                        {{"exam_end", "2005-06-10"}, {"announced", "2005-06-12"}});
    CHECK(result["collect_until"] == "2005-06-15");
    CHECK(result["send_on"] == "2005-06-16");
}
