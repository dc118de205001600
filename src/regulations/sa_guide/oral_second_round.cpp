#include "regulations/sa_guide/oral_second_round.h"

#include "core/refusal_codes.h"

#include <algorithm>

namespace taqwim::sa_guide {

using sa_1426::Scope;

namespace {

// The terms that a scope covers.
bool covers(Scope scope, std::size_t term)
{
    return scope == Scope::full || (scope == Scope::first_term && term == 0) ||
           (scope == Scope::second_term && term == 1);
}

Scope scope_of(const std::array<bool, 2>& deficient)
{
    if (deficient[0] && deficient[1])
        return Scope::full;
    if (deficient[0])
        return Scope::first_term;
    return deficient[1] ? Scope::second_term : Scope::none;
}

// The same steps for both kinds: `total_minimum` passes the year, half of it a term.
Result<OralYearResult> judged_year(const OralYear& year, const Mark& total_minimum,
                                   const OralRules& rules, TraceStep& step)
{
    const Mark term_maximum = step.read(rules.term_maximum);
    const Mark total = year.terms[0] + year.terms[1];
    const bool all_sat = year.sat[0] && year.sat[1];
    OralYearResult result;
    if (step.is_so("assessed", all_sat) && step.at_least("total", total, total_minimum)) {
        result.final_mark = total;
        step.result("final_mark", total);
        step.conclude(true);
        return result;
    }
    const Mark share = total_minimum / static_cast<int>(year.terms.size());
    std::array<bool, 2> deficient{};
    for (std::size_t term = 0; term < deficient.size(); ++term)
        deficient[term] = !year.sat[term] || year.terms[term] < share;
    result.scope = scope_of(deficient);
    step.result_text("scope", sa_1426::code(result.scope));

    Mark final_mark;
    for (std::size_t term = 0; term < deficient.size(); ++term) {
        if (covers(result.scope, term)) {
            result.second_round_maximum += term_maximum - year.kept_maximum[term];
            final_mark += year.kept[term];
        } else
            final_mark += year.terms[term];
    }
    step.value("second_round_maximum", result.second_round_maximum);
    if (year.second_round) {
        if (*year.second_round > result.second_round_maximum)
            return Refusal{RefusalCode::mark_over_maximum,
                           {{"mark", year.second_round->to_text()},
                            {"maximum", result.second_round_maximum.to_text()}},
                           "/r2",
                           "PG-20.10"};
        result.final_mark = step.result("final_mark", final_mark + *year.second_round);
    }
    step.conclude(false);
    return result;
}

}  // namespace

Mark oral_maximum(Scope scope, const OralRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-20.10", "oral_maximum");
    return step.result("maximum", scope == Scope::full ? step.read(rules.whole_maximum)
                                                       : step.read(rules.term_maximum));
}

Result<Mark> panel_mean(const OralPanel& panel, const OralRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-20.14", "panel_mean");
    // 1. Two teachers or more, the subject's teacher one of them.
    const auto examiners = static_cast<int>(panel.marks.size());
    const int least = step.read(rules.least_examiners);
    if (!step.at_least("examiners", examiners, least) ||
        !step.is_so("subject_teacher", panel.has_subject_teacher))
        return Refusal{RefusalCode::oral_committee_incomplete,
                       {{"value", std::to_string(examiners)}, {"minimum", std::to_string(least)}},
                       "/marks",
                       "PG-20.14"};
    // 2. The course stands in so many groups of so many questions.
    const int groups = step.read(rules.groups);
    const int questions = step.read(rules.least_questions);
    if (!step.at_least("groups", panel.groups, groups) ||
        !step.at_least("questions", panel.fewest_questions, questions))
        return Refusal{RefusalCode::oral_groups_too_few,
                       {{"value", std::to_string(panel.groups)},
                        {"minimum", std::to_string(groups)},
                        {"questions", std::to_string(panel.fewest_questions)},
                        {"least_questions", std::to_string(questions)}},
                       "/groups",
                       "PG-20.14"};
    // 3. The mean of the marks that each gave.
    const Mark maximum = oral_maximum(panel.scope, rules, trace);
    Mark sum;
    for (std::size_t examiner = 0; examiner < panel.marks.size(); ++examiner) {
        const Mark& mark = panel.marks[examiner];
        if (mark > maximum)
            return Refusal{RefusalCode::mark_over_maximum,
                           {{"mark", mark.to_text()}, {"maximum", maximum.to_text()}},
                           "/marks/" + std::to_string(examiner),
                           "PG-20.10"};
        step.value("mark", mark);
        sum += mark;
    }
    return step.result("mean", sum / examiners);
}

Result<OralYearResult> oral_year(const OralYear& year, const OralRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-20.10", "oral_second_round");
    return judged_year(year, year.minimum, rules, step);
}

Result<OralYearResult> quran_year(const OralYear& year, const OralRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-20.11", "quran_second_round");
    const Mark minimum = step.read(rules.whole_maximum) * step.read(rules.quran_share);
    return judged_year(year, minimum, rules, step);
}

Mark computing_second_round_maximum(int grade, Scope scope, const Mark& term_exam,
                                    const OralRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-20.13", "computing_second_round_maximum");
    const bool written_alone =
        step.equals("grade", Exact(grade), Exact(step.read(rules.computer_grade)));
    const Mark term = written_alone ? step.read(rules.computer_term_maximum) : term_exam;
    return step.result("maximum", scope == Scope::full ? term + term : term);
}

}  // namespace taqwim::sa_guide
