#include "regulations/sa_guide/examination_day.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/sa_guide_answers.h"

using namespace taqwim::sa_guide;
using taqwim::Exact;
using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using Json = nlohmann::json;

TEST_CASE("PG-G.30: times of day are read to the second and nothing else is")
{
    CHECK(ClockTime::parse("07:30:01")->seconds == 27001);
    CHECK(ClockTime::parse("07:30")->seconds == 27000);
    CHECK(ClockTime::parse("23:59:59").has_value());
    for (const char* const text :
         {"", "7:30", "24:00", "07:60", "07:30:60", "07-30", "07:30:0", "aa:30", "07:30:011"})
        CHECK_FALSE(ClockTime::parse(text).has_value());
    CHECK(ClockTime{27001}.to_text() == "07:30:01");
    CHECK(refusal_code(sa_guide_answer("late_arrival", {{"start", "7"}, {"arrival", "07:30"}})) ==
          "VALUE_NOT_A_TIME");
}

TEST_CASE("PG-G.30: who comes early is on time")
{
    const Json answer =
        sa_guide_answer("late_arrival", {{"start", "07:30:00"}, {"arrival", "07:29:59"}});
    CHECK(answer["status"] == "on_time");
    CHECK(answer["late_seconds"] == -1);
    CHECK(sa_guide_answer("late_arrival",
                          {{"start", "07:30:00"}, {"arrival", "07:30:01"}})["status"] ==
          "chair_may_accept");
}

TEST_CASE("PG-G.35: half of a time that has no whole half second is rounded to no earlier second")
{
    CHECK(clock_time_from(Exact::ratio(1, 2)).seconds == 1);
    CHECK(clock_time_from(Exact(60)).seconds == 60);
}

TEST_CASE("PG-G.14: in the windows for the absent the number of subjects only warns")
{
    const auto day = [](const char* window, const Json& override_decision = nullptr) {
        return sa_guide_answer("exam_day_limit", {{"student", "S1"},
                                                  {"date", "2005-01-15"},
                                                  {"window", window},
                                                  {"papers", {"math", "science", "arabic"}},
                                                  {"override", override_decision}});
    };
    CHECK(day("absentee_1")["accepted"] == true);
    CHECK(day("absentee_1")["warning"] == true);
    CHECK(day("second_round")["error"] == "EXAM_DAY_LIMIT");
    CHECK(refusal_code(day("second_round", {{"authority", "directorate"}})) ==
          "OVERRIDE_INCOMPLETE");
    CHECK(day("second_round",
              {{"authority", "directorate"}, {"decision_no", "1/26"}})["accepted"] == true);
}

TEST_CASE("PG-G.24: a helper needs a verified case and the student's pledge")
{
    const auto with = [](const Json& changes) {
        Json input = {
            {"student_grade", 9}, {"helper_grade", 8}, {"medical_report", true}, {"pledge", true}};
        input.update(changes);
        const Json answer = sa_guide_answer("scribe", input);
        return answer["accepted"] == true ? std::string() : answer.value("error", "");
    };
    CHECK(with(Json::object()).empty());
    CHECK(with({{"pledge", false}}) == "PLEDGE_MISSING");
    CHECK(with({{"medical_report", false}}) == "SCRIBE_NOT_VERIFIED");
    CHECK(with({{"medical_report", false}, {"seen_by_chair", true}}).empty());
    CHECK(with({{"helper_grade", nullptr}}) == "FIELD_MISSING");
    CHECK(with({{"helper_grade", 9}}) == "SCRIBE_NOT_LOWER");
}
