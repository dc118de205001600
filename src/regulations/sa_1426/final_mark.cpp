#include "regulations/sa_1426/final_mark.h"

#include "regulations/sa_1426/article_06_allotment.h"
#include "regulations/sa_1426/fraction_raise.h"

namespace taqwim::sa_1426 {

namespace {

// What is known of one term of a subject. False when a part of it was not entered.
bool enter_term(const StudentYear& year, std::size_t subject, Term term, Outcome& outcome,
                TraceStep& step, Trace& trace)
{
    SubjectOutcome& result = outcome.subjects[subject];
    const TermMarks& marks = year.subjects[subject].at(term);
    const std::size_t at = index(term);
    result.sat[at] = marks.sitting == Sitting::sat;
    const bool oral = is_oral(year, subject);

    // 1. Coursework is needed whatever became of the exam. In an oral subject it is the term mark itself, and needed
    //    from who was assessed.
    bool is_entered = true;
    const bool lacks_coursework =
        oral ? marks.sitting == Sitting::not_entered || (result.sat[at] && !marks.has_coursework)
             : !marks.has_coursework;
    if (lacks_coursework) {
        step.missing("coursework", code(term));
        outcome.missing.push_back({"coursework", subject, term});
        is_entered = false;
    }
    if (!oral && marks.sitting == Sitting::not_entered) {
        step.missing("exam", code(term));
        outcome.missing.push_back({"exam", subject, term});
        is_entered = false;
    }

    // 2. A make-up that is still open, or a cancelled exam.
    if (marks.sitting == Sitting::absent_excused) {
        auto open = trace.enter("SR-11.1", "make_up_is_open", code(term));
        result.pending = open.conclude(true);
    }
    if (marks.sitting == Sitting::cancelled) {
        auto cancelled = trace.enter("SR-13.2", "exam_is_cancelled", code(term));
        cancelled.conclude(true);
    }
    if (!is_entered)
        return false;

    // 3. The term's mark as obtained. An exam that was not sat counts 0.
    Mark raw;
    if (marks.has_coursework && !result.allotment.coursework[at].value.is_zero()) {
        step.value("coursework", marks.coursework, code(term));
        raw = marks.coursework;
    }
    if (result.sat[at] && !oral) {
        step.value("exam", marks.exam, code(term));
        raw += marks.exam;
    }
    if (!result.sat[at])
        step.is_so("sat_exam", false, code(term));
    result.term_raw[at] = raw;
    return true;
}

}  // namespace

void final_mark(const StudentYear& year, std::size_t subject, const Rules& rules, Outcome& outcome,
                Trace& trace)
{
    auto step = trace.enter("SR-1.11", "final_mark", year.plan->subjects[subject].code.c_str());
    SubjectOutcome& result = outcome.subjects[subject];

    // 1. All four parts, as far as they are due.
    result.complete = true;
    for (const Term term : k_terms) {
        const std::size_t at = index(term);
        result.entered[at] =
            result.due[at] && enter_term(year, subject, term, outcome, step, trace);
        result.complete = result.complete && (result.entered[at] || !result.due[at]);
    }

    // 2. Each term that is entered, and whether it reached its share of the minimum.
    bool all_terms_reached = true;
    for (const Term term : k_terms) {
        const std::size_t at = index(term);
        if (!result.entered[at])
            continue;
        const RaisedTerm raised = raised_term_mark(
            result.term_raw[at], result.has_minimum ? &result.term_share[at] : nullptr, code(term),
            rules, trace);
        result.term_mark[at] = raised.mark;
        result.term_reached[at] = raised.reached;
        all_terms_reached = all_terms_reached && raised.reached;
        result.raw += result.term_raw[at];
    }
    if (!result.complete) {
        step.conclude(Finding::undetermined);
        return;
    }

    // 3. The sum of the unraised parts, then the fraction rule.
    const RaisedFinal raised =
        raised_final_mark({.raw = result.raw,
                           .minimum = result.has_minimum ? &result.minimum : nullptr,
                           .all_terms_reached = all_terms_reached},
                          rules, trace);
    result.final_mark = step.result("final_mark", raised.mark);
    result.lifted_to_minimum = raised.lifted_to_minimum;
}

}  // namespace taqwim::sa_1426
