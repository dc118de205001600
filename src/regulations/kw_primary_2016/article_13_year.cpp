#include "regulations/kw_primary_2016/article_13_year.h"

#include "regulations/kw_primary_2016/article_14_verbal.h"

namespace taqwim::kw_primary_2016 {

namespace {

// The mean of the terms, where the terms allow one.
void mean_of_available_terms(Subject subject, SubjectYearOutcome& result, const Outcome& outcome,
                             Trace& trace)
{
    const SubjectTermOutcome& first = outcome.at(subject, Term::first);
    const SubjectTermOutcome& second = outcome.at(subject, Term::second);
    if (first.status == TermStatus::computed && second.status == TermStatus::computed) {
        result.mean = mean_of_terms(first.net, second.net, trace);
        result.has_mean = true;
        return;
    }
    // KW-15.A.E3  The second term stands for both (decision D24).
    if (first.status == TermStatus::carried && second.status == TermStatus::computed) {
        auto step = trace.enter("KW-15.A.E3", "carried_first_term");
        step.value("second", second.net);
        result.mean = step.result("mean", second.net);
        result.has_mean = true;
        return;
    }
    // KW-16.2  A practical subject has no placement: the term that there is.
    if (!result.counted && first.status == TermStatus::computed &&
        outcome.at(Term::second).whole_absence == WholeTermAbsence::exceptional) {
        auto step = trace.enter("KW-16.2", "mean_of_terms");
        step.value("first", first.net);
        result.mean = step.result("mean", first.net);
        result.has_mean = true;
    }
}

// KW-4.8  The performance-standard assessment of the first round. Absence without excuse is zero, and the subject is
// not passed whatever its mark (KW-15.C.U3, decision D30).
void performance_mark(const StudentYear& year, Subject subject, SubjectYearOutcome& result,
                      Outcome& outcome, Trace& trace)
{
    auto step = trace.enter("KW-4.8", "performance_mark");
    const PerformanceSitting& sitting = year.performance[index(subject)];
    switch (sitting.state) {
    case SittingState::attended:
        result.performance_state = PerformanceState::attended;
        result.performance = step.result("performance", sitting.mark);
        break;
    case SittingState::absent_unexcused: {
        auto attended = trace.enter("KW-4.8.4", "attended_performance_assessment", code(subject));
        attended.note("D30");
        attended.conclude(Finding::not_met);
        result.performance_state = PerformanceState::absent_unexcused;
        result.barred_by_performance = true;
        result.performance = step.result("performance", Mark(0));
        break;
    }
    case SittingState::absent_excused: {
        auto attended = trace.enter("KW-15.C.E3", "effect_of_missed_item", "C3");
        attended.conclude(Finding::undetermined);
        result.performance_state = PerformanceState::awaiting_second_round;
        break;
    }
    case SittingState::not_given:
        step.missing("performance_mark", code(subject));
        outcome.missing.push_back({"performance_mark", subject, 0, 0, false});
        result.performance_state = PerformanceState::missing;
        break;
    }
}

}  // namespace

Mark mean_of_terms(const Mark& first, const Mark& second, Trace& trace)
{
    auto step = trace.enter("KW-13.1", "mean_of_terms");
    step.value("first", first);
    step.value("second", second);
    return step.result("mean", (first + second) / static_cast<int>(k_terms.size()));
}

Mark mark_with_performance(const Mark& mean, const Mark& performance, const Rules& rules,
                           Trace& trace)
{
    auto step = trace.enter("KW-13.2", "mark_with_performance");
    step.value("mean", mean);
    step.value("performance", performance);
    return step.result("mark", mean * step.read(rules.terms_share) +
                                   performance * step.read(rules.performance_share));
}

void year_mark(const StudentYear& year, Subject subject, const Rules& rules, Outcome& outcome,
               Trace& trace)
{
    SubjectYearOutcome& result = outcome.at(subject);
    result.taught = rules.taught_in(year.grade).contains(subject);
    if (!result.taught)
        return;
    result.counted = rules.counted_in(year.grade).value.contains(subject);
    result.exempt = year.is_exempt(subject);
    if (result.exempt)
        return;
    auto step = trace.enter("KW-13.1", "year_mark", code(subject));
    mean_of_available_terms(subject, result, outcome, trace);

    // Grades 1 to 4, and practical subjects of grade 5 (decision D43): the mean is the year mark.
    const bool has_performance = year.grade == k_grades && result.counted;
    const bool second_term_missed =
        outcome.at(Term::second).whole_absence == WholeTermAbsence::excused ||
        outcome.at(Term::second).whole_absence == WholeTermAbsence::exceptional;
    if (has_performance && !second_term_missed)
        performance_mark(year, subject, result, outcome, trace);
    if (!result.has_mean) {
        step.conclude(Finding::undetermined);
        return;
    }
    if (!has_performance) {
        result.year_mark = step.result("year_mark", result.mean);
    } else if (result.performance_state == PerformanceState::attended ||
               result.performance_state == PerformanceState::absent_unexcused) {
        result.year_mark = step.result(
            "year_mark", mark_with_performance(result.mean, result.performance, rules, trace));
    } else {
        step.conclude(Finding::undetermined);
        return;
    }
    result.has_year_mark = true;
    result.after_raise = result.year_mark;
}

}  // namespace taqwim::kw_primary_2016
