#include "regulations/kw_primary_2016/evaluation.h"

#include <string>

#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/article_12_term.h"
#include "regulations/kw_primary_2016/article_13_year.h"
#include "regulations/kw_primary_2016/article_15_absence.h"
#include "regulations/kw_primary_2016/article_22_absence.h"
#include "regulations/kw_primary_2016/decide_year.h"
#include "regulations/kw_primary_2016/persons.h"

namespace taqwim::kw_primary_2016 {

namespace {

void total_of_term(const StudentYear& year, Term term, const Rules& rules, Outcome& outcome,
                   Trace& trace)
{
    SubjectMarks marks{};
    SubjectSet exempt;
    for (const Subject subject : k_all_subjects) {
        const SubjectTermOutcome& result = outcome.at(subject, term);
        if (result.status == TermStatus::exempt)
            exempt.insert(subject);
        if (result.status == TermStatus::computed)
            marks[index(subject)] = &result.net;
    }
    outcome.at(term).total = counted_total(year, code(term), marks, exempt, rules, trace);
}

// KW-11.2  Where a ministry divides by the competencies, more units than competencies could make more than 40 marks.
std::optional<Refusal> refuses_summative_marks(const Rules& rules, const Outcome& outcome)
{
    if (rules.summative_denominator.value == SummativeDenominator::units)
        return std::nullopt;
    for (const Subject subject : k_all_subjects)
        for (const Term term : k_terms)
            if (outcome.at(subject, term).summative > rules.summative_weight.value)
                return Refusal{RefusalCode::mark_over_maximum,
                               {{"subject", code(subject)},
                                {"mark", outcome.at(subject, term).summative.shown()},
                                {"maximum", rules.summative_weight.value.to_text()}},
                               std::string("/subjects/") + code(subject) + "/" + code(term) +
                                   "/summative",
                               "KW-11.2"};
    return std::nullopt;
}

std::optional<Refusal> evaluate_exactly(const StudentYear& year, const Rules& rules,
                                        Outcome& outcome, Trace& trace)
{
    const AbsenceClasses classes = AbsenceClasses::of(year, rules, trace);
    outcome.compulsory = is_compulsory_learner(year, rules, trace);
    moves_to_mens_school(year, rules, outcome, trace);

    // 1. Attendance of each term, and whether all of it was missed.
    for (const Term term : k_terms) {
        outcome.at(term).whole_absence = absent_whole_term(year, term, classes, rules, trace);
        term_deduction(year, term, classes, outcome.compulsory, rules, outcome.at(term), trace);
    }

    // 2. The marks of each term, unless he missed the whole year: then none are computed (KW-5.1).
    Trace nothing = Trace::off();
    if (absent_whole_year(outcome, nothing) != Finding::met) {
        for (const Term term : k_terms) {
            for (const Subject subject : k_all_subjects)
                term_mark(year, subject, term, classes, rules, outcome, trace);
            total_of_term(year, term, rules, outcome, trace);
        }
    }

    if (auto refusal = refuses_summative_marks(rules, outcome))
        return refusal;

    // 3. Year marks, the decision, and the second chance.
    for (const Subject subject : k_all_subjects)
        year_mark(year, subject, rules, outcome, trace);
    decide_year(year, classes, rules, outcome, trace);
    year_total(year, rules, outcome, trace);
    return decide_after_second_chance(year, rules, outcome, trace);
}

}  // namespace

std::optional<Refusal> evaluate(const StudentYear& year, const Rules& rules, Outcome& outcome,
                                Trace& trace)
{
    outcome.clear();
    try {
        return evaluate_exactly(year, rules, outcome, trace);
    } catch (const ArithmeticOverflow&) {
        return Refusal{RefusalCode::arithmetic_overflow, {}, "", "KW-DECIDE"};
    }
}

namespace {

void expect_bytes(const void* start, std::size_t bytes)
{
    constexpr std::size_t k_cache_line = 64;
    const char* const first = static_cast<const char*>(start);
    for (std::size_t offset = 0; offset < bytes; offset += k_cache_line)
        __builtin_prefetch(first + offset);
}

}  // namespace

void expect(const StudentYear& next)
{
    expect_bytes(next.competencies.data(), next.competencies.size() * sizeof(Competency));
    expect_bytes(next.measures.data(), next.measures.size() * sizeof(Measure));
    expect_bytes(next.units.data(), next.units.size() * sizeof(Unit));
}

}  // namespace taqwim::kw_primary_2016
