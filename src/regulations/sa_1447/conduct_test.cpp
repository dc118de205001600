#include "regulations/sa_1447/conduct.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;

namespace {

std::string deduction(const std::vector<sa::Offence>& offences)
{
    Trace off = Trace::off();
    return sa::behaviour_deduction(offences, rules_1447().behaviour, off, 1).to_text();
}

sa::LedgerOutcome behaviour(const sa::BehaviourFacts& facts)
{
    Trace off = Trace::off();
    return sa::behaviour_mark(facts, rules_1447().behaviour, off, 1);
}

sa::LedgerOutcome attendance(int absent_days, std::vector<sa::Excuse> excuses)
{
    sa::AttendanceFacts facts;
    facts.is_given = true;
    facts.absent_days = absent_days;
    facts.excuses = std::move(excuses);
    Trace off = Trace::off();
    return sa::attendance_mark(facts, rules_1447().attendance, off, 1);
}

}  // namespace

TEST_CASE("SA1447-BEHAVIOUR: each degree of offence has its deduction")
{
    CHECK(deduction({}) == "0");
    CHECK(deduction({{2, 1}}) == "2");
    CHECK(deduction({{3, 2}}) == "6");
    CHECK(deduction({{4, 1}}) == "10");
    CHECK(deduction({{5, 1}}) == "15");
    CHECK(deduction({{2, 1}, {3, 1}, {4, 1}, {5, 1}}) == "30");
}

TEST_CASE("SA1447-BEHAVIOUR: an offence of degree 1 is deducted from the third occurrence on")
{
    CHECK(deduction({{1, 1}}) == "0");
    CHECK(deduction({{1, 2}}) == "0");
    CHECK(deduction({{1, 3}}) == "1");
    CHECK(deduction({{1, 5}}) == "3");
    // Each kind of offence is counted by itself (D10).
    CHECK(deduction({{1, 2}, {1, 2}}) == "0");
}

TEST_CASE("SA1447-M10: behaviour is the positive 80 less deductions, and the distinguished 20")
{
    sa::BehaviourFacts facts;
    facts.is_given = true;
    facts.distinguished = mark("17.5");
    CHECK(behaviour(facts).mark.to_text() == "195/2");
    facts.offences = {{4, 2}};
    CHECK(behaviour(facts).mark.to_text() == "155/2");
    facts.recovered = mark("12");
    const sa::LedgerOutcome ledger = behaviour(facts);
    CHECK(ledger.opening.to_text() == "80");
    CHECK(ledger.deducted.to_text() == "20");
    CHECK(ledger.restored.to_text() == "12");
    CHECK(ledger.mark.to_text() == "179/2");
    // No offence takes more than the positive 80.
    facts.offences = {{5, 7}};
    facts.recovered = Mark(0);
    CHECK(behaviour(facts).mark.to_text() == "35/2");
    facts.distinguished.reset();
    CHECK_FALSE(behaviour(facts).is_known);
}

TEST_CASE("SA1447-M11: every day without excuse takes one mark")
{
    CHECK(attendance(0, {}).mark.to_text() == "100");
    CHECK(attendance(1, {}).mark.to_text() == "99");
    CHECK(attendance(100, {}).mark.to_text() == "0");
    CHECK(attendance(101, {}).mark.to_text() == "0");
    CHECK(attendance(101, {}).deducted.to_text() == "101");
}

TEST_CASE("SA1447-EXCUSES: an accepted excuse restores within 3 working days, with the longer time "
          "within 10")
{
    const auto days = [](int after, bool accepted, bool extended) {
        return attendance(5, {{5, after, accepted, extended}}).unexcused_days;
    };
    CHECK(days(3, true, false) == 0);
    CHECK(days(4, true, false) == 5);
    CHECK(days(4, true, true) == 0);
    CHECK(days(10, true, true) == 0);
    CHECK(days(11, true, true) == 5);
    CHECK(days(1, false, true) == 5);
    const sa::LedgerOutcome ledger = attendance(5, {{2, 1, true, false}});
    CHECK(ledger.deducted.to_text() == "5");
    CHECK(ledger.restored.to_text() == "2");
    CHECK(ledger.mark.to_text() == "97");
}

TEST_CASE("SA1447-BAR: 18 days without excuse bar, 17 do not")
{
    sa::StudentYear year = whole_year(11, "general", Exact(1));
    year.attendance[0].absent_days = 9;
    year.attendance[1].absent_days = 8;
    Evaluated1447 result = evaluated(year);
    CHECK_FALSE(result.outcome.is_barred);
    CHECK(result.outcome.decision == sa::Decision::passed);
    year.attendance[1].absent_days = 9;
    result = evaluated(year);
    CHECK(result.outcome.is_barred);
    CHECK(result.outcome.unexcused_days == 18);
    // What the bar leads to is not in the profile.
    CHECK(result.outcome.decision == sa::Decision::left_open);
    CHECK(left_open(result.outcome) == std::vector<std::string>{"effect_of_attendance_bar"});
    // An accepted excuse takes the bar away.
    year.attendance[0].excuses = {{1, 0, true, false}};
    CHECK_FALSE(evaluated(year).outcome.is_barred);
}

TEST_CASE("SA1447-CONDUCT: in grades 1 and 2 conduct has no mark, and days still count for the bar")
{
    sa::StudentYear year = whole_year(2, "general", Exact(1));
    year.attendance[0].absent_days = 18;
    const Evaluated1447 result = evaluated(year);
    CHECK_FALSE(result.outcome.behaviour_mark.has_value());
    CHECK_FALSE(result.outcome.attendance_mark.has_value());
    CHECK(result.outcome.is_barred);
    CHECK(sa::is_described_in_words(1, rules_1447()));
    CHECK(sa::is_described_in_words(2, rules_1447()));
    CHECK_FALSE(sa::is_described_in_words(3, rules_1447()));
}
