// Marks at and around their borders: Articles 4, 12 to 14 and 17, and the second chances of those who fell short.

#include "branches.h"

namespace taqwim::sample_school {

namespace {

constexpr Subject k_maths = Subject::maths;

// Grades 1 to 4.

void exactly_the_minimum(Draft& draft, int)
{
    draft.term_marks(k_maths, 30, 50);
    draft.clauses("KW-4.3 KW-13.1");
    draft.expect("promoted", "promoted");
}

void raised_by_half_a_mark(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 79, 2);
    draft.clauses("KW-17.1");
    draft.expect("promoted", "promoted");
}

// 13 days in one term and 7 in the other cost 6 marks, which brings a sum of 85 to 79.
void raised_in_four_subjects(Draft& draft, int)
{
    draft.unexcused(Term::first, 13);
    draft.may_fall();
    draft.general_ability(75);
    draft.deduction(Term::first, 4);
    draft.unexcused(Term::second, 7);
    draft.deduction(Term::second, 2);
    for (const Subject subject : {Subject::quran, Subject::islamic, k_maths, Subject::science})
        draft.mean_of_terms(subject, 79, 2);
    draft.clauses("KW-17.1 KW-4.6");
    draft.expect("promoted", "promoted");
}

void raised_between_printed_values(Draft& draft, int)
{
    draft.mean_of_terms(Subject::english, 950, 24);  // 39.58
    draft.clauses("KW-17.1");
    draft.expect("promoted", "promoted");
}

void raised_single(Draft& draft, int halves)
{
    draft.mean_of_terms(k_maths, halves, 2);
    draft.clauses("KW-17.2");
    draft.expect("promoted", "promoted");
}

void raised_single_off_the_grid(Draft& draft, int)
{
    draft.mean_of_terms(Subject::english, 925, 24);  // 38.54
    draft.clauses("KW-17.2");
    draft.expect("promoted", "promoted");
}

void single_below_38_5(Draft& draft, int)
{
    draft.mean_of_terms(Subject::english, 920, 24);  // 38.33
    draft.placement(Subject::english, "60");
    draft.clauses("KW-17.2 KW-18.3");
    draft.expect("placement", "promoted");
}

void two_below_39_5(Draft& draft, int)
{
    draft.mean_of_terms(Subject::english, 945, 24);  // 39.375
    draft.mean_of_terms(k_maths, 39);
    draft.placement(Subject::english, "52");
    draft.placement(k_maths, "61.5");
    draft.clauses("KW-17.1 KW-17.2 KW-18.3");
    draft.expect("placement", "promoted");
}

void one_raised_one_to_placement(Draft& draft, int)
{
    draft.unexcused(Term::first, 25);
    draft.may_fall();
    draft.general_ability(75);
    draft.deduction(Term::first, 8);
    draft.mean_of_terms(k_maths, 79, 2);
    draft.mean_of_terms(Subject::science, 77, 2);
    draft.placement(Subject::science, "48");
    draft.clauses("KW-17.1 KW-17.2 KW-T-17");
    draft.expect("placement", "promoted");
}

void raised_after_deduction(Draft& draft, int)
{
    draft.unexcused(Term::first, 13);
    draft.may_fall();
    draft.general_ability(75);
    draft.deduction(Term::first, 4);
    draft.mean_of_terms(k_maths, 39);  // 41 before the deduction
    draft.clauses("KW-T-17 KW-22.7");
    draft.expect("promoted", "promoted");
}

void placement_passed(Draft& draft, int)
{
    switch (draft.random().below(3)) {
    case 0:
        draft.mean_of_terms(k_maths, draft.random().between(30, 37));
        draft.placement(k_maths, "75");
        break;
    case 1:
        draft.mean_of_terms(Subject::arabic, 35);
        draft.placement(Subject::arabic, "58.5");
        break;
    default:
        draft.mean_of_terms(Subject::science, 65, 2);
        draft.placement(Subject::science, "66");
        break;
    }
    draft.clauses("KW-4.7 KW-18.5");
    draft.expect("placement", "promoted");
}

void placement_three_passed(Draft& draft, int)
{
    draft.mean_of_terms(Subject::quran, 35);
    draft.mean_of_terms(Subject::islamic, 65, 2);
    draft.mean_of_terms(Subject::science, 75, 2);
    draft.placement(Subject::quran, "40");
    draft.placement(Subject::islamic, "55");
    draft.placement(Subject::science, "80");
    draft.clauses("KW-4.7 KW-18.5");
    draft.expect("placement", "promoted");
}

void placement_exactly_40(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 36);
    draft.placement(k_maths, "40");
    draft.clauses("KW-18.5");
    draft.expect("placement", "promoted");
}

void placement_39_5(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 36);
    draft.placement(k_maths, "39.5");
    draft.clauses("KW-18.5");
    draft.expect("placement", "repeat", "R6");
}

void placement_two_of_three(Draft& draft, int)
{
    draft.mean_of_terms(Subject::quran, 30);
    draft.mean_of_terms(Subject::science, 35);
    draft.mean_of_terms(k_maths, 33);
    draft.placement(Subject::quran, "70");
    draft.placement(k_maths, "31");
    draft.placement(Subject::science, "45");
    draft.clauses("KW-18.5");
    draft.expect("placement", "repeat", "R6");
}

void placement_stayed_away(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 34);
    draft.placement(k_maths, "U");
    draft.clauses("KW-18.5");
    draft.expect("placement", "repeat", "R6");
}

void placement_awaited(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 37);
    draft.mean_of_terms(Subject::quran, 35);
    draft.clauses("KW-4.7 KW-18.3");
    draft.expect("placement", "placement");
}

void three_left_after_raise(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 79, 2);
    for (const Subject subject : {Subject::quran, Subject::islamic, Subject::science}) {
        draft.mean_of_terms(subject, 30);
        draft.placement(subject, "50");
    }
    draft.clauses("KW-4.6 KW-17.1");
    draft.expect("placement", "promoted");
}

void four_failing(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 39);
    for (const Subject subject : {Subject::quran, Subject::islamic, Subject::science})
        draft.mean_of_terms(subject, 30);
    draft.clauses("KW-4.6");
    draft.expect("repeat", "repeat", "R5");
}

void practical_never_blocks(Draft& draft, int)
{
    draft.mean_of_terms(Subject::music, 25);
    draft.clauses("KW-4.2 KW-8.2");
    draft.expect("promoted", "promoted");
}

void floor_at_zero(Draft& draft, int)
{
    draft.unexcused(Term::first, 13);
    draft.may_fall();
    draft.general_ability(75);
    draft.deduction(Term::first, 4);
    draft.gross_of_term(Subject::arabic, Term::first, 10, 3);
    draft.gross_of_term(Subject::arabic, Term::second, 275, 3);
    draft.clauses("KW-22.7");
    draft.expect("promoted", "promoted");
}

// Grade 5.

void stage_exactly_40(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 40);
    draft.performance(k_maths, "40");
    draft.clauses("KW-4.8 KW-13.2");
    draft.expect("passed_stage", "passed_stage");
}

void stage_raised_39_5(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 44);
    draft.performance(k_maths, "29");
    draft.clauses("KW-13.2 KW-17.1");
    draft.expect("passed_stage", "passed_stage");
}

void stage_raised_38_5(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 40);
    draft.performance(k_maths, "35");
    draft.clauses("KW-13.2 KW-17.2");
    draft.expect("passed_stage", "passed_stage");
}

void stage_38_485(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 40);
    draft.performance(k_maths, "34.95");
    draft.second_round({.subject = k_maths, .reassessment_of_40 = "30", .performance = "60"});
    draft.clauses("KW-17.2 KW-19.1");
    draft.expect("second_round", "passed_stage");
}

void second_round_passed(Draft& draft, int)
{
    const Subject subject = draft.random().chance(50) ? k_maths : Subject::quran;
    draft.mean_of_terms(subject, 35);
    draft.performance(subject, "33.5");
    draft.second_round({.subject = subject, .reassessment_of_40 = "29.5", .performance = "55"});
    draft.clauses("KW-4.8 KW-19.7");
    draft.expect("second_round", "passed_stage");
}

void second_round_three_passed(Draft& draft, int)
{
    for (const Subject subject : {Subject::islamic, k_maths, Subject::social}) {
        draft.mean_of_terms(subject, 35);
        draft.performance(subject, "30");
    }
    draft.second_round(
        {.subject = Subject::islamic, .reassessment_of_40 = "28", .performance = "52"});
    draft.second_round({.subject = k_maths, .reassessment = "72.5", .performance = "47"});
    draft.second_round(
        {.subject = Subject::social, .reassessment_of_40 = "31", .performance = "50"});
    draft.clauses("KW-19.7");
    draft.expect("second_round", "passed_stage");
}

void second_round_failed(Draft& draft, int)
{
    for (const Subject subject : {k_maths, Subject::science}) {
        draft.mean_of_terms(subject, 35);
        draft.performance(subject, "28");
    }
    draft.second_round({.subject = k_maths, .reassessment_of_40 = "5", .performance = "20"});
    draft.second_round(
        {.subject = Subject::science, .reassessment_of_40 = "32", .performance = "61"});
    draft.clauses("KW-19.7");
    draft.expect("second_round", "repeat", "R7");
}

void second_round_stayed_away(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 35);
    draft.performance(k_maths, "31");
    draft.second_round({.subject = k_maths, .absent = "U"});
    draft.clauses("KW-19.7");
    draft.expect("second_round", "repeat", "R7");
}

void second_round_awaited(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 36);
    draft.performance(k_maths, "30");
    draft.clauses("KW-4.8");
    draft.expect("second_round", "second_round");
}

void stage_four_failing(Draft& draft, int)
{
    for (const Subject subject :
         {Subject::quran, Subject::islamic, k_maths, Subject::science, Subject::social}) {
        draft.mean_of_terms(subject, 30);
        draft.performance(subject, "25");
    }
    draft.clauses("KW-4.6");
    draft.expect("repeat", "repeat", "R5");
}

// Z is 56, but who stays away without excuse has not passed: decision D30.
void performance_unexcused(Draft& draft, int)
{
    draft.mean_of_terms(k_maths, 80);
    draft.performance(k_maths, "U");
    draft.second_round({.subject = k_maths, .reassessment_of_40 = "33", .performance = "50"});
    draft.rows("C3u");
    draft.clauses("KW-4.8.4 KW-15.C.U3");
    draft.expect("second_round", "passed_stage");
}

void performance_unexcused_in_four(Draft& draft, int)
{
    for (const Subject subject : {Subject::quran, Subject::islamic, k_maths, Subject::science}) {
        draft.mean_of_terms(subject, 80);
        draft.performance(subject, "U");
    }
    draft.rows("C3u");
    draft.clauses("KW-4.8.4 KW-4.6");
    draft.expect("repeat", "repeat", "R5");
}

}  // namespace

std::span<const Branch> branches_of_marks()
{
    static const std::vector<Branch> list = {
        {"exactly_the_minimum", {3}, exactly_the_minimum},
        {"practical_never_blocks", {2}, practical_never_blocks},
        {"floor_at_zero", {4}, floor_at_zero},
        {"raised_39_5_one_subject", {1}, raised_by_half_a_mark},
        {"raised_39_5_four_subjects", {2}, raised_in_four_subjects},
        {"raised_39_58", {3}, raised_between_printed_values},
        {"raised_39_single", {2}, raised_single, 78},
        {"raised_38_5_single", {3}, raised_single, 77},
        {"raised_38_54_single", {4}, raised_single_off_the_grid},
        {"raised_after_deduction", {1}, raised_after_deduction},
        {"not_raised_38_33_single", {1}, single_below_38_5},
        {"not_raised_39_375_of_two", {4}, two_below_39_5},
        {"one_raised_one_to_placement", {4}, one_raised_one_to_placement},
        {"placement_one_passed", {1, 2, 3, 4}, placement_passed},
        {"placement_three_passed", {2}, placement_three_passed},
        {"placement_exactly_40", {3}, placement_exactly_40},
        {"placement_39_5", {1}, placement_39_5},
        {"placement_two_of_three", {3}, placement_two_of_three},
        {"placement_stayed_away", {4}, placement_stayed_away},
        {"placement_awaited", {2}, placement_awaited},
        {"three_left_after_raise", {4}, three_left_after_raise},
        {"four_failing", {1}, four_failing},
        {"stage_exactly_40", {5}, stage_exactly_40},
        {"stage_raised_39_5", {5}, stage_raised_39_5},
        {"stage_raised_38_5", {5}, stage_raised_38_5},
        {"stage_38_485", {5}, stage_38_485},
        {"second_round_one_passed", {5, 5, 5}, second_round_passed},
        {"second_round_three_passed", {5}, second_round_three_passed},
        {"second_round_failed", {5}, second_round_failed},
        {"second_round_stayed_away", {5}, second_round_stayed_away},
        {"second_round_awaited", {5}, second_round_awaited},
        {"stage_five_failing", {5}, stage_four_failing},
        {"performance_unexcused", {5}, performance_unexcused},
        {"performance_unexcused_in_four", {5}, performance_unexcused_in_four},
    };
    return list;
}

}  // namespace taqwim::sample_school
