// The least marks that would change a year, worked by hand from Articles 7 and 8.

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_1426/what_would_change.h"
#include "tests/support/project_files.h"
#include "tests/support/sa_1426_rules.h"
#include "tests/support/sa_1426_year.h"

using namespace taqwim::sa_1426;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::Share;
using taqwim::Trace;
using taqwim::tests::sa_1426_rules;
using Json = nlohmann::json;

namespace {

Json document(const std::string& name)
{
    return Json::parse(
        taqwim::tests::read_project_file("src/regulations/sa_1426/cases/" + name + ".json"));
}

// A student of the catalogue before the second round, changed by `patch`.
Json facts_of(const std::string& id, const Json& patch = Json::object())
{
    const Json students = document("students");
    for (const Json& student : students["cases"])
        if (student["id"] == id) {
            Json facts = taqwim::tests::sa_1426_facts(student, document("policy"));
            facts.erase("second_round");
            facts.merge_patch(patch);
            return facts;
        }
    throw std::runtime_error("no student " + id);
}

struct Answered {
    StudentYear year;
    Outcome outcome;
    WhatWouldChange change;

    [[nodiscard]] const SubjectInTheWay& at(const std::string& code) const
    {
        for (const SubjectInTheWay& one : change.subjects)
            if (year.plan->subjects[one.subject].code == code)
                return one;
        throw std::runtime_error(code + " does not stand in the way");
    }
    // "MTH 18.25 ENG 14.25 by 7.2.b, tolerated MTH ENG"
    [[nodiscard]] std::string way() const
    {
        if (!change.least_way)
            return "none";
        std::string text;
        for (const LeastMark& least : change.least_way->marks)
            text += year.plan->subjects[least.subject].code + ' ' + least.mark.shown() + ' ';
        text += std::string("by ") + change.least_way->by + ", tolerated";
        for (std::size_t subject = 0; subject < year.plan->subjects.size(); ++subject)
            if (change.least_way->tolerated.contains(subject))
                text += ' ' + year.plan->subjects[subject].code;
        return text;
    }
};

Answered answered(const Json& facts, const Rules& rules = sa_1426_rules())
{
    Answered result{taqwim::tests::sa_1426_year(facts), {}, {}};
    Trace nothing = Trace::off();
    REQUIRE_FALSE(evaluate(result.year, rules, result.outcome, nothing).has_value());
    result.change = what_would_change(result.year, result.outcome, rules);
    return result;
}

Mark quarters(int whole, int quarters)
{
    return Mark(Exact::ratio(4 * whole + quarters, 4));
}

}  // namespace

TEST_CASE(
    "SR-8.5: the least second-round marks under 7.2 b are those that reach 70 % of the minimum")
{
    // MTH 8 8 8 10 = 34, whole course, coursework 16: 33.25 + 16 = 49.25 -> 50 passes it, 18.25 + 16 = 34.25 -> 35 is
    // tolerated. ENG 10 11 10 11 = 42, coursework 20: 29.25 and 14.25.
    const Answered student = answered(facts_of("S03"));
    REQUIRE(student.change.subjects.size() == 2);
    CHECK(student.change.can_still_pass);
    const SubjectInTheWay& maths = student.at("MTH");
    CHECK(maths.mark == Mark(34));
    CHECK(maths.shortfall == Mark(16));
    CHECK_FALSE(maths.lacks_sitting);
    CHECK(maths.can_still_pass);
    REQUIRE(maths.remaining.size() == 1);
    CHECK(maths.remaining[0].part == RemainingPart::second_round);
    CHECK(maths.remaining[0].scope == Scope::full);
    CHECK(maths.remaining[0].maximum == Mark(60));
    CHECK(maths.remaining[0].least == quarters(33, 1));
    CHECK(maths.remaining[0].least_for_year == quarters(18, 1));
    CHECK(student.at("ENG").remaining[0].least == quarters(29, 1));
    CHECK(student.at("ENG").remaining[0].least_for_year == quarters(14, 1));
    CHECK(student.way() == "MTH 18.25 ENG 14.25 by 7.2.b, tolerated MTH ENG");
}

TEST_CASE("SR-8.5: without the fraction rule the least second-round marks are the exact ones")
{
    const Rules& rules = taqwim::tests::sa_1426_rules_with({{"fractions.raise", "none"}});
    const Answered student = answered(facts_of("S03"), rules);
    CHECK(student.at("MTH").remaining[0].least == Mark(34));
    CHECK(student.at("MTH").remaining[0].least_for_year == Mark(19));
    CHECK(student.way() == "MTH 19.00 ENG 15.00 by 7.2.b, tolerated MTH ENG");
}

TEST_CASE("SR-8.5: an Arabic subject has to reach its minimum in the second round")
{
    // GRM 10 12 12 14: term 1, 13.25 + 10 + 26 = 49.25 -> 50.
    const Answered student = answered(facts_of("S04"));
    REQUIRE(student.change.subjects.size() == 1);
    const NeededMark& needed = student.at("GRM").remaining.at(0);
    CHECK(needed.scope == Scope::first_term);
    CHECK(needed.maximum == Mark(30));
    CHECK(needed.least == quarters(13, 1));
    CHECK(needed.least_for_year == quarters(13, 1));
    CHECK(student.way() == "GRM 13.25 by 7.2.a, tolerated");
}

TEST_CASE("SR-8.5: under 7.2 c one subject may stay below, the one whose mark saves most")
{
    // PHY 11 13 12 13: 13.25 + 11 + 25 = 49.25 -> 50; CHM 10 13 12 13: 14.25. With 0 both still have 30 or more.
    const Answered student = answered(facts_of("S09"));
    CHECK(student.at("PHY").remaining[0].least == quarters(13, 1));
    CHECK(student.at("PHY").remaining[0].least_for_year == Mark(0));
    CHECK(student.at("CHM").remaining[0].least == quarters(14, 1));
    CHECK(student.way() == "PHY 13.25 CHM 0.00 by 7.2.c, tolerated CHM");
}

TEST_CASE("SR-8.5: of three subjects two may stay below the minimum, the third must reach it")
{
    // Coursework 18 in each, whole course: 31.25 passes, 16.25 is tolerated.
    const Answered student = answered(facts_of("S18"));
    CHECK(student.way() == "MTH 16.25 SCI 16.25 ENG 31.25 by 7.2.b, tolerated MTH SCI");
}

TEST_CASE("SR-8.5: a subject that even full marks cannot pass is the one to be tolerated")
{
    // Coursework 9 + 9: the whole course makes 78 at most. With a minimum of 90 MTH lacks 12 at least; 70 % is 63, which
    // 44.25 + 18 = 62.25 -> 63 reaches. SCI and ENG stand as in S18; only one more of them may stay below.
    Json facts = facts_of("S18");
    for (Json& subject : facts["plan"])
        if (subject["code"] == "MTH")
            subject["min"] = "90";
    const Answered student = answered(facts);
    const SubjectInTheWay& maths = student.at("MTH");
    CHECK_FALSE(maths.can_still_pass);
    CHECK_FALSE(maths.remaining[0].least.has_value());
    CHECK(maths.remaining[0].least_for_year == quarters(44, 1));
    CHECK(student.way() == "MTH 44.25 SCI 16.25 ENG 31.25 by 7.2.b, tolerated MTH SCI");
}

TEST_CASE("SR-8.5: who stayed away from the second round cannot pass by the marks that remain")
{
    const Answered student = answered(facts_of("S18", {{"second_round", {{"MTH", "absent"}}}}));
    CHECK(student.outcome.missing.size() == 2);
    CHECK_FALSE(student.change.can_still_pass);
    CHECK(student.way() == "none");
    CHECK(student.at("MTH").lacks_sitting);
    CHECK(student.at("MTH").remaining.empty());
    CHECK(student.at("MTH").mark == Mark(40));
    // SCI can still be passed, which does not save the year.
    CHECK(student.at("SCI").remaining[0].least == quarters(31, 1));
    CHECK_FALSE(student.at("SCI").remaining[0].least_for_year.has_value());
}

TEST_CASE("SR-8.5: second-round marks that are there already count for the least marks of the rest")
{
    // MTH 40 + 18 = 58 is passed and out of the way; SCI 16.25 + 18 -> 35 and ENG alike are tolerated.
    const Answered student = answered(facts_of("S18", {{"second_round", {{"MTH", "40"}}}}));
    CHECK(student.change.subjects.size() == 2);
    CHECK(student.way() == "SCI 16.25 ENG 16.25 by 7.2.b, tolerated SCI ENG");
    // MTH 16 + 18 = 34 is below 70 %: nothing helps any more.
    const Answered lost = answered(facts_of("S18", {{"second_round", {{"MTH", "16"}}}}));
    CHECK(lost.at("MTH").mark == Mark(34));
    CHECK(lost.at("MTH").shortfall == Mark(16));
    CHECK_FALSE(lost.at("MTH").can_still_pass);
    CHECK_FALSE(lost.change.can_still_pass);
}

TEST_CASE("SR-11.1: what an excused second-round exam needs is told like one that is still to come")
{
    const Answered student = answered(facts_of("S04", {{"second_round", {{"GRM", "excused"}}}}));
    CHECK(student.outcome.last().decision == Decision::pending);
    CHECK(student.at("GRM").remaining.at(0).least == quarters(13, 1));
    CHECK(student.way() == "GRM 13.25 by 7.2.a, tolerated");
}

TEST_CASE(
    "SR-8.5: after a second round that was not passed nothing remains, and each shortfall is told")
{
    const Answered student = answered(
        facts_of("S17", {{"second_round", {{"MTH", "18"}, {"SCI", "20"}, {"ENG", "15"}}}}));
    REQUIRE(student.change.subjects.size() == 3);
    CHECK(student.at("MTH").mark == Mark(32));
    CHECK(student.at("MTH").shortfall == Mark(18));
    CHECK(student.at("SCI").shortfall == Mark(14));
    CHECK(student.at("ENG").shortfall == Mark(20));
    for (const SubjectInTheWay& one : student.change.subjects) {
        CHECK(one.remaining.empty());
        CHECK_FALSE(one.can_still_pass);
    }
    CHECK_FALSE(student.change.can_still_pass);
}

TEST_CASE("SR-8.5: a subject without a minimum needs only to be sat in the second round")
{
    const Answered student = answered(facts_of("S27"));
    CHECK(student.at("HIS").lacks_sitting);
    CHECK(student.at("HIS").shortfall == Mark(0));
    CHECK(student.at("HIS").remaining.at(0).least == Mark(0));
}

TEST_CASE("SR-10.7: an affiliated student's least second-round mark knows no tolerance")
{
    // ENG 21 + 22: whole course of 100, 49.25 -> 50.
    const Answered student = answered(facts_of("S22"));
    CHECK(student.at("ENG").remaining.at(0).maximum == Mark(100));
    CHECK(student.at("ENG").remaining.at(0).least == quarters(49, 1));
    CHECK(student.way() == "ENG 49.25 by 10.6, tolerated");
}

TEST_CASE("SR-1.11: the least mark in an exam that is not entered yet")
{
    // 14 + 18 + 14 = 46: with 3.25 the sum is 49.25 -> 50; the year passes with 0, as 46 is tolerated.
    const Answered student =
        answered(facts_of("S01", {{"marks", {{"MTH", {"14", "18", "14", ""}}}}}));
    REQUIRE(student.change.subjects.size() == 1);
    const SubjectInTheWay& maths = student.at("MTH");
    CHECK_FALSE(maths.has_mark);
    CHECK(maths.can_still_pass);
    REQUIRE(maths.remaining.size() == 1);
    CHECK(maths.remaining[0].part == RemainingPart::exam);
    CHECK(maths.remaining[0].term == Term::second);
    CHECK(maths.remaining[0].maximum == Mark(30));
    CHECK(maths.remaining[0].least == quarters(3, 1));
    CHECK(maths.remaining[0].least_for_year == Mark(0));
    CHECK_FALSE(maths.least_equal_share.has_value());
    CHECK(student.way() == "none");
}

TEST_CASE("SR-1.11: with two parts open each has its least mark, and both their least equal share")
{
    // 10 + 10: with coursework full 40 + 9.25; with the exam full 50 + 0. Together they need more than 29 of 50: at
    // 7/12 they are 11.75 + 17.5 = 29.25, one step less makes 11.5 + 17.25 = 28.75.
    const Answered student =
        answered(facts_of("S01", {{"marks", {{"MTH", {"10", "10", "", ""}}}}}));
    const SubjectInTheWay& maths = student.at("MTH");
    REQUIRE(maths.remaining.size() == 2);
    CHECK(maths.remaining[0].part == RemainingPart::coursework);
    CHECK(maths.remaining[0].least == Mark(0));
    CHECK(maths.remaining[1].part == RemainingPart::exam);
    CHECK(maths.remaining[1].least == quarters(9, 1));
    REQUIRE(maths.least_equal_share.has_value());
    CHECK(*maths.least_equal_share == Share(Exact::ratio(7, 12)));
}

TEST_CASE("SR-11.1: who waits for a make-up is told the least mark in it")
{
    const Answered student = answered(facts_of("S15"));
    CHECK(student.outcome.last().decision == Decision::pending);
    const SubjectInTheWay& science = student.at("SCI");
    CHECK(science.lacks_sitting);
    CHECK(science.shortfall == Mark(0));
    CHECK(science.remaining.at(0).part == RemainingPart::exam);
    CHECK(science.remaining.at(0).term == Term::first);
    CHECK(science.remaining.at(0).least == Mark(0));
}

TEST_CASE("SR-7.2a: nothing would change it for who passed")
{
    CHECK(answered(facts_of("S01")).change.subjects.empty());
    CHECK(answered(facts_of("S02")).change.subjects.empty());
}
