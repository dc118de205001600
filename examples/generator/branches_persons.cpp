// Who the student is and what is not known of him: Articles 23, 24, 26 and 32, and missing facts.

#include "branches.h"
#include "people.h"

namespace taqwim::sample_school {

namespace {

constexpr const char* k_non_muslim = "non_muslim";
constexpr const char* k_medical_report = "medical_report";

void expect_pass(Draft& draft)
{
    const char* const decision = draft.grade() == k_grades ? "passed_stage" : "promoted";
    draft.expect(decision, decision);
}

void newcomer_on(Draft& draft, Day day)
{
    draft.student().enrolled_on = day;
    draft.student().newcomer = true;
    draft.clauses("KW-23");
    expect_pass(draft);
}

void newcomer_in_term_1(Draft& draft, int)
{
    newcomer_on(draft, day(2015, 11, 15));
}

// The first unit of Arabic was held before he came and never made up: an excused zero.
void newcomer_unit_not_made_up(Draft& draft, int)
{
    newcomer_on(draft, day(2015, 11, 15));
    draft.wishes().units_never_made_up.insert({Subject::arabic, Term::first, 1});
    draft.rows("A2");
}

void newcomer_in_term_2(Draft& draft, int late)
{
    newcomer_on(draft, late == 1 ? day(2016, 3, 1) : day(2016, 2, 1));
    draft.at_least(30);
    draft.rows("A3");
    draft.clauses("KW-23 KW-15.A.E3");
}

// Five days at the school before and the sixth here: the first warning is this school's.
void transferred_with_five_days(Draft& draft, int)
{
    const Day first = day(2015, 11, 1);
    draft.student().enrolled_on = first;
    draft.student().transfers.push_back(
        {.term = Term::first, .on = first, .unexcused_days = 5, .documents = {"oral_notice"}});
    draft.unexcused(Term::first, 1);
    draft.clauses("KW-24");
    expect_pass(draft);
}

// Four excused spells there and three days here make 31; seven latenesses there and one here make a day.
void transferred_in_term_2(Draft& draft, int)
{
    const Day first = day(2016, 4, 3);
    draft.student().enrolled_on = first;
    draft.student().transfers.push_back({.term = Term::second,
                                         .on = first,
                                         .excused_days = 28,
                                         .lateness_unaccepted = 7,
                                         .documents = {"lateness_warning"}});
    draft.presence().absent(draft.free_day(Term::second, 60, 90, 3), 3, ExcuseKind::medical);
    draft.late(Term::second, 1, kw_primary_2016::Judgement::refused);
    draft.deduction(Term::second, 2);
    draft.clauses("KW-24 KW-T-22a KW-20.3");
    expect_pass(draft);
}

void non_muslim(Draft& draft, int)
{
    draft.student().name = drawn_non_muslim_name(draft.random());
    draft.student().nationality = "LB";
    draft.clauses("KW-26.1");
    expect_pass(draft);
}

void non_muslim_withdrawn(Draft& draft, int from_second_term)
{
    non_muslim(draft, 0);
    for (const Subject subject : {Subject::quran, Subject::islamic})
        draft.exempt(subject, from_second_term == 1 ? Term::second : Term::first, k_non_muslim);
    draft.clauses("KW-26.1 KW-12.2");
    expect_pass(draft);
}

void exempt_from_pe(Draft& draft, int from_second_term)
{
    draft.exempt(Subject::pe, from_second_term == 1 ? Term::second : Term::first, k_medical_report);
    draft.clauses("KW-26.2 KW-27");
    expect_pass(draft);
}

void born_on(Draft& draft, int day_of_september)
{
    draft.student().birth_date = day(2003, 9, day_of_september);
    draft.clauses("KW-32");
    expect_pass(draft);
}

void birth_date_missing(Draft& draft, int)
{
    draft.student().birth_date.reset();
    draft.clauses("KW-32");
    expect_pass(draft);
}

void sex_missing(Draft& draft, int)
{
    draft.student().sex.clear();
    draft.clauses("KW-32");
    expect_pass(draft);
}

void unit_missing(Draft& draft, int)
{
    draft.wishes().units_without_result.insert({Subject::english, Term::second, 2});
    draft.clauses("KW-4.1 KW-DECIDE");
    draft.expect("incomplete", "incomplete");
}

void competency_missing(Draft& draft, int)
{
    draft.wishes().competencies_without_level.insert({Subject::social, Term::first, 3});
    draft.may_fall();
    draft.clauses("KW-4.1 KW-DECIDE");
    draft.expect("incomplete", "incomplete");
}

void performance_missing(Draft& draft, int)
{
    draft.no_other_performance();
    for (const Subject subject : scientific_subjects_of(draft.grade()))
        if (subject != Subject::science)
            draft.performance(subject, "71");
    draft.clauses("KW-4.8 KW-DECIDE");
    draft.expect("incomplete", "incomplete");
}

// A gap in a practical subject is listed and stands in nobody's way.
void practical_unit_missing(Draft& draft, int)
{
    draft.wishes().units_without_result.insert({Subject::art, Term::second, 1});
    draft.clauses("KW-4.1 KW-8.2");
    expect_pass(draft);
}

void absence_in_counts(Draft& draft, int)
{
    draft.student().attendance_form = AttendanceForm::counts;
    draft.clauses("KW-4.4");
    expect_pass(draft);
}

void averages_raised(Draft& draft, int)
{
    draft.mean_of_terms(Subject::maths, 79, 2);
    draft.clauses("KW-10.2 KW-17.1");
    expect_pass(draft);
}

}  // namespace

std::span<const Branch> branches_of_persons()
{
    static const std::vector<Branch> list = {
        {"newcomer_in_term_1", {4}, newcomer_in_term_1},
        {"newcomer_unit_not_made_up", {1}, newcomer_unit_not_made_up},
        {"newcomer_on_first_day_of_term_2", {2}, newcomer_in_term_2, 0},
        {"newcomer_in_march", {3}, newcomer_in_term_2, 1},
        {"transfer_sixth_day_here", {3}, transferred_with_five_days},
        {"transfer_in_term_2", {5}, transferred_in_term_2},
        {"non_muslim_assessed", {3}, non_muslim},
        {"non_muslim_withdrawn", {2, 4}, non_muslim_withdrawn, 0},
        {"non_muslim_withdrawn_in_term_2", {5}, non_muslim_withdrawn, 1},
        {"pe_exempt", {4}, exempt_from_pe, 0},
        {"pe_exempt_from_term_2", {1}, exempt_from_pe, 1},
        {"boy_over_12", {5}, born_on, 12},
        {"boy_exactly_12", {5}, born_on, 13},
        {"boy_over_12_grade_4", {4}, born_on, 12},
        {"birth_date_missing", {5}, birth_date_missing},
        {"sex_missing", {4}, sex_missing},
        {"missing_unit", {2}, unit_missing},
        {"missing_competency", {4}, competency_missing},
        {"missing_performance", {5}, performance_missing},
        {"missing_practical_unit", {3}, practical_unit_missing},
        {"absence_in_counts", {1}, absence_in_counts},
        {"averages_raised", {2}, averages_raised, 0, BranchPlace::averages_section},
    };
    return list;
}

}  // namespace taqwim::sample_school
