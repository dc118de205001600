#include "regulations/kw_primary_2016/decide_year.h"

#include "regulations/kw_primary_2016/article_12_term.h"
#include "regulations/kw_primary_2016/article_14_verbal.h"
#include "regulations/kw_primary_2016/article_16_exceptional.h"
#include "regulations/kw_primary_2016/article_17_raise.h"
#include "regulations/kw_primary_2016/article_22_absence.h"

namespace taqwim::kw_primary_2016 {

namespace {

void decide(Outcome& outcome, Decision decision, const char* clause,
            RepeatReason reason = RepeatReason::none)
{
    outcome.decision_round_1 = decision;
    outcome.decision = decision;
    outcome.decision_clause = clause;
    outcome.final_clause = clause;
    outcome.repeat_reason = reason;
}

// KW-15.B.U3, KW-15.C.U4 without excuse, KW-15.B.E3, KW-15.C.E4 with an ordinary one.
bool repeats_for_absent_second_term(const StudentYear& year, Outcome& outcome, Trace& trace)
{
    const bool lower = year.grade < k_grades;
    const WholeTermAbsence absence = outcome.at(Term::second).whole_absence;
    if (absence == WholeTermAbsence::unexcused) {
        const char* const clause = lower ? "KW-15.B.U3" : "KW-15.C.U4";
        auto step = trace.enter(clause, "repeats_for_absent_second_term");
        step.conclude(Finding::met);
        decide(outcome, Decision::repeat, clause, RepeatReason::r2);
        return true;
    }
    if (absence == WholeTermAbsence::excused) {
        const char* const clause = lower ? "KW-15.B.E3" : "KW-15.C.E4";
        auto step = trace.enter(clause, "repeats_for_absent_second_term");
        step.conclude(Finding::met);
        decide(outcome, Decision::repeat, clause, RepeatReason::r3);
        return true;
    }
    return false;
}

// The second chance that an excused gap opens by itself: missed units of term 2 in grades 1 to 4 (KW-15.B.E2), the
// performance assessment in grade 5 (KW-15.C.E3). An Article 16 case has set its own already.
void open_second_chances_for_gaps(const StudentYear& year, Outcome& outcome)
{
    for (const Subject subject : k_all_subjects) {
        SubjectYearOutcome& result = outcome.at(subject);
        if (!result.counted || result.exempt || result.has_year_mark ||
            result.second_chance != SecondChance::none)
            continue;
        const SubjectTermOutcome& second = outcome.at(subject, Term::second);
        const bool first_known = outcome.at(subject, Term::first).status == TermStatus::computed ||
                                 outcome.at(subject, Term::first).status == TermStatus::carried;
        if (year.grade < k_grades && first_known && second.formative_state == PartState::known &&
            second.summative_state == PartState::awaiting_second_chance)
            result.second_chance = SecondChance::missed_units;
        if (year.grade == k_grades && result.has_mean &&
            result.performance_state == PerformanceState::awaiting_second_round)
            result.second_chance = SecondChance::performance_only;
    }
}

// Whether the marks that a second chance keeps of the year are there (KW-18.5, KW-19.7). One that is missing is not zero,
// and no paper stands for it.
bool has_what_is_kept(Subject subject, const StudentYear& year, const Outcome& outcome)
{
    const SubjectTermOutcome& first = outcome.at(subject, Term::first);
    const SubjectTermOutcome& second = outcome.at(subject, Term::second);
    const bool carried = first.status == TermStatus::carried;
    const bool has_first_term = carried || first.status == TermStatus::computed;
    switch (outcome.at(subject).second_chance) {
    case SecondChance::both_terms: return true;
    case SecondChance::whole_second_term: return has_first_term;
    case SecondChance::performance_only: return outcome.at(subject).has_mean;
    case SecondChance::missed_units:
        return second.formative_state == PartState::known &&
               (year.grade < k_grades ? has_first_term
                                      : carried || first.formative_state == PartState::known);
    case SecondChance::failing:
    case SecondChance::none: break;
    }
    return outcome.at(subject).has_year_mark;
}

// KW-4.1  Counted subjects without a year mark that no second chance stands for.
bool assessment_gaps(const StudentYear& year, Outcome& outcome, Trace& trace)
{
    bool any = false;
    for (const Subject subject : k_all_subjects) {
        SubjectYearOutcome& result = outcome.at(subject);
        if (result.counted && !result.exempt && !result.has_year_mark &&
            !has_what_is_kept(subject, year, outcome)) {
            result.second_chance = SecondChance::none;
            auto step = trace.enter("KW-4.1", "assessment_gaps", code(subject));
            step.missing("year_mark", code(subject));
            any = true;
        }
    }
    for (MissingFact& fact : outcome.missing)
        fact.counted = outcome.at(fact.subject).counted && !outcome.at(fact.subject).exempt;
    return any;
}

int failing_after_raise(const Outcome& outcome)
{
    int failing = 0;
    for (const SubjectYearOutcome& subject : outcome.subjects)
        failing += subject.failing_after_raise ? 1 : 0;
    return failing;
}

void grade_year_marks(const Rules& rules, Outcome& outcome, Trace& trace)
{
    for (const Subject subject : k_all_subjects) {
        SubjectYearOutcome& result = outcome.at(subject);
        if (!result.has_year_mark)
            continue;
        auto step = trace.enter("KW-4.3", "reaches_minimum_mark", code(subject));
        // Practical subjects have no minimum and never stand in the way: KW-4.2, decision D43.
        if (result.counted)
            step.conclude(step.at_least("mark", result.after_raise, rules.minimum_mark.value) &&
                          !result.barred_by_performance);
        else
            step.note("practical_subjects_never_block");
        result.grade = verbal_grade(result.after_raise, rules, trace);
    }
}

// Steps 8 and 9.
void decide_by_marks(const StudentYear& year, const Rules& rules, Outcome& outcome, Trace& trace)
{
    const int failing = failing_after_raise(outcome);
    bool awaiting = false;
    for (const SubjectYearOutcome& subject : outcome.subjects)
        awaiting = awaiting || subject.second_chance != SecondChance::none;

    {
        auto step = trace.enter("KW-4.6", "has_too_many_failing_subjects");
        if (step.conclude(step.at_least("failing_subjects", Exact(failing),
                                        Exact(step.read(rules.repeat_from_failing_subjects))))) {
            decide(outcome, Decision::repeat, "KW-4.6", RepeatReason::r5);
            return;
        }
    }
    const bool lower = year.grade < k_grades;
    if (failing > 0 || awaiting) {
        auto step = lower ? trace.enter("KW-4.7", "is_due_for_placement")
                          : trace.enter("KW-4.8.6", "is_due_for_second_round");
        const int most =
            step.read(lower ? rules.placement_most_subjects : rules.second_round_most_subjects);
        if (!step.conclude(step.at_most("failing_subjects", Exact(failing), Exact(most)))) {
            decide(outcome, Decision::repeat, lower ? "KW-4.7" : "KW-4.8.6", RepeatReason::r5);
            return;
        }
        for (const Subject subject : k_all_subjects) {
            SubjectYearOutcome& result = outcome.at(subject);
            if (result.failing_after_raise)
                result.second_chance = SecondChance::failing;
            if (result.second_chance == SecondChance::none)
                continue;
            auto scope = lower ? trace.enter("KW-18.3", "placement_scope", code(subject))
                               : trace.enter("KW-19.1", "second_round_scope", code(subject));
            scope.result_text("case", code(result.second_chance));
        }
        const char* const clause =
            failing > 0 ? (lower ? "KW-4.7" : "KW-4.8") : (lower ? "KW-15.B.E2" : "KW-15.C.E3");
        decide(outcome, lower ? Decision::placement : Decision::second_round, clause);
        return;
    }
    auto step = trace.enter("KW-4.5", "is_promoted");
    step.conclude(Finding::met);
    decide(outcome, lower ? Decision::promoted : Decision::passed_stage,
           lower ? "KW-4.5" : "KW-4.8");
}

}  // namespace

Finding absent_whole_year(const Outcome& outcome, Trace& trace)
{
    bool any_attended = false;
    bool all_counted_absent = true;
    bool both_whole = true;
    for (const TermOutcome& term : outcome.terms) {
        any_attended = any_attended || term.attended_days.value_or(0) > 0;
        all_counted_absent = all_counted_absent && term.attended_days == 0;
        both_whole = both_whole && term.whole_absence != WholeTermAbsence::no &&
                     term.whole_absence != WholeTermAbsence::unknown;
    }
    // D53: both terms wholly missed and no attended day on record is the whole year.
    if (!all_counted_absent && !(both_whole && !any_attended))
        return Finding::not_met;
    auto step = trace.enter("KW-5.1", "absent_whole_year");
    step.note("D50");
    return step.conclude(Finding::met);
}

void decide_year(const StudentYear& year, const AbsenceClasses& classes, const Rules& rules,
                 Outcome& outcome, Trace& trace)
{
    auto step = trace.enter("KW-DECIDE", "decide_year");

    // 1. No attended school day in both terms: stays.
    if (absent_whole_year(outcome, trace) == Finding::met) {
        decide(outcome, Decision::repeat, "KW-5.1", RepeatReason::r1);
        return;
    }

    // 2. An Article 16 case that is not assessed and whose limit is not past waits.
    outcome.exceptional_scope = scope_of_exceptional_case(year, classes, outcome, trace);
    if (outcome.exceptional_scope != SecondChance::none) {
        if (is_pending_exceptional_case(year, outcome.exceptional_scope, rules, outcome, trace) ==
            Finding::met) {
            grade_year_marks(rules, outcome, trace);
            decide(outcome, Decision::pending_exceptional, "KW-16.1");
            return;
        }
        if (!exceptional_case_is_assessed(year, outcome)) {
            grade_year_marks(rules, outcome, trace);
            decide(outcome, Decision::repeat, "KW-16.1", RepeatReason::r8);  // lapsed: decision D38
            return;
        }
    }

    // 3. and 4. The second term wholly absent, without excuse or with an ordinary one.
    if (repeats_for_absent_second_term(year, outcome, trace)) {
        grade_year_marks(rules, outcome, trace);
        return;
    }

    // 5. The condition of the last two months.
    if (attended_last_two_months(year, classes, rules, trace) == Finding::not_met) {
        grade_year_marks(rules, outcome, trace);
        decide(outcome, Decision::repeat, "KW-4.4", RepeatReason::r4);
        return;
    }

    // 6. A counted subject without a year mark, unless a second chance stands for it.
    open_second_chances_for_gaps(year, outcome);
    const bool has_gaps = assessment_gaps(year, outcome, trace);

    // 7. and 8. are the year marks; the raise is shown also where the decision waits for a gap.
    auto_raise(rules, outcome, trace);
    grade_year_marks(rules, outcome, trace);
    if (has_gaps) {
        step.conclude(Finding::undetermined);
        decide(outcome, Decision::incomplete, "KW-DECIDE");
        return;
    }

    // 9. By the number of failing subjects.
    if (outcome.exceptional_scope == SecondChance::both_terms ||
        outcome.exceptional_scope == SecondChance::whole_second_term) {
        decide(outcome, year.grade < k_grades ? Decision::placement : Decision::second_round,
               "KW-16.2");
        return;
    }
    decide_by_marks(year, rules, outcome, trace);
}

void year_total(const StudentYear& year, const Rules& rules, Outcome& outcome, Trace& trace)
{
    SubjectMarks marks{};
    SubjectSet exempt;
    for (const Subject subject : k_all_subjects) {
        const SubjectYearOutcome& result = outcome.at(subject);
        if (result.exempt)
            exempt.insert(subject);
        if (result.has_year_mark)
            marks[index(subject)] = &result.after_raise;
    }
    outcome.year_total = counted_total(year, "year", marks, exempt, rules, trace);
}

}  // namespace taqwim::kw_primary_2016
