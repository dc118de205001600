#include "regulations/sa_guide/late_admission.h"

namespace taqwim::sa_guide {

namespace {

// PG-9.1  Before the finals by a sufficient time.
bool admitted_in_sufficient_time(const LateAdmissionFacts& facts, const AssessmentRules& rules,
                                 Trace& trace)
{
    auto step = trace.enter("PG-9.1", "admitted_in_sufficient_time");
    step.value("admitted", facts.admitted);
    step.value("first_exam", facts.first_exam);
    int sufficient = step.read(rules.late_admission.sufficient_days);
    // D38: the head teacher may read "sufficient" otherwise, with a reason.
    if (facts.sufficient_days) {
        sufficient = *facts.sufficient_days;
        step.note("head_teacher_decides");
    }
    return step.conclude(
        step.at_least("days_left", Exact(facts.first_exam - facts.admitted), Exact(sufficient)));
}

// PG-9.3  At the start of the finals or after it.
bool admitted_at_the_finals(const LateAdmissionFacts& facts, Trace& trace)
{
    auto step = trace.enter("PG-9.3", "admitted_at_the_finals");
    return step.conclude(step.not_before("admitted", facts.admitted, facts.first_exam));
}

}  // namespace

LateAdmission late_admission_case(const LateAdmissionFacts& facts, const AssessmentRules& rules,
                                  Trace& trace)
{
    auto step = trace.enter("PG-9.2", "late_admission_case");
    LateAdmission result;
    // 3. At the finals or after: examined out of 50 with the absent (Article 11).
    if (admitted_at_the_finals(facts, trace)) {
        result.number = 3;
        result.with_absentees = true;
    } else if (admitted_in_sufficient_time(facts, rules, trace)) {
        // 1. In sufficient time: the mid-term, participation in the remaining period, and the exam with the class.
        result.midterm = step.read(rules.late_admission.midterm);
        result.participation = step.read(rules.late_admission.participation);
        result.exam = step.read(rules.late_admission.exam);
        step.result("case", result.number);
        return result;
    } else {
        // 2. Shortly before: with the class, marked out of 50 like affiliated students.
        result.number = 2;
    }
    result.exam = step.read(rules.late_admission.exam_alone);
    step.result("case", result.number);
    return result;
}

}  // namespace taqwim::sa_guide
