// Absence, lateness, leave and excuses, each just below, at and above its step: Articles 20 to 22 and 25.

#include "branches.h"

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::Judgement;

void expect_pass(Draft& draft)
{
    const char* const decision = draft.grade() == k_grades ? "passed_stage" : "promoted";
    draft.expect(decision, decision);
}

// What so many unexcused days cost, as the printed table has it; the branches of the ladder say no more than that.
int deduction_of_unexcused(int days)
{
    return days >= 25 ? 8 : days >= 19 ? 6 : days >= 13 ? 4 : days >= 7 ? 2 : 0;
}

void unexcused_days(Draft& draft, int days)
{
    draft.unexcused(Term::first, days);
    draft.deduction(Term::first, deduction_of_unexcused(days));
    draft.may_fall();
    draft.general_ability(75);
    draft.clauses("KW-22.6 KW-22.7");
    expect_pass(draft);
}

void six_in_each_term(Draft& draft, int)
{
    for (const Term term : k_terms)
        draft.unexcused(term, 6);
    draft.clauses("KW-22.1");
    expect_pass(draft);
}

void referred_as_compulsory(Draft& draft, int)
{
    unexcused_days(draft, 30);
    draft.student().nationality = "KW";
    draft.clauses("KW-22.6 KW-P5-E.3");
}

void not_compulsory(Draft& draft, int)
{
    unexcused_days(draft, 31);
    draft.student().nationality = "EG";
    draft.clauses("KW-22.6 KW-31");
}

void nationality_missing(Draft& draft, int)
{
    unexcused_days(draft, 30);
    draft.student().nationality.clear();
    draft.clauses("KW-22.6 KW-P5-E.1");
}

void too_old_to_be_compulsory(Draft& draft, int)
{
    unexcused_days(draft, 30);
    draft.student().nationality = "KW";
    draft.student().birth_date = day(2001, 5, 1);
    draft.clauses("KW-P5-E.1 KW-32");
}

// Spells of ten school days at most: intermittent, and so counted.
void excused_days(Draft& draft, int days)
{
    draft.excused_spells(Term::first, days, 10, ExcuseKind::government_hospital);
    draft.deduction(Term::first, days >= 61 ? 4 : days >= 31 ? 2 : 0);
    draft.may_fall();
    draft.clauses("KW-22.5 KW-T-22a");
    expect_pass(draft);
}

// One unbroken spell is no intermittent absence: decision D16.
void continuous_spell(Draft& draft, int days)
{
    draft.presence().absent(draft.free_day(Term::first, 5, 45), days,
                            ExcuseKind::government_hospital);
    draft.may_fall();
    draft.clauses("KW-22.5");
    expect_pass(draft);
}

void lateness(Draft& draft, int times)
{
    draft.late(Term::first, times, Judgement::refused);
    draft.clauses("KW-20.2 KW-20.3");
    expect_pass(draft);
}

void lateness_of_two_terms(Draft& draft, int)
{
    draft.late(Term::first, 7, Judgement::refused);
    draft.late(Term::second, 1, Judgement::refused);
    draft.clauses("KW-20.1");
    expect_pass(draft);
}

void lateness_accepted(Draft& draft, int)
{
    draft.late(Term::first, 5, Judgement::refused);
    draft.late(Term::first, 3, Judgement::accepted);
    draft.clauses("KW-20.4");
    expect_pass(draft);
}

void lateness_undecided(Draft& draft, int)
{
    draft.late(Term::second, 8, Judgement::undecided);
    draft.clauses("KW-20.4 KW-20.3");
    expect_pass(draft);
}

void lateness_makes_the_seventh_day(Draft& draft, int)
{
    draft.unexcused(Term::first, 6);
    draft.late(Term::first, 8, Judgement::refused);
    draft.deduction(Term::first, 2);
    draft.clauses("KW-20.3 KW-22.6");
    expect_pass(draft);
}

void missed_periods(Draft& draft, int periods)
{
    std::vector<int> missed;
    missed.reserve(static_cast<std::size_t>(periods));
    for (int i = 0; i < periods; ++i)
        missed.push_back(3 + 2 * i);
    draft.presence().missed_periods(draft.free_day(Term::first, 20, 80), missed);
    draft.clauses("KW-22.4");
    expect_pass(draft);
}

void leave(Draft& draft, int approved)
{
    draft.presence().leave(draft.free_day(Term::second, 20, 80), approved == 1);
    draft.clauses(approved == 1 ? "KW-21.1" : "KW-21.2");
    expect_pass(draft);
}

// Absent on a Thursday, back on the Sunday: the third school day after it is the Wednesday.
void excuse(Draft& draft, int kind)
{
    const std::vector<Day>& days = sample_calendar().of(Term::second);
    std::vector<Day> thursdays;
    for (const Day day : days)
        if (day.weekday() == Weekday::thursday && !draft.schedule().has_unit(day) &&
            sample_calendar().days.is_school_day(day + 3) &&
            sample_calendar().days.is_school_day(day + 7))
            thursdays.push_back(day);
    draft.presence().absent(draft.random().one_of(thursdays), 1, static_cast<ExcuseKind>(kind));
    draft.clauses("KW-22.5");
    expect_pass(draft);
}

constexpr int number_of(ExcuseKind kind)
{
    return static_cast<int>(kind);
}

void official_activity(Draft& draft, int)
{
    // The days around a unit, which he sits on the day before he leaves (KW-25).
    const Day unit = draft.schedule().unit_day(Subject::science, Term::first, 1);
    const kw_primary_2016::SchoolCalendar& calendar = sample_calendar().days;
    Day last = unit;
    for (int days = 1; days < 4; last = last + 1)
        days += calendar.is_school_day(last + 1) ? 1 : 0;
    draft.presence().activity(unit, last);
    for (const Subject subject : subjects_of(draft.grade()))
        for (int number = 1; number <= units_of(subject); ++number)
            if (draft.schedule().unit_day(subject, Term::first, number) == unit)
                draft.wishes().units_sat_before.insert({subject, Term::first, number});
    draft.clauses("KW-25");
    expect_pass(draft);
}

void counts_with_deduction(Draft& draft, int)
{
    draft.unexcused(Term::first, 13);
    draft.may_fall();
    draft.general_ability(75);
    draft.deduction(Term::first, 4);
    draft.late(Term::first, 5, Judgement::refused);
    draft.mean_of_terms(Subject::maths, 77, 2);
    draft.clauses("KW-22.6 KW-17.2");
    expect_pass(draft);
}

void counts_excused(Draft& draft, int)
{
    excused_days(draft, 31);
}

}  // namespace

std::span<const Branch> branches_of_attendance()
{
    static const std::vector<Branch> list = {
        {"unexcused_3", {1}, unexcused_days, 3},
        {"unexcused_6", {2}, unexcused_days, 6},
        {"unexcused_7", {3}, unexcused_days, 7},
        {"unexcused_12", {4}, unexcused_days, 12},
        {"unexcused_13", {5}, unexcused_days, 13},
        {"unexcused_18", {1}, unexcused_days, 18},
        {"unexcused_19", {2}, unexcused_days, 19},
        {"unexcused_24", {3}, unexcused_days, 24},
        {"unexcused_25", {4}, unexcused_days, 25},
        {"unexcused_six_in_each_term", {5}, six_in_each_term},
        {"referral_compulsory", {4}, referred_as_compulsory},
        {"referral_not_compulsory", {2}, not_compulsory},
        {"referral_nationality_missing", {3}, nationality_missing},
        {"referral_too_old", {5}, too_old_to_be_compulsory},
        {"excused_30", {1}, excused_days, 30},
        {"excused_31", {2}, excused_days, 31},
        {"excused_60", {3}, excused_days, 60},
        {"excused_61", {4}, excused_days, 61},
        {"excused_continuous_35", {5}, continuous_spell, 35},
        {"late_5", {1}, lateness, 5},
        {"late_6", {2}, lateness, 6},
        {"late_7_and_1", {3}, lateness_of_two_terms},
        {"late_8", {4}, lateness, 8},
        {"late_15", {5}, lateness, 15},
        {"late_16", {1}, lateness, 16},
        {"late_accepted", {2}, lateness_accepted},
        {"late_undecided", {3}, lateness_undecided},
        {"late_makes_the_seventh_day", {4}, lateness_makes_the_seventh_day},
        {"missed_period", {5}, missed_periods, 1},
        {"missed_two_periods", {1}, missed_periods, 2},
        {"leave_approved", {2}, leave, 1},
        {"leave_not_approved", {3}, leave, 0},
        {"excuse_medical", {1}, excuse, number_of(ExcuseKind::medical)},
        {"excuse_government_hospital", {3}, excuse, number_of(ExcuseKind::government_hospital)},
        {"excuse_private_certified", {4}, excuse, number_of(ExcuseKind::private_certified)},
        {"excuse_non_medical", {5}, excuse, number_of(ExcuseKind::non_medical)},
        {"excuse_on_the_last_day", {1}, excuse, number_of(ExcuseKind::on_the_last_day)},
        {"excuse_a_day_late", {2}, excuse, number_of(ExcuseKind::a_day_late)},
        {"excuse_not_on_the_form", {3}, excuse, number_of(ExcuseKind::not_on_the_form)},
        {"excuse_not_certified", {4}, excuse, number_of(ExcuseKind::not_certified)},
        {"excuse_private_uncertified", {5}, excuse, number_of(ExcuseKind::private_uncertified)},
        {"excuse_refused", {1}, excuse, number_of(ExcuseKind::refused)},
        {"excuse_undecided", {2}, excuse, number_of(ExcuseKind::undecided)},
        {"excuse_never_handed_in", {3}, excuse, number_of(ExcuseKind::never_handed_in)},
        {"official_activity", {4}, official_activity},
        {"counts_with_deduction", {3}, counts_with_deduction, 0, BranchPlace::counts_section},
        {"counts_excused_31", {3}, counts_excused, 0, BranchPlace::counts_section},
    };
    return list;
}

}  // namespace taqwim::sample_school
