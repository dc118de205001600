// The exceptional cases of Article 16: (a) away from a part of term 1 to the end, (b) in the last two months, (c) all of
// term 2; approved, refused, not decided, lapsed; assessed and passed or not.

#include "branches.h"

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::Judgement;

enum class End : int {
    pending,
    undecided,
    passed,
    passed_late,  // on the last day that is allowed
    failed,
    lapsed,
    refused,
};

// The last days to sit: the first week of next year's term 2 in grades 1 to 4, mid-October in grade 5.
Day last_day_to_sit(int grade)
{
    return grade == k_grades ? day(2016, 10, 15) : day(2017, 2, 9);
}

// What the case leads to, and the papers of these subjects. The first paper of a failed case is the one that fails.
void end_case(Draft& draft, End end, const std::vector<Subject>& subjects,
              const SampleSecondRound& passed, const SampleSecondRound& failed)
{
    const bool grade_5 = draft.grade() == k_grades;
    if (end == End::pending || end == End::undecided) {
        draft.expect("pending_exceptional", "pending_exceptional");
        return;
    }
    if (end == End::lapsed) {
        draft.lapsed();
        draft.expect("repeat", "repeat", "R8");
        return;
    }
    if (end == End::passed_late) {
        draft.placement_on(last_day_to_sit(draft.grade()));
        draft.second_round_on(last_day_to_sit(draft.grade()));
    }
    for (const Subject subject : subjects) {
        SampleSecondRound papers =
            end == End::failed && subject == subjects.front() ? failed : passed;
        papers.subject = subject;
        if (grade_5)
            draft.second_round(papers);
        else
            draft.placement(subject, papers.paper);
    }
    const char* const first_round = grade_5 ? "second_round" : "placement";
    if (end == End::failed)
        draft.expect(first_round, "repeat", "R8");
    else
        draft.expect(first_round, grade_5 ? "passed_stage" : "promoted");
}

// (c)

void whole_second_term(Draft& draft, int number)
{
    const End end = static_cast<End>(number);
    const bool grade_5 = draft.grade() == k_grades;
    draft.whole_term(Term::second, ExcuseKind::government_hospital);
    draft.no_other_performance();
    draft.general_ability(60);
    draft.exceptional(end == End::pending ? "treatment_abroad" : "inpatient",
                      sample_calendar().of(Term::second).front(),
                      end == End::passed_late ? std::nullopt
                                              : std::optional<Day>(sample_calendar().days.year_end),
                      end == End::refused     ? Judgement::refused
                      : end == End::undecided ? Judgement::undecided
                                              : Judgement::accepted);
    if (end == End::pending)
        draft.exceptional_of_parent();
    draft.rows(grade_5 ? "C4x" : "B3x");
    draft.clauses(grade_5 ? "KW-15.C.E4 KW-16.2(c) KW-19.4" : "KW-15.B.E3 KW-16.2(c) KW-18.5");
    if (end == End::refused) {
        draft.rows(grade_5 ? "C4" : "B3");
        draft.expect("repeat", "repeat", "R3");
        return;
    }
    end_case(draft, end, scientific_subjects_of(draft.grade()),
             {.reassessment = grade_5 ? "60" : "",
              .performance = grade_5 ? "55" : "",
              .paper = grade_5 ? "" : "61"},
             {.reassessment = grade_5 ? "0" : "",
              .performance = grade_5 ? "0" : "",
              .paper = grade_5 ? "" : "38"});
}

// (b)

void last_units(Draft& draft, int number)
{
    const End end = static_cast<End>(number);
    const bool grade_5 = draft.grade() == k_grades;
    const std::vector<Subject> subjects = {Subject::islamic, Subject::science};
    for (const Subject subject : subjects) {
        draft.absent_on_unit(subject, Term::second, 2, ExcuseKind::government_hospital);
        draft.wishes().units_never_made_up.insert({subject, Term::second, 2});
    }
    draft.may_fall();
    draft.general_ability(70);
    draft.exceptional(end == End::pending  ? "chronic"
                      : end == End::passed ? "seasonal"
                                           : "emergency",
                      *sample_calendar().days.last_two_months_start,
                      sample_calendar().days.year_end,
                      end == End::undecided ? Judgement::undecided : Judgement::accepted);
    draft.rows(grade_5 ? "C2x" : "B2x");
    draft.clauses(grade_5 ? "KW-15.C.E2 KW-16.2(b) KW-19.2" : "KW-15.B.E2 KW-16.2(b) KW-18.5");
    SampleSecondRound passed{.paper = "58"};
    SampleSecondRound failed{.paper = "38"};
    if (grade_5) {
        passed = {.reassessment_of_40 = "30", .performance = "60"};
        failed = {.reassessment_of_40 = "0", .performance = "0"};
    }
    end_case(draft, end, subjects, passed, failed);
}

// Away on the day of the performance assessment, C3x.
void performance_day(Draft& draft, int number)
{
    const std::vector<Subject> subjects = {Subject::maths, Subject::social};
    for (const Subject subject : subjects) {
        draft.mean_of_terms(subject, 60);
        draft.performance(subject, "E");
    }
    const Day first = *sample_calendar().days.first_performance;
    draft.presence().absent(first, 3, ExcuseKind::government_hospital);
    draft.exceptional("emergency", first, first + 6, Judgement::accepted);
    draft.rows("C3x");
    draft.clauses("KW-15.C.E3 KW-19.3");
    end_case(draft, static_cast<End>(number), subjects, {.performance = "50"},
             {.performance = "0"});
}

// (a)

void from_term_1_to_the_end(Draft& draft, int number)
{
    const End end = static_cast<End>(number);
    const bool grade_5 = draft.grade() == k_grades;
    const Day first = day(2015, 11, 15);
    draft.presence().absent_between(first, sample_calendar().days.year_end,
                                    ExcuseKind::government_hospital);
    draft.no_other_performance();
    draft.at_least(0);
    draft.may_fall();
    draft.exceptional(end == End::lapsed ? "treatment_abroad" : "intractable", first, std::nullopt,
                      Judgement::accepted,
                      end == End::undecided ? Judgement::undecided : Judgement::accepted);
    draft.rows(grade_5 ? "X2" : "X1");
    draft.clauses(grade_5 ? "KW-16.2(a) KW-19.6" : "KW-16.2(a) KW-18.4");
    end_case(draft, end, scientific_subjects_of(draft.grade()), {.paper = "62"}, {.paper = "39"});
}

// Under Article 16 as well the first term is carried over when all of it was missed and the second is attended.
void first_term_exceptional(Draft& draft, int)
{
    draft.whole_term(Term::first, ExcuseKind::government_hospital);
    draft.at_least(30);
    draft.exceptional("treatment_abroad", sample_calendar().days.year_start,
                      sample_calendar().days.holiday_end, Judgement::accepted);
    draft.rows("A3");
    draft.clauses("KW-15.A.E3 KW-16.0");
    draft.expect("passed_stage", "passed_stage");
}

constexpr int number_of(End end)
{
    return static_cast<int>(end);
}

}  // namespace

std::span<const Branch> branches_of_exceptional_cases()
{
    static const std::vector<Branch> list = {
        {"case_c_pending_of_parent", {1}, whole_second_term, number_of(End::pending)},
        {"case_c_undecided", {2}, whole_second_term, number_of(End::undecided)},
        {"case_c_passed", {4}, whole_second_term, number_of(End::passed)},
        {"case_c_passed_in_february", {1}, whole_second_term, number_of(End::passed_late)},
        {"case_c_failed", {3}, whole_second_term, number_of(End::failed)},
        {"case_c_lapsed", {2}, whole_second_term, number_of(End::lapsed)},
        {"case_c_refused", {3}, whole_second_term, number_of(End::refused)},
        {"case_b_pending", {4}, last_units, number_of(End::pending)},
        {"case_b_passed", {2}, last_units, number_of(End::passed)},
        {"case_b_failed", {1}, last_units, number_of(End::failed)},
        {"case_a_pending", {4}, from_term_1_to_the_end, number_of(End::pending)},
        {"case_a_undecided", {3}, from_term_1_to_the_end, number_of(End::undecided)},
        {"case_a_passed", {2}, from_term_1_to_the_end, number_of(End::passed)},
        {"case_a_failed", {4}, from_term_1_to_the_end, number_of(End::failed)},
        {"case_a_lapsed", {1}, from_term_1_to_the_end, number_of(End::lapsed)},
        {"case_c_pending_of_parent_grade_5", {5}, whole_second_term, number_of(End::pending)},
        {"case_c_passed_grade_5", {5}, whole_second_term, number_of(End::passed)},
        {"case_c_passed_in_october", {5}, whole_second_term, number_of(End::passed_late)},
        {"case_c_failed_grade_5", {5}, whole_second_term, number_of(End::failed)},
        {"case_c_lapsed_grade_5", {5}, whole_second_term, number_of(End::lapsed)},
        {"case_c_refused_grade_5", {5}, whole_second_term, number_of(End::refused)},
        {"case_b_undecided_grade_5", {5}, last_units, number_of(End::undecided)},
        {"case_b_passed_grade_5", {5}, last_units, number_of(End::passed)},
        {"case_performance_day", {5}, performance_day, number_of(End::passed)},
        {"case_a_pending_grade_5", {5}, from_term_1_to_the_end, number_of(End::pending)},
        {"case_a_passed_grade_5", {5}, from_term_1_to_the_end, number_of(End::passed)},
        {"case_a_failed_grade_5", {5}, from_term_1_to_the_end, number_of(End::failed)},
        {"first_term_exceptional", {5}, first_term_exceptional},
    };
    return list;
}

}  // namespace taqwim::sample_school
