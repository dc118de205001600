#include "regulations/sa_1447/course_marks.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;
using sa::Part;

namespace {

struct Given {
    const char* part;
    const char* mark;
};
using Marks = std::vector<Given>;

std::vector<sa::PartMark> part_marks(const Marks& marks)
{
    std::vector<sa::PartMark> list;
    for (const Given& one : marks)
        list.push_back({*sa::part_of(one.part), mark(one.mark)});
    return list;
}

struct Sittings {
    std::string first;
    std::string second;
};

// The mark of a secondary course in its first sitting, and with the second.
Sittings sittings(int grade, const char* track, const char* subject, int term, const Marks& first,
                  const Marks& second, const char* form = nullptr)
{
    sa::StudentYear year = whole_year(grade, track, Exact(1));
    sa::CourseFacts& course = course_of(year, subject, term);
    if (form != nullptr)
        course.form = course.subject->model->find(form);
    course.periods[0].marks = part_marks(first);
    course.has_second_sitting = !second.empty();
    course.second_sitting = part_marks(second);
    const Evaluated1447 result = evaluated(year);
    REQUIRE_FALSE(result.refusal.has_value());
    const sa::CourseOutcome& outcome = outcome_of(year, result.outcome, subject, term);
    return {outcome.first ? outcome.first->to_text() : "",
            outcome.second ? outcome.second->to_text() : ""};
}

void check(const Sittings& found, const char* first, const char* second)
{
    CHECK(found.first == first);
    CHECK(found.second == second);
}

}  // namespace

TEST_CASE("SA1447-M1: performance and varied make the mark, oral and written the second sitting")
{
    // 22 + 20.5 = 42.5; kept 22, 40 oral of 40 and 5 written: 67.
    check(sittings(10, "common", "القرآن الكريم وتفسيره", 1,
                   {{"performance", "22"}, {"varied", "20.5"}}, {{"oral", "40"}, {"written", "5"}}),
          "85/2", "67");
    // Qira'at: 30 and 30. 10 + 12 = 22; 10 + 30 + 15 = 55.
    check(sittings(11, "sharia", "القراءات 1", 1, {{"performance", "10"}, {"varied", "12"}},
                   {{"oral", "30"}, {"written", "15"}}),
          "22", "55");
}

TEST_CASE(
    "SA1447-M2: a final exam counts 40, and a written exam of 60 replaces it with the varied 20")
{
    // 30 + 9 + 8 = 47; kept 30, 24.75: 54.75.
    check(sittings(10, "common", "الرياضيات", 1,
                   {{"performance", "30"}, {"varied", "9"}, {"final", "8"}},
                   {{"written", "24.75"}}),
          "47", "219/4");
}

TEST_CASE("SA1447-M3: languages are sat again orally and in writing")
{
    // 20 + 10 + 12 = 42; 20 + 12 + 20 = 52.
    check(sittings(10, "common", "اللغة الإنجليزية", 1,
                   {{"performance", "20"}, {"varied", "10"}, {"final", "12"}},
                   {{"oral", "12"}, {"written", "20"}}),
          "42", "52");
}

TEST_CASE("SA1447-M4: theoretical subjects are sat again in writing")
{
    check(sittings(10, "common", "الحديث", 2, {{"performance", "20"}, {"varied", "29.5"}},
                   {{"written", "30"}}),
          "99/2", "50");
}

TEST_CASE("SA1447-M5: art and physical education are sat again in practice or orally")
{
    check(sittings(10, "common", "التربية الصحية والبدنية", 1,
                   {{"performance", "0"}, {"varied", "40"}}, {{"practical_or_oral", "55"}}),
          "40", "55");
}

TEST_CASE("SA1447-M6: applied subjects have two ways of the second sitting")
{
    // 15 + 30 = 45; 15 + 35 + 0 = 50.
    check(sittings(10, "common", "التقنية الرقمية", 1, {{"performance", "15"}, {"varied", "30"}},
                   {{"practical", "35"}, {"written", "0"}}),
          "45", "50");
    // Law: 15 + 20 + 40 = 75.
    check(sittings(12, "sharia", "تطبيقات في القانون", 2, {{"performance", "15"}, {"varied", "30"}},
                   {{"practical", "20"}, {"written", "40"}}),
          "45", "75");
}

TEST_CASE("SA1447-M7: sciences are sat again with or without a practical part")
{
    const Marks first = {{"performance", "25"}, {"varied", "10"}, {"final", "10"}};
    check(sittings(10, "common", "الكيمياء", 1, first, {{"practical", "20"}, {"written", "30"}}),
          "45", "75");
    check(sittings(10, "common", "الكيمياء", 1, first, {{"written", "50"}}, "no_practical"), "45",
          "75");
}

TEST_CASE("SA1447-M8: the Qur'an of the Sharia track keeps the tools")
{
    // 40 + 3 + 4 = 47; 40 + 20 + 40 = 100.
    check(sittings(11, "sharia", "القرآن الكريم", 1,
                   {{"tools", "40"}, {"correct_reading", "3"}, {"memorisation", "4"}},
                   {{"correct_reading", "20"}, {"memorisation", "40"}}),
          "47", "100");
}

TEST_CASE("SA1447-M9: activity is participation and performance, or the mean of its programmes")
{
    check(
        sittings(11, "health", "النشاط", 1, {{"participation", "45"}, {"performance", "38.5"}}, {}),
        "167/2", "");
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    course_of(year, "النشاط", 1).periods[0].programmes = {mark("90"), mark("85"), mark("100")};
    const Evaluated1447 result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "النشاط", 1).mark->to_text() == "275/3");
    course_of(year, "النشاط", 1).periods[0].programmes.clear();
    const Evaluated1447 none = evaluated(year);
    REQUIRE(none.outcome.missing.size() == 1);
    CHECK(std::string(none.outcome.missing[0].name) == "programmes");
}

TEST_CASE("SA1447-M12: electives and projects are knowledge and skill, and later whole exams")
{
    check(sittings(12, "general", "المجال الاختياري", 1, {{"knowledge", "20"}, {"skill", "29"}},
                   {{"elective_exam", "61"}}),
          "49", "61");
    check(sittings(12, "general", "المجال الاختياري", 1, {{"knowledge", "40"}, {"skill", "5"}},
                   {{"elective_exam", "30"}}, "elective_online"),
          "45", "30");
    check(sittings(12, "health", "مشروع التخرج", 2, {{"knowledge", "10"}, {"skill", "30"}},
                   {{"project_work", "60"}, {"project_discussion", "25.5"}}),
          "40", "171/2");
}

TEST_CASE("SA1447-YEAR: in primary and intermediate the mark is the exact mean of the periods")
{
    sa::StudentYear year = whole_year(7, "general", Exact(1));
    sa::CourseFacts& maths = course_of(year, "الرياضيات", 0);
    maths.periods[0].marks =
        part_marks({{"performance", "30"}, {"varied", "15"}, {"final", "20.25"}});
    maths.periods[1].marks = part_marks({{"performance", "40"}, {"varied", "20"}, {"final", "31"}});
    // (65.25 + 91) / 2 = 78.125
    Evaluated1447 result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 0).mark->to_text() == "625/8");
    CHECK(std::string(outcome_of(year, result.outcome, "الرياضيات", 0).band) == "good");

    // A missing part of one period leaves the year without a mark.
    maths.periods[1].marks.pop_back();
    result = evaluated(year);
    CHECK_FALSE(outcome_of(year, result.outcome, "الرياضيات", 0).mark.has_value());
    REQUIRE(result.outcome.missing.size() == 1);
    CHECK(std::string(result.outcome.missing[0].name) == "final");
    CHECK(result.outcome.missing[0].period == 2);
    CHECK(result.outcome.decision == sa::Decision::incomplete);
}

TEST_CASE("SA1447-SECOND: of a subject of the year the mean of the periods' 40 is kept")
{
    sa::StudentYear year = whole_year(9, "general", Exact(1));
    sa::CourseFacts& maths = course_of(year, "الرياضيات", 0);
    maths.periods[0].marks = part_marks({{"performance", "21"}, {"varied", "5"}, {"final", "5"}});
    maths.periods[1].marks = part_marks({{"performance", "26"}, {"varied", "5"}, {"final", "5"}});
    maths.has_second_sitting = true;
    maths.second_sitting = part_marks({{"written", "30"}});
    // (21 + 26) / 2 + 30 = 53.5
    const Evaluated1447 result = evaluated(year);
    const sa::CourseOutcome& outcome = outcome_of(year, result.outcome, "الرياضيات", 0);
    CHECK(outcome.first->to_text() == "67/2");
    CHECK(outcome.second->to_text() == "107/2");
    CHECK(outcome.mark->to_text() == "107/2");
    CHECK(outcome.verdict == sa::Verdict::not_judged);
}

TEST_CASE("SA1447-EXCUSED: the alternative exam out of 40 stands for the final exam")
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    sa::PeriodFacts& period = course_of(year, "الرياضيات", 1).periods[0];
    period.marks = part_marks({{"performance", "20"}, {"varied", "10"}});
    period.absence = sa::ExamAbsence::excused;
    Evaluated1447 result = evaluated(year);
    CHECK_FALSE(outcome_of(year, result.outcome, "الرياضيات", 1).mark.has_value());
    REQUIRE(result.outcome.missing.size() == 1);
    CHECK(std::string(result.outcome.missing[0].name) == "alternative_exam");
    CHECK(result.outcome.decision == sa::Decision::incomplete);

    period.alternative_exam = mark("27");
    result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 1).mark->to_text() == "57");
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 1).verdict == sa::Verdict::passed);
    // Its own mark is held against the least share of the final exam.
    period.alternative_exam = mark("7.75");
    period.marks = part_marks({{"performance", "40"}, {"varied", "20"}});
    result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 1).verdict == sa::Verdict::second_sitting);
}

TEST_CASE("SA1447-RECORD: a period with fewer than two entries is told, two are enough")
{
    sa::StudentYear year = whole_year(7, "general", Exact(1));
    sa::CourseFacts& maths = course_of(year, "الرياضيات", 0);
    maths.periods[0].entries = 1;
    maths.periods[1].entries = 2;
    const Evaluated1447 result = evaluated(year);
    CHECK(outcome_of(year, result.outcome, "الرياضيات", 0).periods[0].too_few_entries);
    CHECK_FALSE(outcome_of(year, result.outcome, "الرياضيات", 0).periods[1].too_few_entries);
    // Where nobody counted the entries nothing is said.
    CHECK_FALSE(outcome_of(year, result.outcome, "العلوم", 0).periods[0].too_few_entries);
}

TEST_CASE("SA1447-BANDS: each word begins exactly at its bound")
{
    Trace off = Trace::off();
    const auto word = [&](int grade, const char* value) {
        return std::string(sa::band_of(*Exact::parse(value), grade, rules_1447(), nullptr, off));
    };
    struct Bound {
        int grade;
        const char* at;
        const char* below;
        const char* word;
        const char* word_below;
    };
    const std::vector<Bound> bounds = {
        {1, "95", "94.99", "outstanding", "advanced"},
        {2, "85", "84.99", "advanced", "proficient"},
        {2, "75", "74.99", "proficient", "not_yet_passed"},
        {3, "90", "89.995", "excellent", "very_good"},
        {6, "80", "79.99", "very_good", "good"},
        {7, "70", "69.99", "good", "acceptable"},
        {9, "50", "49.99", "acceptable", "failed"},
        {10, "95", "94.99", "excellent_high", "excellent"},
        {10, "90", "89.99", "excellent", "very_good_high"},
        {10, "85", "84.99", "very_good_high", "very_good"},
        {11, "80", "79.99", "very_good", "good_high"},
        {11, "75", "74.99", "good_high", "good"},
        {11, "70", "69.99", "good", "acceptable_high"},
        {12, "65", "64.99", "acceptable_high", "acceptable"},
        {12, "60", "59.99", "acceptable", "weak"},
        {12, "50", "49.99", "weak", "failed"},
    };
    for (const Bound& bound : bounds) {
        CAPTURE(bound.at);
        CHECK(word(bound.grade, bound.at) == bound.word);
        CHECK(word(bound.grade, bound.below) == bound.word_below);
    }
    CHECK(word(5, "0") == "failed");
    CHECK(word(5, "100") == "excellent");
}

TEST_CASE("SA1447-STANDARDS: a subject judged by standards is counted and has no mark")
{
    sa::StudentYear year = whole_year(1, "general", Exact(1));
    sa::CourseFacts& science = course_of(year, "العلوم", 0);
    science.periods[0].standards_judged = 5;
    science.periods[0].standards_met = 3;
    science.periods[1].standards_judged = 6;
    science.periods[1].standards_met = 6;
    Evaluated1447 result = evaluated(year);
    const sa::CourseOutcome& outcome = outcome_of(year, result.outcome, "العلوم", 0);
    CHECK(outcome.standards_judged == 11);
    CHECK(outcome.standards_met == 9);
    CHECK_FALSE(outcome.mark.has_value());
    CHECK(result.outcome.missing.empty());

    science.periods[1].has_standards = false;
    result = evaluated(year);
    REQUIRE(result.outcome.missing.size() == 1);
    CHECK(std::string(result.outcome.missing[0].name) == "standards");
}
