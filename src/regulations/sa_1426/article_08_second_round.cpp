#include "regulations/sa_1426/article_08_second_round.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/article_06_allotment.h"
#include "regulations/sa_1426/article_07_passing.h"
#include "regulations/sa_1426/fraction_raise.h"

namespace taqwim::sa_1426 {

namespace {

const char* code_of(const StudentYear& year, std::size_t subject)
{
    return year.plan->subjects[subject].code.c_str();
}

bool covers(Scope scope, Term term)
{
    return scope == Scope::full ||
           scope == (term == Term::first ? Scope::first_term : Scope::second_term);
}

// Which clause says how the final mark is made.
const char* final_mark_clause(const StudentYear& year, std::size_t subject, Scope scope)
{
    if (year.is_affiliated())
        return "SR-10.7";
    if (is_oral(year, subject))
        return std::ranges::any_of(year.kept_marks,
                                   [&](const KeptMarks& kept) { return kept.subject == subject; })
                   ? "PG-20.11"
                   : "PG-20.10";
    return scope == Scope::full ? "SR-8.4" : "SR-8.3";
}

// Coursework that is added to the second-round mark: none in an oral subject, whose exam takes the place of the whole
// term (PG-20.10), but for the daily and weekly marks of the Qur'an (PG-20.11); affiliated students have none.
Mark kept_coursework(const StudentYear& year, std::size_t subject, Term term,
                     const SubjectOutcome& result, TraceStep& step)
{
    if (is_oral(year, subject)) {
        const KeptMarks* const kept = year.find_kept_marks(subject, term);
        if (kept == nullptr)
            return {};
        step.value("kept_marks", kept->mark, code(term));
        return kept->mark;
    }
    if (result.allotment.coursework[index(term)].value.is_zero())
        return {};
    const Mark& coursework = year.subjects[subject].at(term).coursework;
    step.value("coursework", coursework, code(term));
    return coursework;
}

void mark_after_one_term(const StudentYear& year, std::size_t subject, const Rules& rules,
                         SubjectOutcome& result, TraceStep& step, Trace& trace)
{
    const Term term = result.scope == Scope::first_term ? Term::first : Term::second;
    const Term kept = other(term);
    const Mark term_raw = year.subjects[subject].second_round.mark +
                          kept_coursework(year, subject, term, result, step);
    step.value("term_mark", result.term_raw[index(kept)], code(kept));
    result.second_raw = term_raw + result.term_raw[index(kept)];
    const RaisedTerm raised =
        raised_term_mark(term_raw, result.has_minimum ? &result.term_share[index(term)] : nullptr,
                         code(term), rules, trace);
    result.second_final =
        raised_final_mark({.raw = result.second_raw,
                           .minimum = result.has_minimum ? &result.minimum : nullptr,
                           .all_terms_reached = raised.reached && result.term_reached[index(kept)]},
                          rules, trace)
            .mark;
}

void mark_after_whole_course(const StudentYear& year, std::size_t subject, const Rules& rules,
                             SubjectOutcome& result, TraceStep& step, Trace& trace)
{
    result.second_raw = year.subjects[subject].second_round.mark;
    for (const Term term : k_terms)
        if (result.due[index(term)])
            result.second_raw += kept_coursework(year, subject, term, result, step);
    // There are no term marks any more, so only the sum's fraction is raised.
    result.second_final =
        raised_final_mark(
            {.raw = result.second_raw, .minimum = result.has_minimum ? &result.minimum : nullptr},
            rules, trace)
            .mark;
}

// What became of an exam that was not sat, where a clause says more than that.
void explain_absence(const StudentYear& year, std::size_t subject, const Rules& rules,
                     TraceStep& step, Trace& trace)
{
    switch (year.subjects[subject].second_round.state) {
    case SecondRound::State::absent:
        // Decision D9: the first-round mark stays; it is neither passed nor tolerated.
        step.read(rules.second_round_absence);
        step.note("D9");
        break;
    case SecondRound::State::excused: {
        auto open = trace.enter("SR-11.1", "make_up_is_open", "second_round");
        open.conclude(true);
        break;
    }
    case SecondRound::State::cancelled: {
        auto cancelled = trace.enter("SR-13.2", "exam_is_cancelled", "second_round");
        cancelled.conclude(true);
        break;
    }
    case SecondRound::State::not_given:
    case SecondRound::State::sat: break;
    }
}

}  // namespace

Scope second_round_scope(const StudentYear& year, std::size_t subject, const Outcome& outcome,
                         Trace& trace)
{
    auto step = trace.enter("SR-8.1", "second_round_scope", code_of(year, subject));
    const SubjectOutcome& result = outcome.subjects[subject];
    std::array<bool, k_terms.size()> is_deficient{};
    int terms = 0;
    for (const Term term : k_terms) {
        const std::size_t at = index(term);
        if (!result.due[at])
            continue;
        ++terms;
        // 1. A term is deficient in which the minimum's percentage of its marks was not reached; exactly that is enough.
        const bool reached =
            !result.has_minimum ||
            step.at_least("term_mark", result.term_mark[at], result.term_share[at], code(term));
        // Decision D8: or whose exam was not sat, whatever the marks.
        const bool sat = step.is_so("sat_exam", result.sat[at], code(term));
        is_deficient[at] = !reached || !sat;
    }
    // 2. That term's course, or the whole course where it is both, or where one exam covers all of it (SR-4.4, SR-10.5).
    Scope scope = Scope::full;
    if (terms == static_cast<int>(k_terms.size()) && is_deficient[0] != is_deficient[1])
        scope = is_deficient[0] ? Scope::first_term : Scope::second_term;
    step.result_text("scope", code(scope));
    return scope;
}

Mark second_round_maximum(const StudentYear& year, std::size_t subject, const Outcome& outcome,
                          Trace& trace)
{
    auto step = trace.enter("SR-8.2", "second_round_maximum", code_of(year, subject));
    const SubjectOutcome& result = outcome.subjects[subject];
    Mark maximum;
    for (const Term term : k_terms)
        if (result.due[index(term)] && covers(result.scope, term)) {
            const Mark examined = examined_marks(year, subject, term, result);
            step.value("exam_maximum", examined, code(term));
            maximum += examined;
            // PG-20.11  What is kept is not examined again.
            if (const KeptMarks* const kept = year.find_kept_marks(subject, term)) {
                step.value("kept_maximum", kept->maximum, code(term));
                maximum -= kept->maximum;
            }
        }
    return step.result("second_round_maximum", maximum);
}

void second_round_final_mark(const StudentYear& year, std::size_t subject, const Rules& rules,
                             Outcome& outcome, Trace& trace)
{
    SubjectOutcome& result = outcome.subjects[subject];
    const SecondRound& sitting = year.subjects[subject].second_round;
    {
        auto step = trace.enter(final_mark_clause(year, subject, result.scope),
                                "second_round_final_mark", code_of(year, subject));
        result.second_sat = sitting.state == SecondRound::State::sat;
        if (!result.second_sat) {
            step.is_so("sat_second_round", false);
            explain_absence(year, subject, rules, step, trace);
            result.second_raw = result.raw;
            result.second_final = result.final_mark;
        } else {
            // It takes the place of the exam also where it is lower: decision D9.
            step.value("second_round_mark", sitting.mark);
            if (result.scope == Scope::full)
                mark_after_whole_course(year, subject, rules, result, step, trace);
            else
                mark_after_one_term(year, subject, rules, result, step, trace);
        }
        step.result("final_mark", result.second_final);
    }
    result.second_passed =
        passes_subject(result, code_of(year, subject), RoundNumber::second, trace);
}

std::optional<Refusal> refuses_second_round(const StudentYear& year, const Outcome& outcome)
{
    for (std::size_t subject = 0; subject < year.subjects.size(); ++subject) {
        const SecondRound& sitting = year.subjects[subject].second_round;
        const SubjectOutcome& result = outcome.subjects[subject];
        if (sitting.state == SecondRound::State::not_given)
            continue;
        const std::string& name = year.plan->subjects[subject].code;
        if (result.scope == Scope::none)
            return Refusal{RefusalCode::second_round_not_due,
                           {{"subject", name}},
                           "/second_round/" + name,
                           "SR-8.0"};
        if (sitting.state == SecondRound::State::sat && sitting.mark > result.second_maximum)
            return Refusal{RefusalCode::mark_over_maximum,
                           {{"subject", name},
                            {"mark", sitting.mark.to_text()},
                            {"maximum", result.second_maximum.to_text()}},
                           "/second_round/" + name,
                           "SR-8.2"};
    }
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
