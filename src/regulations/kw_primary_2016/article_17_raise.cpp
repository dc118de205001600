#include "regulations/kw_primary_2016/article_17_raise.h"

namespace taqwim::kw_primary_2016 {

namespace {

// KW-17.1  Half a mark short, in any number of subjects.
bool is_raised_by_half_a_mark(const SubjectYearOutcome& subject, const char* name,
                              const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-17.1", "auto_raise", name);
    return step.conclude(
        step.at_least("year_mark", subject.year_mark, step.read(rules.raise_all_subjects_from)));
}

// KW-17.2  Up to one and a half marks short, when it is the only subject below the minimum.
bool is_raised_as_single_subject(const SubjectYearOutcome& subject, const char* name, int failing,
                                 const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-17.2", "auto_raise", name);
    step.text("basis", rules.raise_single_count_basis.info->value.c_str());
    return step.conclude(
        step.equals("failing_subjects", Exact(failing), Exact(1)) &&
        step.at_least("year_mark", subject.year_mark, step.read(rules.raise_single_subject_from)));
}

void raise(SubjectYearOutcome& subject, RaiseRule rule, const Rules& rules)
{
    subject.raised = rule;
    subject.after_raise = rules.minimum_mark.value;
    subject.failing_after_raise = false;
}

}  // namespace

void auto_raise(const Rules& rules, Outcome& outcome, Trace& trace)
{
    // 1. The subjects below the minimum, as obtained (KW-4.3): 40 itself is enough.
    int failing = 0;
    for (const Subject subject : k_all_subjects) {
        SubjectYearOutcome& result = outcome.at(subject);
        if (!result.counted || result.exempt || !result.has_year_mark)
            continue;
        result.failing_as_obtained =
            result.barred_by_performance || result.year_mark < rules.minimum_mark.value;
        result.failing_after_raise = result.failing_as_obtained;
        failing += result.failing_as_obtained ? 1 : 0;
    }
    if (failing == 0)
        return;

    // 2. KW-17.1 for each of them; its count afterwards serves the lenient reading of KW-17.2.
    int left = failing;
    for (const Subject subject : k_all_subjects) {
        SubjectYearOutcome& result = outcome.at(subject);
        if (!result.failing_as_obtained || result.barred_by_performance)
            continue;
        if (is_raised_by_half_a_mark(result, code(subject), rules, trace)) {
            raise(result, RaiseRule::clause_17_1, rules);
            --left;
        }
    }

    // 3. KW-17.2: "one subject only" is counted as obtained, before any raise (decision D34).
    const int single =
        rules.raise_single_count_basis.value == SingleCountBasis::as_obtained ? failing : left;
    for (const Subject subject : k_all_subjects) {
        SubjectYearOutcome& result = outcome.at(subject);
        if (!result.failing_after_raise || result.barred_by_performance)
            continue;
        if (is_raised_as_single_subject(result, code(subject), single, rules, trace))
            raise(result, RaiseRule::clause_17_2, rules);
    }
}

}  // namespace taqwim::kw_primary_2016
