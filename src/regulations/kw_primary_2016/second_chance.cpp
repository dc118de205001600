// KW-DECIDE step 10: placement and second round, from the papers to the decision after them.

#include <algorithm>
#include <string>

#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/article_12_term.h"
#include "regulations/kw_primary_2016/article_14_verbal.h"
#include "regulations/kw_primary_2016/article_16_exceptional.h"
#include "regulations/kw_primary_2016/article_18_placement.h"
#include "regulations/kw_primary_2016/article_19_second_round.h"
#include "regulations/kw_primary_2016/decide_year.h"

namespace taqwim::kw_primary_2016 {

namespace {

Refusal refusal_of(RefusalCode code, const char* part, Subject subject, const char* clause,
                   Arguments arguments = {})
{
    arguments.emplace_back("subject", kw_primary_2016::code(subject));
    return {code, std::move(arguments),
            std::string("/") + part + "/" + kw_primary_2016::code(subject), clause};
}

const SecondRoundPapers* papers_of(const StudentYear& year, Subject subject)
{
    for (const auto& [of, papers] : year.second_round)
        if (of == subject)
            return &papers;
    return nullptr;
}

// The Article 16 case needs its approval before anybody sits, and its limit binds the day of the paper.
std::optional<Refusal> refuses_exceptional_paper(const StudentYear& year, SecondChance scope,
                                                 std::optional<Day> day, const char* part,
                                                 Subject subject, const Rules& rules)
{
    const bool by_committee = scope == SecondChance::both_terms;
    if (approval_of(*year.exceptional, scope) != Judgement::accepted &&
        scope != SecondChance::performance_only)
        return refusal_of(
            RefusalCode::approval_missing, part, subject,
            !by_committee           ? "KW-16.1"
            : year.grade < k_grades ? "KW-18.4"
                                    : "KW-19.6",
            {{"approver", by_committee ? "ministry_committee" : "educational_district"}});
    const auto limit = exceptional_limit(year, rules);
    if (day && limit && *day > *limit)
        return refusal_of(RefusalCode::assessment_after_limit, part, subject, "KW-16.1",
                          {{"day", day->to_text()}, {"limit", limit->to_text()}});
    return std::nullopt;
}

// Papers of subjects that have no second chance, and papers of an Article 16 case that may not be sat.
std::optional<Refusal> refuses_list(const StudentYear& year, const Outcome& outcome,
                                    const Rules& rules)
{
    const bool lower = year.grade < k_grades;
    const char* const part = lower ? "placement" : "second_round";
    for (const Subject subject : k_all_subjects) {
        const SecondChance chance = outcome.at(subject).second_chance;
        const SecondRoundPapers* const papers = papers_of(year, subject);
        const bool has_paper = lower
                                   ? year.placement[index(subject)].state != SittingState::not_given
                                   : papers != nullptr && papers->state != SittingState::not_given;
        if (chance == SecondChance::none && has_paper)
            return refusal_of(lower ? RefusalCode::placement_not_due
                                    : RefusalCode::second_round_not_due,
                              part, subject, lower ? "KW-18.3" : "KW-19.1");
        if (chance == SecondChance::none || chance == SecondChance::failing || !has_paper ||
            outcome.exceptional_scope == SecondChance::none)
            continue;
        const auto day = lower ? year.placement[index(subject)].day : papers->day;
        if (auto refusal = refuses_exceptional_paper(year, chance, day, part, subject, rules))
            return refusal;
    }
    return std::nullopt;
}

// Whether the subject's second chance is that of the Article 16 case, and not one that a failing mark or an ordinary
// excuse opened beside it.
bool is_exceptional(const StudentYear& year, const Outcome& outcome, Subject subject)
{
    const SecondChance chance = outcome.at(subject).second_chance;
    if (outcome.exceptional_scope == SecondChance::none || chance == SecondChance::failing)
        return false;
    return chance != SecondChance::missed_units || year.grade == k_grades ||
           outcome.at(subject, Term::second).missed_exceptionally;
}

void take_placement(const StudentYear& year, Subject subject, const Rules& rules, Outcome& outcome,
                    Trace& trace)
{
    const PlacementPaper& paper = year.placement[index(subject)];
    const SubjectYearOutcome& first_round = outcome.at(subject);
    const SubjectTermOutcome& first = outcome.at(subject, Term::first);
    const SubjectTermOutcome& second = outcome.at(subject, Term::second);
    const PlacementResult result =
        placement_result({.chance = first_round.second_chance,
                          .exceptional = is_exceptional(year, outcome, subject),
                          .attended = paper.state == SittingState::attended,
                          .paper = paper.mark,
                          .first_round = first_round.after_raise,
                          .first_term = first.net,
                          .formative = second.formative,
                          .deduction = outcome.at(Term::second).deduction,
                          .first_term_carried = first.status == TermStatus::carried},
                         code(subject), rules, trace);
    SecondChanceOutcome& taken = outcome.second_chances[index(subject)];
    taken.sat = paper.state == SittingState::attended;
    taken.passed = result.passed;
    taken.has_test_mark = taken.sat;
    taken.test_mark = paper.mark;
    taken.recorded = result.recorded;
    taken.has_recorded = true;
    taken.grade = verbal_grade(taken.recorded, rules, trace);
}

// Whether the papers that the case needs are all there.
bool are_complete(const SecondRoundPapers* papers, SecondChance chance)
{
    if (papers == nullptr || papers->state == SittingState::not_given)
        return false;
    if (papers->state != SittingState::attended)
        return true;  // he did not sit: nothing more will come
    if (chance == SecondChance::both_terms)
        return papers->whole_paper.has_value();
    const bool needs_reassessment = chance != SecondChance::performance_only;
    return papers->performance.has_value() &&
           (!needs_reassessment || papers->reassessment_of_40 || papers->reassessment_of_100);
}

// The due subjects whose papers are not marked yet. While there is one, the first round's decision stands (KW-19.7).
bool waits_for_papers(const StudentYear& year, Outcome& outcome, Trace& trace)
{
    const bool lower = year.grade < k_grades;
    bool waits = false;
    for (const Subject subject : k_all_subjects) {
        const SecondChance chance = outcome.at(subject).second_chance;
        if (chance == SecondChance::none)
            continue;
        const bool complete = lower
                                  ? year.placement[index(subject)].state != SittingState::not_given
                                  : are_complete(papers_of(year, subject), chance);
        if (complete)
            continue;
        auto step = lower ? trace.enter("KW-18.5", "placement_result", code(subject))
                          : trace.enter("KW-19.7", "second_round_result", code(subject));
        const char* const missing = lower ? "placement_mark" : "second_round_mark";
        step.missing(missing, code(subject));
        outcome.missing.push_back({missing, subject, 0, 0, true});
        waits = true;
    }
    return waits;
}

void take_second_round(Subject subject, const SecondRoundPapers& papers, const Rules& rules,
                       Outcome& outcome, Trace& trace)
{
    const SubjectYearOutcome& first_round = outcome.at(subject);
    const SubjectTermOutcome& first = outcome.at(subject, Term::first);
    const SubjectTermOutcome& second = outcome.at(subject, Term::second);
    const Exact hundred = rules.maximum_mark.value.value;
    const Exact reassessment_maximum = rules.reassessment_maximum.value.value;
    const Mark of_40 =
        papers.reassessment_of_40 ? *papers.reassessment_of_40
        : papers.reassessment_of_100
            ? Mark(papers.reassessment_of_100->value * reassessment_maximum / hundred)
            : Mark(0);
    const Mark of_100 = papers.reassessment_of_100
                            ? *papers.reassessment_of_100
                            : Mark(of_40.value * hundred / reassessment_maximum);
    const SecondRoundResult result =
        second_round_result({.chance = first_round.second_chance,
                             .attended = papers.state == SittingState::attended,
                             .first_round = first_round.after_raise,
                             .formative_1 = first.formative,
                             .formative_2 = second.formative,
                             .reassessment = of_40,
                             .reassessment_of_100 = of_100,
                             .performance = papers.performance.value_or(Mark(0)),
                             .mean_of_terms = first_round.mean,
                             .first_term = first.net,
                             .first_term_carried = first.status == TermStatus::carried,
                             .whole_paper = papers.whole_paper.value_or(Mark(0))},
                            code(subject), rules, trace);
    SecondChanceOutcome& taken = outcome.second_chances[index(subject)];
    taken.sat = papers.state == SittingState::attended;
    taken.passed = result.passed;
    taken.has_formative_mean = result.has_formative_mean;
    taken.formative_mean = result.formative_mean;
    taken.has_test_mark = taken.sat;
    taken.test_mark = result.test_mark;
    taken.recorded = result.recorded;
    taken.has_recorded = true;
    taken.grade = verbal_grade(taken.recorded, rules, trace);
}

// The total with the recorded marks in place. The first round's total stays when it is the larger (KW-19.7 clause 1,
// decision D32; KW-18.5 a).
void second_total(const StudentYear& year, const Rules& rules, Outcome& outcome, Trace& trace)
{
    SubjectMarks marks{};
    SubjectSet exempt;
    for (const Subject subject : k_all_subjects) {
        const SubjectYearOutcome& first_round = outcome.at(subject);
        const SecondChanceOutcome& taken = outcome.second_chances[index(subject)];
        if (first_round.exempt)
            exempt.insert(subject);
        if (taken.has_recorded)
            marks[index(subject)] = &taken.recorded;
        else if (first_round.has_year_mark)
            marks[index(subject)] = &first_round.after_raise;
    }
    outcome.second_total = counted_total(year, year.grade < k_grades ? "placement" : "second_round",
                                         marks, exempt, rules, trace);
    if (outcome.year_total.known && outcome.year_total.actual > outcome.second_total.actual)
        outcome.second_total = outcome.year_total;
}

}  // namespace

std::optional<Refusal> decide_after_second_chance(const StudentYear& year, const Rules& rules,
                                                  Outcome& outcome, Trace& trace)
{
    const bool lower = year.grade < k_grades;
    if (lower ? !year.has_placement : !year.has_second_round)
        return std::nullopt;
    // Papers lie there, but the first round waits for facts: their result cannot be computed yet.
    // So do papers beside an Article 16 case that still waits.
    if (outcome.decision_round_1 == Decision::incomplete ||
        outcome.decision_round_1 == Decision::pending_exceptional)
        return std::nullopt;
    if (auto refusal = refuses_list(year, outcome, rules))
        return refusal;
    // Who repeats for another reason, four failing subjects beside a missed unit for example, repeats whatever the paper.
    if (outcome.decision_round_1 == Decision::repeat && outcome.repeat_reason != RepeatReason::r8)
        return std::nullopt;
    if (waits_for_papers(year, outcome, trace))
        return std::nullopt;

    auto step = trace.enter("KW-DECIDE", "decide_after_second_chance");
    bool all_passed = true;
    bool exceptional_failed = false;
    for (const Subject subject : k_all_subjects) {
        const SecondChance chance = outcome.at(subject).second_chance;
        if (chance == SecondChance::none)
            continue;
        if (lower) {
            take_placement(year, subject, rules, outcome, trace);
        } else {
            take_second_round(subject, *papers_of(year, subject), rules, outcome, trace);
        }
        const bool passed = outcome.second_chances[index(subject)].passed;
        all_passed = all_passed && passed;
        exceptional_failed =
            exceptional_failed || (!passed && is_exceptional(year, outcome, subject));
    }
    second_total(year, rules, outcome, trace);
    outcome.second_chance_taken = true;
    step.conclude(all_passed);
    if (all_passed) {
        outcome.decision = lower ? Decision::promoted : Decision::passed_stage;
        outcome.final_clause = lower ? "KW-4.5" : "KW-4.8";
        return std::nullopt;
    }
    // All scientific subjects are needed, so one that is not passed is enough to stay: R6, R7, and R8 under Article 16.
    outcome.decision = Decision::repeat;
    outcome.final_clause = lower ? "KW-18.5" : "KW-19.7";
    outcome.repeat_reason = exceptional_failed ? RepeatReason::r8
                            : lower            ? RepeatReason::r6
                                               : RepeatReason::r7;
    return std::nullopt;
}

}  // namespace taqwim::kw_primary_2016
