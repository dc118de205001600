#include "regulations/sa_1426/evaluation.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/article_06_allotment.h"
#include "regulations/sa_1426/article_07_passing.h"
#include "regulations/sa_1426/article_08_second_round.h"
#include "regulations/sa_1426/article_12_average.h"
#include "regulations/sa_1426/final_mark.h"

namespace taqwim::sa_1426 {

namespace {

// SR-4.2  Whether the subject is one of those that Article 7 looks at.
bool counts_for_promotion(const StudentYear& year, std::size_t subject, Trace& trace)
{
    const PlanSubject& plan = year.plan->subjects[subject];
    if (plan.counts_for_promotion)
        return true;
    auto step = trace.enter("SR-4.2", "counts_for_promotion", plan.code.c_str());
    return step.conclude(false);
}

void mark_subject(const StudentYear& year, std::size_t subject, const Rules& rules,
                  Outcome& outcome, Trace& trace)
{
    SubjectOutcome& result = outcome.subjects[subject];
    allotted_marks(year, subject, rules, result, trace);
    final_mark(year, subject, rules, outcome, trace);
    if (!counts_for_promotion(year, subject, trace) || !result.complete)
        return;
    result.passed = passes_subject(result, year.plan->subjects[subject].code.c_str(),
                                   RoundNumber::first, trace);
    if (!result.passed)
        outcome.first.not_passed.insert(subject);
}

// SR-8.0  Everyone who did not pass is examined again in all subjects not passed, also in those whose mark alone would
// have been tolerated.
void send_to_second_round(const StudentYear& year, Outcome& outcome, Trace& trace)
{
    auto step = trace.enter("SR-8.0", "goes_to_second_round");
    outcome.first.decision = Decision::second_round;
    outcome.first.by = year.is_affiliated() ? "10.7" : "8";
    step.result("subjects", outcome.first.not_passed.count());
    step.conclude(true);
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        if (!outcome.first.not_passed.contains(subject))
            continue;
        SubjectOutcome& result = outcome.subjects[subject];
        result.scope = second_round_scope(year, subject, outcome, trace);
        result.second_maximum = second_round_maximum(year, subject, outcome, trace);
    }
}

// SR-7.2  The order: what is open, then a, b, c, then the second round.
void decide_first_round(const StudentYear& year, const Rules& rules, Outcome& outcome, Trace& trace)
{
    auto step = trace.enter("SR-7.2", "passes_grade");
    outcome.first.held = true;
    bool is_pending = false;
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        const PlanSubject& plan = year.plan->subjects[subject];
        const SubjectOutcome& result = outcome.subjects[subject];
        if (!plan.counts_for_promotion)
            continue;
        if (!result.complete)
            step.missing("final_mark", plan.code.c_str());
        outcome.first.held = outcome.first.held && result.complete;
        is_pending = is_pending || result.pending;
    }
    // 1. Nothing is decided before every mark is entered, and before every make-up is held (SR-11.1).
    if (!outcome.first.held) {
        outcome.first.decision = Decision::incomplete;
        step.conclude(Finding::undetermined);
        return;
    }
    if (is_pending) {
        outcome.first.decision = Decision::pending;
        outcome.first.by = "11";
        step.is_so("make_up_is_open", true);
        step.conclude(Finding::undetermined);
        return;
    }
    // 2. The first clause that passes the grade is the one that is cited.
    if (passes_grade(year, RoundNumber::first, rules, outcome, trace)) {
        for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject)
            outcome.subjects[subject].excused = outcome.first.excused.contains(subject);
        step.conclude(true);
        return;
    }
    // 3. Else the second round.
    send_to_second_round(year, outcome, trace);
    step.conclude(false);
}

// Whether every result that is due is there. Before the first is, none is missing: the second round has not begun.
bool second_round_is_held(const StudentYear& year, Outcome& outcome)
{
    const auto is_given = [&](std::size_t subject) {
        return year.subjects[subject].second_round.state != SecondRound::State::not_given;
    };
    bool has_begun = false;
    bool is_complete = true;
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject)
        if (outcome.first.not_passed.contains(subject)) {
            has_begun = has_begun || is_given(subject);
            is_complete = is_complete && is_given(subject);
        }
    if (has_begun && !is_complete)
        for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject)
            if (outcome.first.not_passed.contains(subject) && !is_given(subject))
                outcome.missing.push_back({"second_round_mark", subject, Term::first});
    return is_complete;
}

// SR-8.5  Article 7 decides again, by the marks that stand now.
void decide_second_round(const StudentYear& year, const Rules& rules, Outcome& outcome,
                         Trace& trace)
{
    bool is_pending = false;
    bool is_cancelled = false;
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        if (!outcome.first.not_passed.contains(subject))
            continue;
        second_round_final_mark(year, subject, rules, outcome, trace);
        if (!outcome.subjects[subject].second_passed)
            outcome.second.not_passed.insert(subject);
        const SecondRound::State state = year.subjects[subject].second_round.state;
        is_pending = is_pending || state == SecondRound::State::excused;
        is_cancelled = is_cancelled || state == SecondRound::State::cancelled;
    }

    auto step = trace.enter("SR-8.5", "article_7_decides_again");
    outcome.second.held = true;
    const Decision failed = year.is_affiliated() ? Decision::not_passed : Decision::repeat;
    // 1. A second-round exam that was cancelled for cheating fails the year (SR-13.2).
    if (is_cancelled) {
        step.is_so("second_round_cancelled", true);
        outcome.second.decision = failed;
        outcome.second.by = "13.2";
        step.conclude(false);
        return;
    }
    // 2. Who was excused waits for the make-up in the first weeks of the new year (SR-11.1).
    if (is_pending) {
        step.is_so("make_up_is_open", true);
        outcome.second.decision = Decision::pending;
        outcome.second.by = "11";
        step.conclude(Finding::undetermined);
        return;
    }
    // 3. Article 7, with b and c; Article 10 (6) for affiliated students.
    if (passes_grade(year, RoundNumber::second, rules, outcome, trace)) {
        for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject)
            outcome.subjects[subject].second_excused = outcome.second.excused.contains(subject);
        step.conclude(true);
        return;
    }
    // 4. Else the grade is repeated (SR-9.1); an affiliated student has not passed (SR-10.6).
    outcome.second.decision = failed;
    outcome.second.by = year.is_affiliated() ? "10.6" : "9.1";
    step.conclude(false);
}

// SR-12.1, SR-12.2  For who passed, of the marks that stand at the end (decision D16).
void average_year(const StudentYear& year, const Rules& rules, Outcome& outcome, Trace& trace)
{
    if (outcome.last().decision != Decision::passed || rules.grade_bands.value.empty())
        return;
    const RoundNumber round = outcome.second.held ? RoundNumber::second : RoundNumber::first;
    PeriodSum sum;
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        const PlanSubject& plan = year.plan->subjects[subject];
        const SubjectOutcome& result = outcome.subjects[subject];
        if (!plan.in_average || plan.weekly_periods == 0)
            continue;
        // A subject that does not count for promotion can still be open: there is no average without it.
        if (!result.complete || result.pending)
            return;
        sum.add(standing_mark(result, round), plan.weekly_periods);
    }
    if (const auto average = average_of_year(sum, rules, trace)) {
        outcome.has_average = true;
        outcome.average_exact = average->exact;
        outcome.average = average->rounded;
        outcome.general_grade = general_grade(average->rounded, rules, trace);
    }
}

std::optional<Refusal> evaluate_exactly(const StudentYear& year, const Rules& rules,
                                        Outcome& outcome, Trace& trace)
{
    const std::vector<PlanSubject>& plan = year.plan->subjects;
    if (std::none_of(plan.begin(), plan.end(),
                     [](const PlanSubject& subject) { return subject.counts_for_promotion; }))
        return Refusal{RefusalCode::plan_without_counting_subject, {}, "/plan", "SR-7.2a"};

    outcome.subjects.resize(plan.size());
    for (std::size_t subject = 0; subject < plan.size(); ++subject)
        mark_subject(year, subject, rules, outcome, trace);
    decide_first_round(year, rules, outcome, trace);
    if (auto refusal = refuses_second_round(year, outcome))
        return refusal;
    if (outcome.first.decision == Decision::second_round && second_round_is_held(year, outcome))
        decide_second_round(year, rules, outcome, trace);
    average_year(year, rules, outcome, trace);
    return std::nullopt;
}

}  // namespace

std::optional<Refusal> evaluate(const StudentYear& year, const Rules& rules, Outcome& outcome,
                                Trace& trace)
{
    outcome.clear();
    try {
        return evaluate_exactly(year, rules, outcome, trace);
    } catch (const ArithmeticOverflow&) {
        return Refusal{RefusalCode::arithmetic_overflow, {}, "", "SR-1.11"};
    }
}

}  // namespace taqwim::sa_1426
