#include "regulations/kw_primary_2016/article_16_exceptional.h"

#include "regulations/kw_primary_2016/article_15_absence.h"

namespace taqwim::kw_primary_2016 {

namespace {

bool is_due(const SubjectYearOutcome& subject)
{
    return subject.counted && !subject.exempt;
}

void open_for_all(SecondChance scope, Outcome& outcome)
{
    for (SubjectYearOutcome& subject : outcome.subjects)
        if (is_due(subject))
            subject.second_chance = scope;
}

// Whether the ledger has the student at school on the last school day of the first term.
bool attended_to_the_end_of_first_term(const StudentYear& year, const AbsenceClasses& classes)
{
    if (!classes.has_ledger())
        return false;
    Day last = year.calendar->term_end(Term::first);
    while (last > year.calendar->year_start && !year.calendar->is_school_day(last))
        last = last + -1;
    const AbsentDay* const absent = classes.find(last);
    return absent == nullptr || !absent->whole_day;
}

// Whether the first term broke off: some of it was assessed, and something of it is missing under the case.
bool first_term_broke_off(const StudentYear& year, const AbsenceClasses& classes,
                          const Outcome& outcome)
{
    if (outcome.at(Term::first).whole_absence != WholeTermAbsence::no)
        return false;
    // A case may be older than the absence: who came to the end of the term was not absent from a part of it on.
    if (attended_to_the_end_of_first_term(year, classes))
        return false;
    if (year.exceptional->from && year.calendar &&
        *year.exceptional->from <= year.calendar->term_end(Term::first))
        return true;
    const auto day_of = [&](YearDay day) {
        return day == k_no_day ? std::nullopt : std::optional<Day>(year.day_of(day));
    };
    for (const Subject subject : k_all_subjects) {
        const SubjectTerm& facts = year.at(subject, Term::first);
        for (std::uint32_t i = 0; facts.has_units && i < facts.units; ++i) {
            const Unit& unit = year.units[facts.first_unit + i];
            if (unit.state == UnitState::absent_excused &&
                classes.excused_on(day_of(unit.day)) == ItemClass::exceptional)
                return true;
            if (unit.state == UnitState::absent &&
                classes.on(day_of(unit.day)) == ItemClass::exceptional)
                return true;
        }
    }
    return false;
}

}  // namespace

SecondChance scope_of_exceptional_case(const StudentYear& year, const AbsenceClasses& classes,
                                       Outcome& outcome, Trace& trace)
{
    if (!classes.exceptional_case_stands())
        return SecondChance::none;
    auto step = trace.enter("KW-16.2", "scope_of_exceptional_case");
    SecondChance scope = SecondChance::none;

    if (outcome.at(Term::second).whole_absence == WholeTermAbsence::exceptional) {
        // (a) A part of the first term attended, absent to the end; (c) the whole of the second term.
        scope = step.is_so("first_term_broke_off", first_term_broke_off(year, classes, outcome))
                    ? SecondChance::both_terms
                    : SecondChance::whole_second_term;
        // KW-16.1  What was refused leaves an ordinary excuse.
        if (approval_of(*year.exceptional, scope) == Judgement::refused) {
            outcome.at(Term::second).whole_absence = WholeTermAbsence::excused;
            scope = SecondChance::none;
        }
        if (scope != SecondChance::none)
            open_for_all(scope, outcome);
    } else {
        // (b) Absent in the last two months: the subjects with missed items.
        for (const Subject subject : k_all_subjects) {
            SubjectYearOutcome& result = outcome.at(subject);
            if (!is_due(result))
                continue;
            if (outcome.at(subject, Term::second).missed_exceptionally) {
                result.second_chance = SecondChance::missed_units;
                scope = SecondChance::missed_units;
            } else if (result.performance_state == PerformanceState::awaiting_second_round) {
                result.second_chance = SecondChance::performance_only;
                if (scope == SecondChance::none)
                    scope = SecondChance::performance_only;
            }
        }
    }
    step.result_text("scope", code(scope));
    return scope;
}

Judgement approval_of(const ExceptionalCase& exceptional, SecondChance scope)
{
    return scope == SecondChance::both_terms ? exceptional.ministry_committee
                                             : exceptional.district;
}

std::optional<Day> exceptional_limit(const StudentYear& year, const Rules& rules)
{
    if (year.grade == k_grades) {
        const MonthDay limit = rules.exceptional_limit_grade_5.value;
        return Day::of(year.school_year.first + 1, limit.month, limit.day);
    }
    if (!year.calendar || !year.calendar->next_second_term_start)
        return std::nullopt;
    return end_of_first_week(*year.calendar->next_second_term_start, rules);
}

bool exceptional_case_is_assessed(const StudentYear& year, const Outcome& outcome)
{
    const auto has_no_paper = [](SittingState state) {
        return state == SittingState::not_given || state == SittingState::absent_excused;
    };
    for (const Subject subject : k_all_subjects) {
        if (outcome.at(subject).second_chance == SecondChance::none)
            continue;
        SittingState state = year.placement[index(subject)].state;
        if (year.grade == k_grades)
            for (const auto& [of, papers] : year.second_round)
                if (of == subject)
                    state = papers.state;
        if (has_no_paper(state))
            return false;
    }
    return true;
}

Finding is_pending_exceptional_case(const StudentYear& year, SecondChance scope, const Rules& rules,
                                    Outcome& outcome, Trace& trace)
{
    auto step = trace.enter("KW-16.1", "is_pending_exceptional_case");
    if (scope == SecondChance::none)
        return step.conclude(Finding::not_met);
    step.text("scope", code(scope));
    if (!step.is_so("not_assessed", !exceptional_case_is_assessed(year, outcome)))
        return step.conclude(Finding::not_met);
    outcome.due_day = exceptional_limit(year, rules);
    if (!step.is_so("not_lapsed", !year.exceptional->lapsed))
        return step.conclude(Finding::not_met);
    if (outcome.due_day && year.as_of && !step.not_after("as_of", *year.as_of, *outcome.due_day))
        return step.conclude(Finding::not_met);
    if (!outcome.due_day)
        step.note("limit_not_in_calendar");
    return step.conclude(Finding::met);
}

}  // namespace taqwim::kw_primary_2016
