// What holds for every year by marks: laws that no list of cases can say. The years are made at random from a fixed seed:
// all kinds of students, marks around every threshold, absences, minimum marks and none, one-term and oral subjects,
// terms without coursework, second rounds.

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include "regulations/sa_1426/article_06_allotment.h"
#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_1426/ordinary_year.h"
#include "regulations/sa_1426/what_would_change.h"
#include "tests/support/sa_1426_rules.h"
#include "tests/support/sa_1426_year.h"

using namespace taqwim::sa_1426;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::Trace;
using taqwim::TraceRecording;
using taqwim::tests::sa_1426_outcome;
using taqwim::tests::sa_1426_rules;
using taqwim::tests::sa_1426_rules_with;
using Json = nlohmann::json;

namespace {

// Runs a property with a fixed seed, so that it says the same today and tomorrow.
template <class Property>
void holds(const char* what, int runs, const Property& property)
{
    constexpr std::uint64_t k_seed = 14260101;
    rc::detail::TestMetadata metadata;
    metadata.id = what;
    metadata.description = what;
    rc::detail::TestParams parameters;
    parameters.seed = k_seed;
    parameters.maxSuccess = runs;
    const auto result = rc::detail::checkTestable(property, metadata, parameters);
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    CHECK_MESSAGE(result.template is<rc::detail::SuccessResult>(), text.str());
}

int below(int bound)
{
    return *rc::gen::inRange(0, bound);
}

// One time in so many.
bool rarely(int often)
{
    return below(often) == 0;
}

const Rules& any_rules()
{
    static const Rules& unraised = sa_1426_rules_with({{"fractions.raise", "none"}});
    return rarely(3) ? unraised : sa_1426_rules();
}

Mark any_mark(const Mark& maximum)
{
    const int most =
        static_cast<int>((maximum.value * Exact(4)).nearest(taqwim::Ties::toward_zero));
    // Mostly about half, where the thresholds are.
    const int quarters = rarely(4) ? below(most + 1) : most / 2 - 12 + below(25);
    return Mark(Exact::ratio(std::clamp(quarters, 0, most), 4));
}

Plan any_plan()
{
    Plan plan;
    const int subjects = 2 + below(5);
    for (int number = 0; number < subjects; ++number) {
        PlanSubject subject;
        subject.code = "S" + std::to_string(number);
        subject.group = rarely(4) ? static_cast<SubjectGroup>(below(2)) : SubjectGroup::other;
        subject.weekly_periods = below(6);
        if (rarely(8))
            subject.arrangement = Arrangement::oral;
        if (rarely(8)) {
            subject.minimum_kind = PlanSubject::Minimum::none;
        } else if (rarely(2)) {
            subject.minimum_kind = PlanSubject::Minimum::given;
            subject.minimum = Mark(40 + 5 * below(4));
        }
        subject.counts_for_promotion = number == 0 || !rarely(8);
        plan.subjects.push_back(std::move(subject));
    }
    return plan;
}

void put_any_term(StudentYear& year, std::size_t subject, Term term, const Allotment& allotment)
{
    TermMarks& marks = year.subjects[subject].at(term);
    marks.has_coursework = true;
    marks.coursework = any_mark(allotment.coursework[index(term)]);
    marks.sitting =
        rarely(25) ? (rarely(2) ? Sitting::absent_unexcused : Sitting::cancelled) : Sitting::sat;
    if (marks.sitting == Sitting::sat)
        marks.exam = any_mark(allotment.exam[index(term)]);
    else if (is_oral(year, subject))
        marks = {.coursework = {}, .exam = {}, .has_coursework = false, .sitting = marks.sitting};
}

// A whole first round, nothing missing and nothing open.
StudentYear any_year(const Rules& rules)
{
    StudentYear year;
    year.id = "any";
    year.school_year = {2005};
    year.grade = 7 + below(6);
    year.kind = rarely(4) ? static_cast<StudentKind>(1 + below(2)) : StudentKind::regular;
    year.plan = std::make_shared<const Plan>(any_plan());
    year.subjects.resize(year.plan->subjects.size());
    if (!year.is_affiliated() && rarely(6))
        year.exam_only_terms[static_cast<std::size_t>(below(2))] = true;
    for (std::size_t subject = 0; subject < year.subjects.size(); ++subject) {
        if (year.kind != StudentKind::affiliated_annual && rarely(8))
            year.subjects[subject].one_term = static_cast<Term>(below(2));
        SubjectOutcome allotted;
        Trace nothing = Trace::off();
        allotted_marks(year, subject, rules, allotted, nothing);
        for (const Term term : k_terms)
            if (allotted.due[index(term)])
                put_any_term(year, subject, term, allotted.allotment);
    }
    return year;
}

Outcome outcome_of(const StudentYear& year, const Rules& rules)
{
    Outcome outcome;
    Trace nothing = Trace::off();
    const auto refusal = evaluate(year, rules, outcome, nothing);
    RC_ASSERT(!refusal.has_value());
    return outcome;
}

// With any results in all subjects that are due for the second round.
StudentYear with_any_second_round(StudentYear year, const Rules& rules)
{
    const Outcome outcome = outcome_of(year, rules);
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        if (outcome.subjects[subject].scope == Scope::none)
            continue;
        SecondRound& result = year.subjects[subject].second_round;
        result = {.state = SecondRound::State::sat,
                  .mark = any_mark(outcome.subjects[subject].second_maximum)};
        if (rarely(10))
            result = {.state = static_cast<SecondRound::State>(2 + below(3)), .mark = {}};
    }
    return year;
}

std::string text_of(const StudentYear& year, const Outcome& outcome)
{
    return sa_1426_outcome(year, outcome).dump();
}

}  // namespace

TEST_CASE("SR-7.1: raising any part never lowers a final mark nor turns a pass of the first round "
          "into a failure")
{
    holds("raising a part", 2000, [] {
        const Rules& rules = any_rules();
        StudentYear year = any_year(rules);
        const Outcome before = outcome_of(year, rules);
        const auto subject =
            static_cast<std::size_t>(below(static_cast<int>(year.subjects.size())));
        const SubjectOutcome& result = before.subjects[subject];
        const auto term = static_cast<Term>(below(2));
        RC_PRE(result.due[index(term)]);
        TermMarks& marks = year.subjects[subject].at(term);
        RC_PRE(marks.has_coursework || marks.sitting == Sitting::sat);
        const bool coursework =
            is_oral(year, subject) || marks.sitting != Sitting::sat || rarely(2);
        Mark& raised = coursework ? marks.coursework : marks.exam;
        const Mark maximum = coursework ? result.allotment.coursework[index(term)]
                                        : result.allotment.exam[index(term)];
        raised = std::min(maximum, raised + Mark(Exact::ratio(1 + below(40), 4)));
        const Outcome after = outcome_of(year, rules);
        RC_ASSERT(after.subjects[subject].final_mark >= result.final_mark);
        RC_ASSERT(!result.passed || after.subjects[subject].passed);
        if (before.first.decision == Decision::passed)
            RC_ASSERT(after.first.decision == Decision::passed);
    });
}

TEST_CASE("SR-8.5: a higher second-round mark never turns a pass of the year into a failure")
{
    holds("raising a second-round mark", 2000, [] {
        const Rules& rules = any_rules();
        StudentYear year = with_any_second_round(any_year(rules), rules);
        const Outcome before = outcome_of(year, rules);
        RC_PRE(before.second.held);
        for (std::size_t subject = 0; subject < year.subjects.size(); ++subject) {
            SecondRound& result = year.subjects[subject].second_round;
            if (result.state == SecondRound::State::sat && rarely(2))
                result.mark = std::min(before.subjects[subject].second_maximum,
                                       result.mark + Mark(Exact::ratio(1 + below(40), 4)));
        }
        const Outcome after = outcome_of(year, rules);
        for (std::size_t subject = 0; subject < year.subjects.size(); ++subject)
            RC_ASSERT(after.subjects[subject].second_final >=
                      before.subjects[subject].second_final);
        if (before.second.decision == Decision::passed)
            RC_ASSERT(after.second.decision == Decision::passed);
    });
}

TEST_CASE("SR-7.2: the order of the subjects never matters")
{
    holds("turning the plan round", 1000, [] {
        const Rules& rules = any_rules();
        const StudentYear year = with_any_second_round(any_year(rules), rules);
        StudentYear turned = year;
        Plan plan = *year.plan;
        const std::size_t by =
            static_cast<std::size_t>(below(static_cast<int>(plan.subjects.size())));
        std::rotate(plan.subjects.begin(), plan.subjects.begin() + static_cast<std::ptrdiff_t>(by),
                    plan.subjects.end());
        std::rotate(turned.subjects.begin(),
                    turned.subjects.begin() + static_cast<std::ptrdiff_t>(by),
                    turned.subjects.end());
        turned.plan = std::make_shared<const Plan>(std::move(plan));
        Json before = sa_1426_outcome(year, outcome_of(year, rules));
        Json after = sa_1426_outcome(turned, outcome_of(turned, rules));
        for (Json* const json : {&before, &after})
            for (const char* round : {"round1", "round2"})
                for (const char* list : {"not_passed_subjects", "excused", "remedial"})
                    if (json->contains(round) && (*json)[round].contains(list))
                        std::sort((*json)[round][list].begin(), (*json)[round][list].end());
        RC_ASSERT(before == after);
    });
}

TEST_CASE("SR-V.1: trace or no trace, new outcome or used one, the result is the same")
{
    holds("with and without trace", 1000, [] {
        const Rules& rules = any_rules();
        const StudentYear year = with_any_second_round(any_year(rules), rules);
        const std::string untraced = text_of(year, outcome_of(year, rules));
        Outcome used = outcome_of(with_any_second_round(any_year(rules), rules), rules);
        TraceRecording recording;
        Trace trace(recording);
        RC_ASSERT(!evaluate(year, rules, used, trace).has_value());
        RC_ASSERT(text_of(year, used) == untraced);
        RC_ASSERT(recording.size() > 0);
    });
}

TEST_CASE("SR-8.1: a subject that is not passed has a second round, and full marks in one of a "
          "minimum of 50 pass it")
{
    holds("the second round has a scope", 1000, [] {
        const Rules& rules = any_rules();
        StudentYear year = any_year(rules);
        const Outcome first = outcome_of(year, rules);
        RC_PRE(first.first.decision == Decision::second_round);
        for (std::size_t subject = 0; subject < year.subjects.size(); ++subject) {
            const SubjectOutcome& result = first.subjects[subject];
            const bool counts = year.plan->subjects[subject].counts_for_promotion;
            RC_ASSERT((result.scope != Scope::none) == (counts && !result.passed));
            if (result.scope == Scope::none)
                continue;
            RC_ASSERT(result.second_maximum > Mark(0));
            year.subjects[subject].second_round = {.state = SecondRound::State::sat,
                                                   .mark = result.second_maximum};
        }
        const Outcome second = outcome_of(year, rules);
        for (std::size_t subject = 0; subject < year.subjects.size(); ++subject)
            if (second.subjects[subject].scope != Scope::none)
                RC_ASSERT(second.subjects[subject].second_passed ||
                          second.subjects[subject].minimum > Mark(50));
    });
}

TEST_CASE("SR-7.2: exactly one clause decides, and only what the clause excuses stays below")
{
    holds("decision and clause agree", 2000, [] {
        const Rules& rules = any_rules();
        const StudentYear year = with_any_second_round(any_year(rules), rules);
        const Outcome outcome = outcome_of(year, rules);
        for (const Round* const round : {&outcome.first, &outcome.second}) {
            if (!round->held)
                continue;
            const std::string by = round->by;
            const bool is_passed = round->decision == Decision::passed;
            RC_ASSERT(is_passed == (by == "7.2.a" || by == "7.2.b" || by == "7.2.c" ||
                                    (by == "10.6" && round->decision != Decision::not_passed)));
            RC_ASSERT(round->excused == (is_passed ? round->not_passed : SubjectSet()));
            RC_ASSERT((by == "7.2.b" || by == "7.2.c") == !round->excused.is_empty());
            RC_ASSERT(!year.is_affiliated() || round->excused.is_empty());
        }
        RC_ASSERT(outcome.second.held == (outcome.first.decision == Decision::second_round));
    });
}

TEST_CASE("SR-8.5: the least second-round mark passes its subject, and one step less does not")
{
    holds("least marks", 300, [] {
        const Rules& rules = any_rules();
        StudentYear year = any_year(rules);
        const Outcome outcome = outcome_of(year, rules);
        RC_PRE(outcome.first.decision == Decision::second_round);
        const WhatWouldChange change = what_would_change(year, outcome, rules);
        const Mark step(rules.entry_step.value);
        const auto put = [&](std::size_t subject, const Mark& mark) {
            year.subjects[subject].second_round = {.state = SecondRound::State::sat, .mark = mark};
        };
        const auto full = [&] {
            for (const SubjectInTheWay& one : change.subjects)
                put(one.subject, outcome.subjects[one.subject].second_maximum);
        };
        for (const SubjectInTheWay& one : change.subjects) {
            const NeededMark& needed = one.remaining.at(0);
            full();
            if (needed.least) {
                put(one.subject, *needed.least);
                RC_ASSERT(outcome_of(year, rules).subjects[one.subject].second_passed);
                if (*needed.least > Mark(0)) {
                    put(one.subject, *needed.least - step);
                    RC_ASSERT(!outcome_of(year, rules).subjects[one.subject].second_passed);
                }
            }
            RC_ASSERT(needed.least_for_year.has_value() == change.can_still_pass);
            if (needed.least_for_year) {
                put(one.subject, *needed.least_for_year);
                RC_ASSERT(outcome_of(year, rules).last().decision == Decision::passed);
                if (*needed.least_for_year > Mark(0)) {
                    put(one.subject, *needed.least_for_year - step);
                    RC_ASSERT(outcome_of(year, rules).last().decision != Decision::passed);
                }
            }
        }
    });
}

TEST_CASE("SR-8.5: the least way passes the year, and not with one step less in any of its marks")
{
    holds("the least way", 300, [] {
        const Rules& rules = any_rules();
        StudentYear year = any_year(rules);
        const Outcome outcome = outcome_of(year, rules);
        RC_PRE(outcome.first.decision == Decision::second_round);
        const WhatWouldChange change = what_would_change(year, outcome, rules);
        RC_ASSERT(change.least_way.has_value() == change.can_still_pass);
        if (!change.least_way)
            return;
        for (const LeastMark& least : change.least_way->marks)
            year.subjects[least.subject].second_round = {.state = SecondRound::State::sat,
                                                         .mark = least.mark};
        const Outcome passed = outcome_of(year, rules);
        RC_ASSERT(passed.second.decision == Decision::passed);
        RC_ASSERT(std::string(passed.second.by) == change.least_way->by);
        RC_ASSERT(passed.second.excused == change.least_way->tolerated);
        for (const LeastMark& least : change.least_way->marks) {
            if (least.mark == Mark(0))
                continue;
            year.subjects[least.subject].second_round.mark =
                least.mark - Mark(rules.entry_step.value);
            RC_ASSERT(outcome_of(year, rules).second.decision != Decision::passed);
            year.subjects[least.subject].second_round.mark = least.mark;
        }
    });
}

TEST_CASE("SR-1.11: the least mark in what is not entered yet passes its subject, and one step "
          "less does not")
{
    holds("least marks of open parts", 500, [] {
        const Rules& rules = any_rules();
        StudentYear year = any_year(rules);
        const auto subject =
            static_cast<std::size_t>(below(static_cast<int>(year.subjects.size())));
        RC_PRE(year.plan->subjects[subject].counts_for_promotion && !is_oral(year, subject));
        TermMarks& marks = year.subjects[subject].at(
            is_due(year, subject, Term::second) ? Term::second : Term::first);
        marks.sitting = rarely(2) ? Sitting::not_entered : Sitting::absent_excused;
        marks.exam = Mark(0);
        const Outcome outcome = outcome_of(year, rules);
        RC_ASSERT(outcome.first.decision == Decision::incomplete ||
                  outcome.first.decision == Decision::pending);
        const WhatWouldChange change = what_would_change(year, outcome, rules);
        for (const SubjectInTheWay& one : change.subjects) {
            if (one.subject != subject)
                continue;
            const NeededMark& needed = one.remaining.at(0);
            marks.sitting = Sitting::sat;
            marks.exam = needed.least.value_or(needed.maximum);
            RC_ASSERT(outcome_of(year, rules).subjects[subject].passed == needed.least.has_value());
            if (needed.least && *needed.least > Mark(0)) {
                marks.exam = *needed.least - Mark(rules.entry_step.value);
                RC_ASSERT(!outcome_of(year, rules).subjects[subject].passed);
            }
        }
    });
}

TEST_CASE(
    "SR-7.2: ordinary years are the same for the same number, and of every outcome there are some")
{
    std::array<int, 6> decisions{};
    for (std::uint64_t number = 0; number < 500; ++number)
        for (const int grade : {8, 11}) {
            const StudentYear year = ordinary_year(number, grade, sa_1426_rules());
            Outcome outcome;
            Trace nothing = Trace::off();
            REQUIRE_FALSE(evaluate(year, sa_1426_rules(), outcome, nothing).has_value());
            const StudentYear again = ordinary_year(number, grade, sa_1426_rules());
            Outcome outcome_again;
            REQUIRE_FALSE(evaluate(again, sa_1426_rules(), outcome_again, nothing).has_value());
            REQUIRE(text_of(year, outcome) == text_of(again, outcome_again));
            ++decisions[static_cast<std::size_t>(outcome.last().decision)];
        }
    CHECK(decisions[static_cast<std::size_t>(Decision::passed)] > 600);
    CHECK(decisions[static_cast<std::size_t>(Decision::repeat)] > 10);
    CHECK(decisions[static_cast<std::size_t>(Decision::incomplete)] == 0);
    CHECK(decisions[static_cast<std::size_t>(Decision::second_round)] == 0);
}
