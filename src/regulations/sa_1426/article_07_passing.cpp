#include "regulations/sa_1426/article_07_passing.h"

#include <algorithm>

namespace taqwim::sa_1426 {

namespace {

// A grade as the trace writes it.
const char* grade_code(int grade)
{
    static constexpr std::array codes = {"0", "1", "2", "3",  "4",  "5", "6",
                                         "7", "8", "9", "10", "11", "12"};
    return codes[static_cast<std::size_t>(grade)];
}

// One subject that is not passed, with which the grade can be passed all the same.
bool is_covered(const YearInRound& year, std::size_t subject, const Tolerance& tolerance,
                const Rules& rules, TraceStep& step)
{
    const SubjectGroup group = year.year.plan->subjects[subject].group;
    const SubjectOutcome& result = year.outcome.subjects[subject];

    // Decisions D5, D9: an exam that was not sat is never tolerated.
    if (step.read(rules.tolerance_requires_sitting) &&
        !step.is_so("sat_exams", has_sat(result, year.round)))
        return step.conclude(false);
    // Decision D4: there is no share of nothing.
    if (!step.is_so("has_minimum", result.has_minimum))
        return step.conclude(false);
    // Exactly the share is enough: decision D6.
    if (!step.at_least("final_mark", standing_mark(result, year.round),
                       result.minimum * step.read(tolerance.floor_share)))
        return step.conclude(false);
    // Proviso: none of the excluded groups.
    const GroupSet& excluded = step.read(tolerance.excluded_groups);
    return step.conclude(!step.is_in("group", code(group), *tolerance.excluded_groups.info,
                                     excluded.contains(group)));
}

const char* code_of(const YearInRound& year, std::size_t subject)
{
    return year.year.plan->subjects[subject].code.c_str();
}

bool is_covered_by_two_subject_allowance(const YearInRound& year, std::size_t subject,
                                         const Rules& rules, Trace& trace)
{
    auto step =
        trace.enter("SR-7.2b", "is_covered_by_two_subject_allowance", code_of(year, subject));
    return is_covered(year, subject, rules.two_subjects, rules, step);
}

bool is_covered_by_one_subject_allowance(const YearInRound& year, std::size_t subject,
                                         const Rules& rules, Trace& trace)
{
    auto step =
        trace.enter("SR-7.2c", "is_covered_by_one_subject_allowance", code_of(year, subject));
    return is_covered(year, subject, rules.one_subject, rules, step);
}

using CoversSubject = bool(const YearInRound&, std::size_t, const Rules&, Trace&);

bool passes_by_allowance(const YearInRound& year, const Tolerance& tolerance,
                         CoversSubject& covers_subject, const Rules& rules, TraceStep& step,
                         Trace& trace)
{
    // 1. The student is in one of the clause's grades.
    const std::vector<int>& grades = step.read(tolerance.grades);
    const bool is_of_grade =
        std::find(grades.begin(), grades.end(), year.year.grade) != grades.end();
    if (!step.is_in("grade", grade_code(year.year.grade), *tolerance.grades.info, is_of_grade))
        return step.conclude(false);

    // 2. Every subject is passed, except so many at most.
    if (!step.at_most("not_passed_subjects", year.not_passed.count(),
                      step.read(tolerance.most_subjects)))
        return step.conclude(false);

    // 3. Each of those was sat, has its share of the minimum, and is of no excluded group. All are looked at, also after
    // one that is not covered: the student is told of each.
    int covered = 0;
    for (std::size_t subject = 0; subject < year.outcome.subjects.size(); ++subject)
        if (year.not_passed.contains(subject) && covers_subject(year, subject, rules, trace))
            ++covered;
    return step.conclude(step.at_least("covered_subjects", covered, year.not_passed.count()));
}

// SR-7.4  The Ministry provides a remedial programme in each subject that was tolerated.
void require_remedial_programmes(const StudentYear& year, SubjectSet excused, Trace& trace)
{
    for (std::size_t subject = 0; subject < year.plan->subjects.size(); ++subject)
        if (excused.contains(subject)) {
            auto step = trace.enter("SR-7.4", "needs_remedial_programme",
                                    year.plan->subjects[subject].code.c_str());
            step.conclude(true);
        }
}

// The clause by which the grade is passed, or null.
const char* passing_clause(const YearInRound& year, const Rules& rules, Trace& trace)
{
    if (year.year.is_affiliated())
        return affiliated_student_passes(year, trace) ? "10.6" : nullptr;
    if (reaches_minimum_in_all_subjects(year, trace))
        return "7.2.a";
    if (passes_by_two_subject_allowance(year, rules, trace))
        return "7.2.b";
    if (passes_by_one_subject_allowance(year, rules, trace))
        return "7.2.c";
    return nullptr;
}

}  // namespace

const Mark& standing_mark(const SubjectOutcome& subject, RoundNumber round)
{
    return round == RoundNumber::second && subject.scope != Scope::none ? subject.second_final
                                                                        : subject.final_mark;
}

bool has_sat(const SubjectOutcome& subject, RoundNumber round)
{
    if (round == RoundNumber::second && subject.scope != Scope::none)
        return subject.second_sat;
    return std::all_of(k_terms.begin(), k_terms.end(), [&](Term term) {
        return !subject.due[index(term)] || subject.sat[index(term)];
    });
}

bool passes_subject(const SubjectOutcome& subject, const char* code, RoundNumber round,
                    Trace& trace)
{
    auto step = trace.enter("SR-7.1", "passes_subject", code);
    // 1. The minimum mark of the subject; exactly the minimum is enough.
    const bool reaches_minimum =
        subject.has_minimum
            ? step.at_least("final_mark", standing_mark(subject, round), subject.minimum)
            : !step.is_so("has_minimum", false);
    // 2. Proviso: its exams were sat, in both terms.
    const bool sat = step.is_so("sat_exams", has_sat(subject, round));
    return step.conclude(reaches_minimum && sat);
}

bool reaches_minimum_in_all_subjects(const YearInRound& year, Trace& trace)
{
    auto step = trace.enter("SR-7.2a", "reaches_minimum_in_all_subjects");
    // Read together with 7 (1): a subject whose exam was not sat is not passed (decision D5).
    return step.conclude(step.equals("not_passed_subjects", year.not_passed.count(), Exact(0)));
}

bool passes_by_two_subject_allowance(const YearInRound& year, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("SR-7.2b", "passes_by_two_subject_allowance");
    return passes_by_allowance(year, rules.two_subjects, is_covered_by_two_subject_allowance, rules,
                               step, trace);
}

bool passes_by_one_subject_allowance(const YearInRound& year, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("SR-7.2c", "passes_by_one_subject_allowance");
    return passes_by_allowance(year, rules.one_subject, is_covered_by_one_subject_allowance, rules,
                               step, trace);
}

bool affiliated_student_passes(const YearInRound& year, Trace& trace)
{
    auto step = trace.enter("SR-10.6", "affiliated_student_passes");
    return step.conclude(step.equals("not_passed_subjects", year.not_passed.count(), Exact(0)));
}

bool passes_grade(const StudentYear& year, RoundNumber round, const Rules& rules, Outcome& outcome,
                  Trace& trace)
{
    Round& decided = round == RoundNumber::first ? outcome.first : outcome.second;
    const char* const clause =
        passing_clause({year, outcome, round, decided.not_passed}, rules, trace);
    if (clause == nullptr)
        return false;
    decided.decision = Decision::passed;
    decided.by = clause;
    decided.excused = decided.not_passed;
    require_remedial_programmes(year, decided.excused, trace);
    return true;
}

}  // namespace taqwim::sa_1426
