#include "regulations/sa_1426/article_06_allotment.h"

namespace taqwim::sa_1426 {

namespace {

// SR-4.4  The whole course in one term: all marks of the year belong to it.
void one_term_marks(const StudentYear& year, std::size_t subject, const Rules& rules,
                    SubjectOutcome& result, Trace& trace)
{
    const Term term = *year.subjects[subject].one_term;
    auto step = trace.enter("SR-4.4", "one_term_marks", code(term));
    const std::size_t at = index(term);
    if (year.is_exam_only(term)) {
        // Admitted late: no coursework, so the exam has all of them (PG-9.2).
        result.allotment.exam[at] = step.read(rules.subject_maximum);
    } else if (is_oral(year, subject)) {
        result.allotment.coursework[at] = step.read(rules.subject_maximum);
    } else {
        result.allotment.coursework[at] = step.read(rules.one_term_coursework);
        result.allotment.exam[at] = step.read(rules.one_term_exam);
    }
    step.result("term_marks", result.allotment.of(term));
}

// SR-10.5  Affiliated students: exams only, half of the marks in each term or all of them in one exam a year.
void affiliation_marks(const StudentYear& year, const std::optional<Term>& one_term,
                       const Rules& rules, SubjectOutcome& result, Trace& trace)
{
    auto step = trace.enter("SR-10.5", "affiliation_marks");
    if (year.kind == StudentKind::affiliated_annual)
        result.allotment.exam[index(Term::second)] = step.read(rules.affiliated_annual_exam);
    else if (one_term)
        result.allotment.exam[index(*one_term)] = step.read(rules.subject_maximum);
    else
        for (const Term term : k_terms)
            result.allotment.exam[index(term)] = step.read(rules.affiliated_exam[index(term)]);
    step.result("year_marks", result.allotment.of(Term::first) + result.allotment.of(Term::second));
}

void regular_term_marks(const StudentYear& year, std::size_t subject, Term term, const Rules& rules,
                        SubjectOutcome& result, TraceStep& step, Trace& trace)
{
    const std::size_t at = index(term);
    if (is_oral(year, subject)) {
        auto oral = trace.enter("PG-20.10", "oral_term_marks", code(term));
        result.allotment.coursework[at] = oral.read(rules.oral_term);
    } else if (year.is_exam_only(term)) {
        auto late = trace.enter("PG-9.2", "late_admission_marks", code(term));
        result.allotment.exam[at] = late.read(rules.exam_only_exam);
    } else {
        result.allotment.coursework[at] = step.read(rules.regular[at].coursework);
        result.allotment.exam[at] = step.read(rules.regular[at].exam);
    }
}

void minimum_mark(const StudentYear& year, std::size_t subject, const Rules& rules,
                  SubjectOutcome& result, TraceStep& step)
{
    const PlanSubject& plan = year.plan->subjects[subject];
    result.has_minimum = plan.minimum_kind != PlanSubject::Minimum::none;
    if (!result.has_minimum) {
        step.note("D4");  // nothing to reach but the exams
        return;
    }
    result.minimum = plan.minimum_kind == PlanSubject::Minimum::given
                         ? plan.minimum
                         : step.read(rules.minimum_of(year.grade, plan.group));
    // The minimum's percentage of each term's marks.
    const Share of_maximum = result.minimum / rules.subject_maximum.value;
    for (const Term term : k_terms)
        if (result.due[index(term)])
            result.term_share[index(term)] = result.allotment.of(term) * of_maximum;
    step.result("minimum_mark", result.minimum);
}

}  // namespace

bool is_oral(const StudentYear& year, std::size_t subject)
{
    return year.plan->subjects[subject].arrangement == Arrangement::oral && !year.is_affiliated();
}

bool is_due(const StudentYear& year, std::size_t subject, Term term)
{
    if (year.kind == StudentKind::affiliated_annual)
        return term == Term::second;
    const std::optional<Term>& one_term = year.subjects[subject].one_term;
    return !one_term || term == *one_term;
}

void allotted_marks(const StudentYear& year, std::size_t subject, const Rules& rules,
                    SubjectOutcome& result, Trace& trace)
{
    auto step = trace.enter("SR-6.5", "allotted_marks", year.plan->subjects[subject].code.c_str());
    for (const Term term : k_terms)
        result.due[index(term)] = is_due(year, subject, term);
    const std::optional<Term>& one_term = year.subjects[subject].one_term;
    if (year.is_affiliated())
        affiliation_marks(year, one_term, rules, result, trace);
    else if (one_term)
        one_term_marks(year, subject, rules, result, trace);
    else
        for (const Term term : k_terms)
            regular_term_marks(year, subject, term, rules, result, step, trace);
    minimum_mark(year, subject, rules, result, step);
}

Mark examined_marks(const StudentYear& year, std::size_t subject, Term term,
                    const SubjectOutcome& result)
{
    return is_oral(year, subject) ? result.allotment.of(term) : result.allotment.exam[index(term)];
}

}  // namespace taqwim::sa_1426
