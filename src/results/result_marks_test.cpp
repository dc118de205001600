#include "results/result_marks.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "regulations/registration.h"
#include "results/evaluation.h"
#include "tests/support/mastery_documents.h"
#include "tests/support/project_files.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;
using Json = nlohmann::ordered_json;

namespace {

const auto& rule_sets()
{
    static const auto all = all_rule_sets();
    return all;
}

// "maths 75/100 good yes": a mark as a line; "T2" after a course of the second term.
std::string lines(const std::vector<ResultMark>& marks)
{
    std::string text;
    for (const ResultMark& one : marks) {
        text += (one.subject.empty() ? "year" : one.subject) +
                (one.term > 0 ? " T" + std::to_string(one.term) : "") + ' ' +
                (one.mark ? one.mark->to_text() : "-") + " of " + one.maximum.to_text();
        if (!one.band.empty())
            text += ' ' + one.band;
        if (one.is_passed)
            text += *one.is_passed ? " passed" : " not";
        text += ';';
    }
    return text;
}

std::string marks_of(const std::string& regulation, const std::string& facts)
{
    const auto evaluated =
        YearEvaluation(rule_sets()).evaluate(regulation, facts, Depth::everything);
    REQUIRE(evaluated);
    REQUIRE_FALSE(evaluated->is_refused());
    return lines(evaluated->marks);
}

std::string marks_in(const std::string& regulation, const std::string& outcome)
{
    return lines(result_marks(*find_rule_set(rule_sets(), regulation), outcome));
}

}  // namespace

TEST_CASE(
    "statistics: of a Saudi year by marks each subject's final mark is counted, and the average")
{
    // 45 and 45 of 100; 35 and 40. The average of two equal subjects is 82.5, very good from 75 on.
    CHECK(marks_of("sa_1426", tests::saudi_year("25")) ==
          "QRN 90 of 100 passed;HIS 75 of 100 passed;year 165/2 of 100 very_good;");
    // Without the final mark of a subject nothing of it is counted, and there is no average.
    CHECK(marks_in("sa_1426", R"({"subjects": {
        "QRN": {"complete": true, "final": "90", "passed": true, "terms": {
            "T1": {"coursework_max": "20", "exam_max": "30"}, "T2": {"exam_max": "50"}}},
        "HIS": {"complete": false, "passed": false, "terms": {}}}})") == "QRN 90 of 100 passed;");
    // After the second round its mark stands; a course of one term is out of what its term gives; a subject that does not
    // count for promotion is neither passed nor not.
    CHECK(marks_in("sa_1426", R"({"subjects": {
        "HIS": {"complete": true, "final": "38", "passed": false, "terms": {
            "T1": {"coursework_max": "20", "exam_max": "30"},
            "T2": {"coursework_max": "20", "exam_max": "30"}},
            "second_round": {"final": "41.5", "passed": true}},
        "ART": {"complete": true, "final": "44", "counts_for_promotion": false,
            "terms": {"T1": {"coursework_max": "50"}}}}})") ==
          "HIS 83/2 of 100 passed;ART 44 of 50;");
}

TEST_CASE("statistics: of a Kuwaiti year the mark after the raise or the second chance is counted")
{
    Json year = Json::parse(
        tests::read_project_file("src/regulations/kw_primary_2016/cases/bases/grade_3.json"));
    // Level 3 of 4 gives 45 of 60, papers of 8 give 3 points of 4 and so 30 of 40. Practical subjects have no minimum.
    const std::string usual = marks_of("kw_primary_2016", year.dump());
    CHECK(usual.find("maths 75 of 100 good passed;") != std::string::npos);
    CHECK(usual.find("pe 75 of 100 good;") != std::string::npos);
    CHECK(usual.ends_with("year 75 of 100 good;"));
    for (Json& term : year["subjects"]["maths"]) {
        for (Json& level : term["competency_averages"])
            level = 2;
        term["summative"] = {"0", "0"};
    }
    CHECK(marks_of("kw_primary_2016", year.dump()).find("maths 30 of 100 unacceptable not;") !=
          std::string::npos);
    year["placement"]["maths"] = "40";
    CHECK(marks_of("kw_primary_2016", year.dump()).find("maths 40 of 100 acceptable passed;") !=
          std::string::npos);
    // KW-26: who is exempt has no mark.
    CHECK(marks_in("kw_primary_2016", R"({"grade_level": 3, "school_year": "2015-2016", "year": {
        "failing_after_raise": ["maths"], "percentage": null, "subjects": {
            "islamic": {"exempt": true},
            "arabic": {"after_raise": "119/2", "grade": "x"},
            "maths": {"after_raise": "39", "grade": "غ.ل"}}}})") ==
          "arabic 119/2 of 100 passed;maths 39 of 100 unacceptable not;");
}

TEST_CASE(
    "statistics: of a year of 1447 each course is counted, of a year by skills the share mastered")
{
    // 33 + 16.5 + 33 = 82.5 and 34 + 17 + 34 = 85: very good from 80, very good and high from 85.
    std::istringstream years(tests::read_project_file("examples/saudi_1447_years.jsonl"));
    for (std::string line; std::getline(years, line);)
        if (Json::parse(line)["id"] == "1001") {
            const std::string marks = marks_of("sa_1447", line);
            CHECK(marks.find(" T1 165/2 of 100 very_good passed;") != std::string::npos);
            CHECK(marks.find(" T2 85 of 100 very_good_high passed;") != std::string::npos);
            CHECK(marks.find("year ") != std::string::npos);
        }
    CHECK(marks_in("sa_1447", R"({"subjects": [
        {"subject": "A", "term": "T1", "mark": "49", "grade": "failed", "verdict": "second_sitting"},
        {"subject": "B", "term": "year", "mark": "70", "grade": "good"},
        {"subject": "C", "term": "T2", "verdict": "undetermined"},
        {"subject": "D", "term": "year", "standards_judged": 3, "standards_met": 2}],
        "average": {"exact": "12817/200", "shown": "64.09"}, "general_grade": "acceptable"})") ==
          "A T1 49 of 100 failed not;B 70 of 100 good;year 12817/200 of 100 acceptable;");

    // All skills mastered at the end of the year.
    const std::string mastered = marks_of("sa_1426", tests::mastery_year_document().dump());
    CHECK(mastered == "maths 100 of 100 level_1;fiqh 100 of 100 level_1;");
    CHECK(marks_in("sa_1426", R"({"outcome": "PROVISIONAL", "standing": {"staff": [
        {"subject": "maths", "studied": 6, "mastered": 4, "percent": "200/3", "level": 2},
        {"subject": "fiqh", "studied": 0, "mastered": 0, "percent": null, "level": null}]}})") ==
          "maths 200/3 of 100 level_2;");
    CHECK(marks_in("sa_1426", "{}").empty());
    CHECK(marks_in("sa_1426", "no JSON").empty());
}

TEST_CASE(
    "statistics: a mark lies in the tenth of the maximum that it reached, the maximum in the last")
{
    const auto tenth = [](const Exact& mark, const Exact& maximum) {
        return ResultMark{.subject = "a", .mark = mark, .maximum = maximum}.tenth();
    };
    CHECK(tenth(0, 100) == 0);
    CHECK(tenth(Exact::ratio(999, 100), 100) == 0);
    CHECK(tenth(10, 100) == 1);
    CHECK(tenth(Exact::ratio(179, 2), 100) == 8);
    CHECK(tenth(90, 100) == 9);
    CHECK(tenth(100, 100) == 9);
    CHECK(tenth(45, 50) == 9);
    CHECK(tenth(44, 50) == 8);
    CHECK(tenth(5, 0) == 0);
}
