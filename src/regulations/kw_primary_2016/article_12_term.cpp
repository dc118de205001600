#include "regulations/kw_primary_2016/article_12_term.h"

#include "regulations/kw_primary_2016/article_10_formative.h"
#include "regulations/kw_primary_2016/article_11_summative.h"
#include "regulations/kw_primary_2016/article_14_verbal.h"

namespace taqwim::kw_primary_2016 {

namespace {

// KW-15.A.E3  The whole first term missed with an accepted excuse: its mark is carried to the second (decision D24).
void carried_first_term(SubjectTermOutcome& result, Trace& trace)
{
    auto step = trace.enter("KW-15.A.E3", "carried_first_term");
    step.note("D24");
    step.conclude(Finding::met);
    result.status = TermStatus::carried;
}

// KW-5.3, KW-15.A.U3, and in the second term KW-15.B.U3 and KW-15.C.U4: zero in every subject. What was recorded as
// missed shows its zeros one by one; what was not recorded at all is zero with the rest and no gap.
void zero_for_unexcused_term(const StudentYear& year, Subject subject, Term term,
                             const AbsenceClasses& classes, const Rules& rules, Outcome& outcome,
                             SubjectTermOutcome& result, Trace& trace)
{
    auto step = trace.enter(term == Term::first     ? "KW-5.3"
                            : year.grade < k_grades ? "KW-15.B.U3"
                                                    : "KW-15.C.U4",
                            term == Term::first ? "zero_for_unexcused_first_term"
                                                : "repeats_for_absent_second_term");
    const std::size_t gaps = outcome.missing.size();
    formative_mark(year, subject, term, classes, rules, outcome, result, trace);
    summative_mark(year, subject, term, classes, rules, outcome, result, trace);
    outcome.missing.resize(gaps);
    result.formative_state = PartState::known;
    result.summative_state = PartState::known;
    result.formative = Mark(0);
    result.summative = Mark(0);
    result.status = TermStatus::computed;
    result.net = step.result("net", Mark(0));
}

}  // namespace

void term_mark(const StudentYear& year, Subject subject, Term term, const AbsenceClasses& classes,
               const Rules& rules, Outcome& outcome, Trace& trace)
{
    SubjectTermOutcome& result = outcome.at(subject, term);
    if (!rules.taught_in(year.grade).contains(subject))
        return;
    auto step =
        trace.enter("KW-12.1", "term_mark", code(subject), static_cast<int>(index(term)) + 1);
    if (year.is_exempt(subject, term)) {
        auto exemption = trace.enter("KW-26.1", "exempt_subjects", code(subject));
        exemption.conclude(Finding::met);
        result.status = TermStatus::exempt;
        return;
    }
    const TermOutcome& absence = outcome.at(term);
    if (absence.whole_absence == WholeTermAbsence::unexcused) {
        zero_for_unexcused_term(year, subject, term, classes, rules, outcome, result, trace);
        result.grade = verbal_grade(result.net, rules, trace);
        return;
    }
    if (absence.whole_absence == WholeTermAbsence::excused ||
        absence.whole_absence == WholeTermAbsence::exceptional) {
        if (term == Term::first)
            carried_first_term(result, trace);
        else
            result.status = TermStatus::incomplete;
        return;
    }

    // 1. Formative mark (Article 10) and final mark (Article 11).
    const PartState formative =
        formative_mark(year, subject, term, classes, rules, outcome, result, trace);
    if (result.all_competencies_excluded && term == Term::first) {
        carried_first_term(result, trace);
        return;
    }
    const PartState summative =
        summative_mark(year, subject, term, classes, rules, outcome, result, trace);
    if (formative != PartState::known || summative != PartState::known) {
        result.status = TermStatus::incomplete;
        step.conclude(Finding::undetermined);
        return;
    }

    // 2. Their sum, less the deduction of the term, never below the floor: KW-22.7, decision D15.
    result.gross = result.formative + result.summative;
    step.value("formative", result.formative);
    step.value("summative", result.summative);
    step.value("gross", result.gross);
    step.value("deduction", absence.deduction);
    result.net = result.gross;
    if (!absence.deduction.value.is_zero()) {
        result.net -= absence.deduction;
        if (result.net < rules.deduction_floor.value)
            result.net = step.read(rules.deduction_floor);
    }
    step.result("net", result.net);
    result.status = TermStatus::computed;

    // 3. The verbal grade of the net mark: KW-14.
    result.grade = verbal_grade(result.net, rules, trace);
}

Mark notional_total(const Mark& actual, const Mark& maximum, const Mark& exempt_maximum,
                    Trace& trace)
{
    auto step = trace.enter("KW-12.2", "notional_total");
    step.value("actual", actual);
    step.value("maximum", maximum);
    step.value("exempt_maximum", exempt_maximum);
    return step.result("notional", actual * (maximum / (maximum - exempt_maximum)));
}

Total counted_total(const StudentYear& year, const char* what, const SubjectMarks& marks,
                    SubjectSet exempt, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-12.3", "term_percentage", what);
    Total total;
    int counted = 0;
    int left_out = 0;
    for (const Subject subject : k_all_subjects) {
        if (!rules.counted_in(year.grade).value.contains(subject))
            continue;
        ++counted;
        if (exempt.contains(subject)) {
            ++left_out;
            continue;
        }
        const Mark* const mark = marks[index(subject)];
        if (mark == nullptr) {
            step.missing("mark", code(subject));
            total.maximum = rules.maximum_mark.value * rules.counted_in(year.grade).value.count();
            return total;
        }
        total.actual += *mark;
    }
    total.maximum = rules.maximum_mark.value * counted;
    if (counted == left_out)
        return total;
    total.notional = left_out == 0 ? total.actual
                                   : notional_total(total.actual, total.maximum,
                                                    rules.maximum_mark.value * left_out, trace);
    step.value("total", total.notional);
    step.value("maximum", total.maximum);
    total.percentage =
        step.result("percentage", (total.notional / total.maximum).value * Exact(100));
    total.grade = verbal_grade(total.percentage, rules, trace);
    total.known = true;
    return total;
}

}  // namespace taqwim::kw_primary_2016
