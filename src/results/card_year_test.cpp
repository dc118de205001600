// The card of the early grades under the head teacher's guide: what is written on it, and what the regulation makes of it.
// Worked by hand from PG-1.48, PG-1.56, PG-1.57, PG-1.60 and PG-1.61.

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

const RecordedYear k_year{.name = "1425-1426",
                          .first_day = "2004-09-11",
                          .term_1_last_day = "2005-01-19",
                          .term_2_first_day = "2005-02-05",
                          .last_day = "2005-06-15",
                          .today = "2005-06-15"};

// A class of grade 1 with one minimum skill and one other in maths, and physical education in words.
struct EarlyClass {
    explicit EarlyClass(TestDatabase& test) : school(test, k_year)
    {
        const auto subject = [](const std::string& code) {
            return school::PlanSubject{.subject = code,
                                       .name_ar = code,
                                       .name_en = code,
                                       .group = "OTHER",
                                       .weekly_periods = 4};
        };
        class_id = school.add_class(
            school.add_plan(1, "sa_guide", {subject("maths"), subject("physical")}), "a");
        school.make_sheets(class_id, {.regulation = "sa_guide",
                                      .grade = 1,
                                      .subject = "maths",
                                      .part = "skills",
                                      .on = day_of("2004-09-11"),
                                      .skills = {{.code = "M1", .text = "one", .is_minimum = true},
                                                 {.code = "M2", .text = "two"}}});
        sheet = school.sheet(class_id, "maths", 0, "skills");
        for (const char* const skill : {"M1", "M2"})
            accepted(
                school.marks->teach(school.act("teacher", 8), sheet, skill, day_of("2004-10-02")));
        const char* const days[] = {"2004-11-06", "2005-01-19", "2005-04-02", "2005-06-15"};
        for (int number = 1; number <= 4; ++number)
            accepted(school.marks->set_report(school.act(), school.school, class_id, number,
                                              day_of(days[number - 1]), 0));
    }

    std::int64_t add(const std::string& number)
    {
        return school.add_student(class_id, {.number = number});
    }
    void judge(std::int64_t student, const char* skill, int occurrence, const char* value,
               const char* day)
    {
        school.enter(sheet, {{.key = {student, skill, occurrence},
                              .value = value,
                              .assessed_on = day_of(day),
                              .tool = "observation"}});
    }
    marks::CardPlace place(std::int64_t student) const
    {
        return {.class_id = class_id, .student_id = student};
    }
    std::string opine(std::int64_t student, const std::string& option,
                      const std::vector<std::string>& remarks = {}, const std::string& text = "")
    {
        return code_of(school.cards->opine(school.act("class_head", 8), school.school,
                                           place(student),
                                           {.option = option, .remarks = remarks, .text = text}));
    }
    std::string contact(std::int64_t student, const std::string& skill, const std::string& with,
                        const char* day)
    {
        return code_of(
            school.cards->contact(school.act("class_head", 8), school.school, place(student),
                                  {.skill = skill, .with = with, .day = day_of(day), .note = ""}));
    }
    std::string describe(std::int64_t student, int number, const std::string& subject,
                         const std::string& text)
    {
        return code_of(school.cards->describe(
            school.act("teacher", 8), school.school, place(student),
            {.number = number, .subject = subject, .heading = "participation", .text = text}));
    }
    std::string refer(std::int64_t student, const std::string& difficulty, const std::string& to,
                      const char* day)
    {
        return code_of(school.cards->refer(
            school.act("class_head", 8), school.school, place(student),
            {.difficulty = difficulty, .evidence = "", .referred_to = to, .day = day_of(day)}));
    }
    // The code of what the regulation refuses; empty when it refuses nothing.
    std::string refused(std::int64_t student)
    {
        const auto told = school.facts(student);
        const auto made = results::YearEvaluation(school.rule_sets)
                              .evaluate(told.regulation, told.json, results::Depth::outcome);
        REQUIRE(made);
        return made->refusals.empty() ? "" : to_code_text(made->refusals.front().code);
    }
    Json outcome(std::int64_t student) { return Json::parse(school.evaluated(student).outcome); }

    RecordedSchool school;
    std::int64_t class_id = 0;
    SheetId sheet;
};

}  // namespace

TEST_CASE("PG-1.51, PG-1.60: the class head's opinion agrees with the minimum skills, and the "
          "newest stands")
{
    on_both_databases([](TestDatabase& test) {
        EarlyClass early(test);
        const std::int64_t moves = early.add("1");
        early.judge(moves, "M1", 1, "mastered", "2005-03-05");
        early.judge(moves, "M2", 1, "not_mastered", "2005-03-05");
        CHECK(early.outcome(moves)["options"].dump() == R"(["a","b"])");
        CHECK(early.outcome(moves)["issued_option"].is_null());
        CHECK(early.opine(moves, "d") == "VALUE_NOT_LISTED");
        CHECK(early.opine(moves, "b") == "OPINION_WITHOUT_REMARK");
        CHECK(early.opine(moves, "b", {"lazy"}) == "VALUE_NOT_LISTED");
        CHECK(early.opine(moves, "b", {"stuttering"}, "7/10") == "DESCRIPTION_HAS_NUMBER");
        CHECK(early.opine(moves, "c") == "accepted");
        // Nothing is missing: c does not agree, and the year says so until another stands.
        CHECK(early.refused(moves) == "OPINION_MISMATCH");
        CHECK(early.opine(moves, "b", {"stuttering"}) == "accepted");
        CHECK(early.outcome(moves)["issued_option"] == "b");
        const auto card = early.school.cards->card(early.school.school, early.place(moves));
        REQUIRE(card);
        CHECK(Json::parse(*card)["opinion"]["option"] == "b");
        CHECK(Json::parse(*card)["opinion"]["remarks"].dump() == R"(["stuttering"])");
    });
}

TEST_CASE("PG-1.34: no final opinion is written before the last day")
{
    on_both_databases([](TestDatabase& test) {
        EarlyClass early(test);
        const std::int64_t student = early.add("1");
        early.school.today("2005-06-14");
        CHECK(early.opine(student, "a") == "FINAL_DECISION_TOO_EARLY");
        early.school.today("2005-06-15");
        CHECK(early.opine(student, "a", {}, "والمهملين") == "LABEL_NEGATIVE");
        CHECK(early.opine(student, "a") == "accepted");
        // Only of who is in the class, and only where skills are judged.
        CHECK(early.opine(77, "a") == "RECORD_UNKNOWN");
        marks::CardPlace nowhere = early.place(student);
        nowhere.class_id = 5;
        CHECK(code_of(early.school.cards->opine(early.school.act(), early.school.school, nowhere,
                                                {.option = "a", .remarks = {}, .text = ""})) ==
              "RECORD_UNKNOWN");
        CHECK(code_of(early.school.cards->card(early.school.school, nowhere)) == "RECORD_UNKNOWN");
    });
}

TEST_CASE(
    "PG-1.56, PG-1.57: not moving needs a judgement, a guardian and the committee in the last "
    "four weeks")
{
    on_both_databases([](TestDatabase& test) {
        EarlyClass early(test);
        const std::int64_t stays = early.add("1");
        early.judge(stays, "M1", 1, "not_mastered", "2005-03-05");
        early.judge(stays, "M2", 1, "mastered", "2005-03-05");
        CHECK(early.opine(stays, "c") == "accepted");
        CHECK(early.refused(stays) == "FINAL_EFFORT_MISSING");
        // The last four weeks begin on 18 May: 14 to 18 June is the last of them.
        CHECK(early.contact(stays, "M2", "guardian", "2005-06-01") == "JUDGEMENT_UNKNOWN");
        CHECK(early.contact(stays, "M1", "neighbour", "2005-06-01") == "VALUE_NOT_LISTED");
        CHECK(early.contact(stays, "M1", "guardian", "2005-06-16") == "DAY_IN_FUTURE");
        CHECK(early.contact(stays, "M1", "guardian", "2004-09-10") == "DAY_OUTSIDE_YEAR");
        early.judge(stays, "M1", 2, "not_mastered", "2005-06-05");
        CHECK(early.contact(stays, "M1", "guardian", "2005-04-05") == "accepted");
        CHECK(early.contact(stays, "M1", "committee", "2005-06-06") == "accepted");
        // The guardian was spoken to too early.
        CHECK(early.refused(stays) == "FINAL_EFFORT_MISSING");
        CHECK(early.contact(stays, "M1", "guardian", "2005-06-06") == "accepted");
        CHECK(early.refused(stays).empty());
        CHECK(early.outcome(stays)["issued_option"] == "c");
        const Json facts = Json::parse(early.school.facts(stays).json)["input"]["final_effort"];
        CHECK(facts.dump() == R"([{"skill":"M1","committee_contacts":["2005-06-06"],)"
                              R"("guardian_contacts":["2005-04-05","2005-06-06"]}])");
    });
}

TEST_CASE("PG-1.53, PG-1.61, PG-1.62: physical education is described in words, without a mark")
{
    on_both_databases([](TestDatabase& test) {
        EarlyClass early(test);
        const std::int64_t student = early.add("1");
        early.judge(student, "M1", 1, "mastered", "2005-03-05");
        early.judge(student, "M2", 1, "mastered", "2005-03-05");
        CHECK(early.describe(student, 1, "physical", "9/10") == "DESCRIPTION_HAS_NUMBER");
        CHECK(early.describe(student, 1, "physical", " ") == "TEXT_EMPTY");
        CHECK(early.describe(student, 5, "physical", "runs well") == "RECORD_UNKNOWN");
        CHECK(early.describe(student, 1, "art", "runs well") == "SUBJECT_NOT_IN_PLAN");
        // SR-3.7  Who reads the card reads no label; a word that only contains one's letters is none.
        CHECK(early.describe(student, 1, "physical", "طالب كسول") == "LABEL_NEGATIVE");
        CHECK(early.describe(student, 1, "physical", "لا يهمل تمارينه") == "accepted");
        CHECK(early.describe(student, 1, "physical", "runs") == "accepted");
        CHECK(early.describe(student, 1, "physical", "runs well") == "accepted");
        CHECK(early.describe(student, 2, "physical", "throws well") == "accepted");
        CHECK(
            early.outcome(student)["descriptions"].dump() ==
            R"([{"report":1,"subject":"physical","heading":"participation","text":"runs well"},)"
            R"({"report":2,"subject":"physical","heading":"participation","text":"throws well"}])");
    });
}

TEST_CASE("SR-3.7: a remark of a periodic report holds no label")
{
    on_both_databases([](TestDatabase& test) {
        EarlyClass early(test);
        const std::int64_t student = early.add("1");
        const auto remark = [&](const std::string& text) {
            return code_of(early.school.marks->remark(early.school.act("class_head", 8),
                                                      early.school.school,
                                                      {.class_id = early.class_id,
                                                       .number = 1,
                                                       .student_id = student,
                                                       .remarks = text,
                                                       .confirmed_unassessed = {}}));
        };
        CHECK(remark("هي ضعيفة جداً") == "LABEL_NEGATIVE");
        CHECK(remark("نقاط الضعف والقوة واضحة") == "accepted");
    });
}

TEST_CASE("PG-1.48: a referral stands with the student's year")
{
    on_both_databases([](TestDatabase& test) {
        EarlyClass early(test);
        const std::int64_t student = early.add("1");
        CHECK_FALSE(Json::parse(early.school.facts(student).json)["input"].contains("referral"));
        CHECK(early.refer(student, " ", "special_education", "2005-05-01") == "FIELD_MISSING");
        CHECK(early.refer(student, "hearing", "hospital", "2005-05-01") == "VALUE_NOT_LISTED");
        CHECK(early.refer(student, "hearing", "special_education", "2005-06-16") ==
              "DAY_IN_FUTURE");
        CHECK(early.refer(student, "hearing", "special_education", "2005-05-01") == "accepted");
        CHECK(Json::parse(early.school.facts(student).json)["input"]["referral"] == true);
    });
}

TEST_CASE("KW-T-REPORT: the teacher's note of a subject is of a term, and nothing of it decides")
{
    on_both_databases([](TestDatabase& test) {
        RecordedSchool school(test, {.country = "KW",
                                     .name = "2015-2016",
                                     .first_day = "2015-09-13",
                                     .term_1_last_day = "2016-01-23",
                                     .term_2_first_day = "2016-02-07",
                                     .last_day = "2016-06-09",
                                     .today = "2016-06-09",
                                     .teachers_sex = "women"});
        const std::int64_t class_id = school.add_class(school.add_plan(2, "kw_primary_2016",
                                                                       {{.subject = "maths",
                                                                         .name_ar = "m",
                                                                         .name_en = "m",
                                                                         .group = "OTHER",
                                                                         .weekly_periods = 33}}),
                                                       "a");
        const std::int64_t student = school.add_student(class_id, {.number = "1"});
        const std::string before = school.facts(student).json;
        const auto note = [&](int term) {
            return code_of(school.cards->describe(school.act("teacher", 8), school.school,
                                                  {.class_id = class_id, .student_id = student},
                                                  {.number = term,
                                                   .subject = "maths",
                                                   .heading = "",
                                                   .text = "reads numbers to 99"}));
        };
        CHECK(note(3) == "VALUE_OUT_OF_RANGE");
        CHECK(note(2) == "accepted");
        CHECK(school.facts(student).json == before);
        const auto card =
            school.cards->card(school.school, {.class_id = class_id, .student_id = student});
        REQUIRE(card);
        CHECK(Json::parse(*card)["descriptions"][0]["text"] == "reads numbers to 99");
        // There are no skills to have an opinion of.
        CHECK(code_of(school.cards->opine(
                  school.act(), school.school, {.class_id = class_id, .student_id = student},
                  {.option = "a", .remarks = {}, .text = ""})) == "RECORD_UNKNOWN");
    });
}
