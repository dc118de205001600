// Missed assessments: Articles 4 (4), 5 and 15, row by row of the printed table.

#include "branches.h"

namespace taqwim::sample_school {

namespace {

void expect_pass(Draft& draft)
{
    const char* const decision = draft.grade() == k_grades ? "passed_stage" : "promoted";
    draft.expect(decision, decision);
}

// The whole year, W0.

void absent_all_year(Draft& draft, int excused)
{
    const ExcuseKind excuse = excused == 1 ? ExcuseKind::government_hospital : ExcuseKind::none;
    for (const Term term : k_terms)
        draft.whole_term(term, excuse);
    draft.at_least(0);
    draft.rows("W0");
    draft.clauses("KW-5.1");
    draft.no_other_performance();
    draft.expect("repeat", "repeat", "R1");
}

// The first term: A3, A3u.

void first_term_excused(Draft& draft, int)
{
    draft.whole_term(Term::first, ExcuseKind::medical);
    draft.at_least(30);
    draft.rows("A3");
    draft.clauses("KW-15.A.E3");
    expect_pass(draft);
}

void first_term_unexcused(Draft& draft, int)
{
    draft.whole_term(Term::first, ExcuseKind::none);
    draft.general_ability(95);
    draft.at_least(42);
    draft.rows("A3u");
    draft.clauses("KW-5.3 KW-15.A.U3");
    expect_pass(draft);
}

// 78 in the second term are 39 in the year: one subject alone, so it is raised.
void first_term_unexcused_39(Draft& draft, int)
{
    first_term_unexcused(draft, 0);
    draft.term_marks(Subject::maths, 0, 78);
    draft.clauses("KW-5.3 KW-17.2");
}

// Single items of the first term: A1, A1u, A2, A2u, A2L.

void measure_missed(Draft& draft, Subject subject, Term term, bool in_last_two_months,
                    ExcuseKind excuse)
{
    const Day missed = draft.measure_day(subject, term, 0, in_last_two_months);
    draft.presence().absent(missed, 1, excuse);
    for (int competency = 1; competency <= competencies_of(subject); ++competency)
        draft.wishes().competencies_never_made_up.insert({subject, term, competency});
}

void measure_missed_first_term(Draft& draft, int excused)
{
    measure_missed(draft, Subject::arabic, Term::first, false,
                   excused == 1 ? ExcuseKind::medical : ExcuseKind::none);
    draft.rows(excused == 1 ? "A1" : "A1u");
    draft.clauses(excused == 1 ? "KW-15.A.E1" : "KW-15.A.U1");
    expect_pass(draft);
}

void unit_missed(Draft& draft, Subject subject, Term term, int number, ExcuseKind excuse)
{
    draft.absent_on_unit(subject, term, number, excuse);
    draft.wishes().units_never_made_up.insert({subject, term, number});
    draft.may_fall();
}

void unit_missed_first_term(Draft& draft, int excused)
{
    unit_missed(draft, Subject::arabic, Term::first, 1,
                excused == 1 ? ExcuseKind::medical : ExcuseKind::none);
    draft.rows(excused == 1 ? "A2" : "A2u");
    draft.clauses(excused == 1 ? "KW-15.A.E2" : "KW-15.A.U2");
    expect_pass(draft);
}

void last_unit_missed_first_term(Draft& draft, int)
{
    unit_missed(draft, Subject::arabic, Term::first, 3, ExcuseKind::medical);
    draft.rows("A2L");
    draft.clauses("KW-15.A.E2");
    expect_pass(draft);
}

// Away from the day of the unit to the holiday; it is made up on the last day of the first week of term 2.
void last_unit_made_up_in_february(Draft& draft, int)
{
    const Day unit = draft.schedule().unit_day(Subject::arabic, Term::first, 3);
    draft.presence().absent_between(unit, sample_calendar().of(Term::first).back(),
                                    ExcuseKind::government_hospital);
    draft.wishes().units_made_up_at_the_end.insert({Subject::arabic, Term::first, 3});
    draft.may_fall();
    draft.clauses("KW-15.A.E2");
    expect_pass(draft);
}

// A competency that could not be measured at all and is left out with the head of department's signature.
void competency_excluded(Draft& draft, int)
{
    const ItemWishes::Item item{Subject::science, Term::first, 2};
    for (const PlannedMeasure& planned :
         draft.schedule().at(Subject::science, Term::first).measures)
        if (planned.competency == 2 && draft.presence().on(planned.on) == DayState::present)
            draft.presence().absent(planned.on, 1, ExcuseKind::medical);
    draft.wishes().competencies_excluded.insert(item);
    draft.may_fall();
    draft.rows("A1");
    draft.clauses("KW-15.A.E1");
    expect_pass(draft);
}

// The second term of grades 1 to 4: B3, B3u, B1, B1w, B1u, B2, B2w, B2u.

void second_term_absent(Draft& draft, int excused)
{
    draft.whole_term(Term::second, excused == 1 ? ExcuseKind::medical : ExcuseKind::none);
    draft.no_other_performance();
    const bool grade_5 = draft.grade() == k_grades;
    if (excused == 1) {
        draft.rows(grade_5 ? "C4" : "B3");
        draft.clauses(grade_5 ? "KW-15.C.E4" : "KW-15.B.E3");
        draft.expect("repeat", "repeat", "R3");
        return;
    }
    if (grade_5)
        for (const Subject subject : scientific_subjects_of(draft.grade()))
            draft.performance(subject, "U");
    draft.rows(grade_5 ? "C4u" : "B3u");
    draft.clauses(grade_5 ? "KW-15.C.U4" : "KW-15.B.U3");
    draft.expect("repeat", "repeat", "R2");
}

void measure_missed_second_term(Draft& draft, int kind)
{
    const bool grade_5 = draft.grade() == k_grades;
    measure_missed(draft, Subject::arabic, Term::second, kind == 1,
                   kind == 2 ? ExcuseKind::none : ExcuseKind::medical);
    static constexpr std::array<const char*, 3> rows = {"B1", "B1w", "B1u"};
    static constexpr std::array<const char*, 3> rows_5 = {"C1", "C1w", "C1u"};
    draft.rows((grade_5 ? rows_5 : rows).at(static_cast<std::size_t>(kind)));
    draft.clauses(grade_5 ? (kind == 2 ? "KW-15.C.U1" : "KW-15.C.E1")
                          : (kind == 2 ? "KW-15.B.U1" : "KW-15.B.E1"));
    expect_pass(draft);
}

void unit_missed_unexcused(Draft& draft, int)
{
    const bool grade_5 = draft.grade() == k_grades;
    unit_missed(draft, Subject::arabic, Term::second, 3, ExcuseKind::none);
    draft.rows(grade_5 ? "C2u" : "B2u");
    draft.clauses(grade_5 ? "KW-15.C.U2" : "KW-15.B.U2");
    expect_pass(draft);
}

void unit_missed_early(Draft& draft, int)
{
    unit_missed(draft, Subject::science, Term::second, 1, ExcuseKind::medical);
    draft.placement(Subject::science, "70");
    draft.rows("B2");
    draft.clauses("KW-15.B.E2 KW-18.5");
    draft.expect("placement", "promoted");
}

void unit_missed_in_last_months(Draft& draft, int)
{
    unit_missed(draft, Subject::science, Term::second, 2, ExcuseKind::non_medical);
    draft.placement(Subject::science, "64.5");
    draft.rows("B2w");
    draft.clauses("KW-15.B.E2 KW-18.5");
    draft.expect("placement", "promoted");
}

void unit_missed_placement_missed(Draft& draft, int passes)
{
    unit_missed(draft, Subject::science, Term::second, 2, ExcuseKind::medical);
    draft.gross_of_term(Subject::science, Term::first, passes == 1 ? 80 : 40);
    draft.gross_of_term(Subject::science, Term::second, passes == 1 ? 60 : 35);
    draft.placement(Subject::science, passes == 1 ? "E" : "U");
    draft.rows("B2w");
    draft.clauses("KW-15.B.E2 KW-18.5");
    if (passes == 1)
        draft.expect("placement", "promoted");
    else
        draft.expect("placement", "repeat", "R6");
}

// Grade 5: C2, C3.

void unit_missed_grade_5(Draft& draft, int)
{
    unit_missed(draft, Subject::science, Term::second, 2, ExcuseKind::medical);
    draft.rows("C2");
    draft.clauses("KW-15.C.E2");
    expect_pass(draft);
}

void performance_excused(Draft& draft, int)
{
    for (const Subject subject : {Subject::maths, Subject::science}) {
        draft.mean_of_terms(subject, 60);
        draft.performance(subject, "E");
        draft.second_round({.subject = subject, .performance = "50"});
    }
    draft.rows("C3");
    draft.clauses("KW-15.C.E3 KW-19.3");
    draft.expect("second_round", "passed_stage");
}

// Absent again: performance zero, not passed.
void performance_excused_twice(Draft& draft, int)
{
    draft.mean_of_terms(Subject::english, 60);
    draft.performance(Subject::english, "E");
    draft.second_round({.subject = Subject::english, .absent = "U"});
    draft.rows("C3");
    draft.clauses("KW-15.C.E3");
    draft.expect("second_round", "repeat", "R7");
}

// The last two months, Article 4 (4).

Day first_of_last_months()
{
    for (const Day day : sample_calendar().of(Term::second))
        if (sample_calendar().is_in_last_two_months(day))
            return day;
    return sample_calendar().days.year_end;
}

void last_two_months_absent(Draft& draft, int)
{
    draft.presence().absent_between(first_of_last_months(), sample_calendar().days.year_end,
                                    ExcuseKind::none);
    draft.deduction(Term::second, 8);
    draft.at_least(0);
    draft.may_fall();
    draft.clauses("KW-4.4");
    draft.expect("repeat", "repeat", "R4");
}

// One day attended is enough, but what was missed is zero and eight marks are taken off.
void last_two_months_one_day(Draft& draft, int)
{
    const Day first = first_of_last_months();
    draft.presence().absent_between(first + 1, sample_calendar().days.year_end, ExcuseKind::none);
    draft.deduction(Term::second, 8);
    draft.general_ability(100);
    draft.at_least(60);
    draft.may_fall();
    draft.clauses("KW-4.4");
    draft.expect("promoted", "promoted");
}

// All of it excused: the condition is not broken, and the missed units lead to placement.
void last_two_months_excused(Draft& draft, int)
{
    const Day first = first_of_last_months();
    draft.presence().absent_between(first, sample_calendar().days.year_end,
                                    ExcuseKind::government_hospital);
    draft.general_ability(80);
    draft.may_fall();
    for (const Subject subject : scientific_subjects_of(draft.grade()))
        draft.placement(subject, "62");
    draft.rows("B2w B1w");
    draft.clauses("KW-4.4 KW-15.B.E2");
    draft.expect("placement", "promoted");
}

}  // namespace

std::span<const Branch> branches_of_missed_assessment()
{
    static const std::vector<Branch> list = {
        {"absent_all_year_unexcused", {2}, absent_all_year, 0},
        {"absent_all_year_excused", {4}, absent_all_year, 1},
        {"first_term_excused", {3}, first_term_excused},
        {"first_term_unexcused", {1}, first_term_unexcused},
        {"first_term_unexcused_39", {2}, first_term_unexcused_39},
        {"measure_excused_term_1", {2}, measure_missed_first_term, 1},
        {"measure_unexcused_term_1", {3}, measure_missed_first_term, 0},
        {"unit_excused_term_1", {1}, unit_missed_first_term, 1},
        {"unit_unexcused_term_1", {4}, unit_missed_first_term, 0},
        {"last_unit_excused_term_1", {2}, last_unit_missed_first_term},
        {"last_unit_made_up_in_february", {3}, last_unit_made_up_in_february},
        {"competency_excluded", {1}, competency_excluded},
        {"second_term_excused", {2}, second_term_absent, 1},
        {"second_term_unexcused", {3}, second_term_absent, 0},
        {"second_term_excused_grade_5", {5}, second_term_absent, 1},
        {"second_term_unexcused_grade_5", {5}, second_term_absent, 0},
        {"measure_excused_term_2", {1}, measure_missed_second_term, 0},
        {"measure_excused_last_months", {2}, measure_missed_second_term, 1},
        {"measure_unexcused_term_2", {4}, measure_missed_second_term, 2},
        {"measure_excused_term_2_grade_5", {5}, measure_missed_second_term, 0},
        {"measure_excused_last_months_grade_5", {5}, measure_missed_second_term, 1},
        {"measure_unexcused_term_2_grade_5", {5}, measure_missed_second_term, 2},
        {"unit_unexcused_term_2", {1}, unit_missed_unexcused},
        {"unit_unexcused_term_2_grade_5", {5}, unit_missed_unexcused},
        {"unit_excused_term_2", {1}, unit_missed_early},
        {"unit_excused_last_months", {4}, unit_missed_in_last_months},
        {"placement_missed_year_mark_passes", {3}, unit_missed_placement_missed, 1},
        {"placement_missed_year_mark_fails", {2}, unit_missed_placement_missed, 0},
        {"unit_excused_grade_5", {5}, unit_missed_grade_5},
        {"performance_excused", {5}, performance_excused},
        {"performance_excused_twice", {5}, performance_excused_twice},
        {"last_two_months_absent", {1}, last_two_months_absent},
        {"last_two_months_one_day", {4}, last_two_months_one_day},
        {"last_two_months_excused", {2}, last_two_months_excused},
        {"counts_last_two_months_absent",
         {3},
         last_two_months_absent,
         0,
         BranchPlace::counts_section},
    };
    return list;
}

}  // namespace taqwim::sample_school
