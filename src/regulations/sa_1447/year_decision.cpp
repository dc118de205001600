#include "regulations/sa_1447/year_decision.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/sa_1447/course_marks.h"

namespace taqwim::sa_1447 {

namespace {

// SA1447-FINAL  At least a fifth of the end-of-term exam; exactly a fifth is enough. The alternative exam after an excused
// absence stands for it.
bool reaches_final_exam_minimum(const CourseFacts& course, const EditionRules1447& rules,
                                Trace& trace)
{
    const char* const subject = course.subject->name.c_str();
    const PeriodFacts& facts = course.periods.front();
    const PartMaximum* const exam = find(course.form->first.value, Part::final_exam);
    const std::optional<Mark> mark = facts.absence == ExamAbsence::excused
                                         ? facts.alternative_exam
                                         : find(facts.marks, Part::final_exam);
    auto step = trace.enter("SA1447-FINAL", "reaches_final_exam_minimum", subject, course.term);
    const Share least = step.read(rules.final_exam_least);
    if (!mark) {
        step.missing("final", subject);
        return false;
    }
    return step.conclude(step.at_least("final", *mark, exam->maximum * least));
}

// SA1447-SECOND, SA1447-PASS  The second sitting is decided by the pass mark. Whether it has a least share of its own the
// profile does not say; where that would decide, the verdict is left open.
Verdict verdict_of_second_sitting(const CourseFacts& course, const CourseOutcome& outcome,
                                  const EditionRules1447& rules, Trace& trace)
{
    const char* const subject = course.subject->name.c_str();
    auto step = trace.enter("SA1447-PASS", "passes_second_sitting", subject, course.term);
    const Mark pass = step.read(rules.pass_mark);
    if (!step.at_least("mark", *outcome.second, pass)) {
        step.conclude(false);
        return Verdict::stumbled;
    }
    Mark exam;
    for (const PartMark& part : course.second_sitting)
        exam += part.mark;
    const Mark least = total(course.form->second->value) * step.read(rules.final_exam_least);
    if (course.subject->model->has_final_exam() && !step.at_least("exam", exam, least)) {
        step.conclude(Finding::undetermined);
        return Verdict::left_open;
    }
    step.conclude(true);
    return Verdict::passed;
}

// SA1447-STUMBLE  The stumble exam is the whole mark; it passes with the pass mark.
bool passes_stumble_exam(const CourseFacts& course, const EditionRules1447& rules, Trace& trace)
{
    auto step = trace.enter("SA1447-STUMBLE", "passes_stumble_exam", course.subject->name.c_str(),
                            course.term);
    (void)step.read(rules.stumble_exam_maximum);
    const Mark pass = step.read(rules.pass_mark);
    return step.conclude(step.at_least("mark", *course.stumble_exam, pass));
}

void leave_open(Outcome& outcome, const char* rule, const char* clause,
                const CourseFacts* course = nullptr)
{
    outcome.left_open.push_back({rule, clause, course});
}

Verdict first_verdict(const CourseFacts& course, CourseOutcome& outcome,
                      const EditionRules1447& rules, Outcome& year, Trace& trace)
{
    if (course.subject->is_activity()) {
        // Activity has no second sitting, and the profile does not say what a mark below the pass mark means.
        if (outcome.mark && *outcome.mark < rules.pass_mark.value)
            leave_open(year, "activity_below_pass_mark", "SA1447-M9", &course);
        return Verdict::not_judged;
    }
    switch (passes_course(course, outcome, rules, trace)) {
    case Finding::met: return Verdict::passed;
    case Finding::not_met: return Verdict::second_sitting;
    case Finding::undetermined: break;
    }
    return Verdict::undetermined;
}

Refusal stumble_exam_not_due(const CourseFacts& course)
{
    return {RefusalCode::stumble_exam_not_due,
            {{"subject", course.subject->name}},
            place_of(course) + "/stumble_exam",
            "SA1447-STUMBLE"};
}

// Marks of a later sitting without one that makes it due.
std::optional<Refusal> refuse_early_sitting(const CourseFacts& course, Verdict verdict)
{
    if (course.has_second_sitting && (verdict == Verdict::passed || verdict == Verdict::not_judged))
        return Refusal{RefusalCode::second_round_not_due,
                       {{"subject", course.subject->name}},
                       place_of(course) + "/second_sitting",
                       "SA1447-SECOND"};
    if (course.stumble_exam && !course.has_second_sitting)
        return stumble_exam_not_due(course);
    return std::nullopt;
}

void judge_second_sitting(const CourseFacts& course, CourseOutcome& outcome,
                          const EditionRules1447& rules, Outcome& year, Trace& trace)
{
    outcome.second = second_sitting_mark(course, outcome, rules, year.missing, trace);
    if (!outcome.second) {
        outcome.verdict = Verdict::undetermined;
        return;
    }
    outcome.mark = outcome.second;
    outcome.verdict = verdict_of_second_sitting(course, outcome, rules, trace);
}

}  // namespace

Finding passes_course(const CourseFacts& course, CourseOutcome& outcome,
                      const EditionRules1447& rules, Trace& trace)
{
    const char* const subject = course.subject->name.c_str();
    auto step = trace.enter("SA1447-PASS", "passes_course", subject, course.term);
    // 1. Who missed the exam without excuse has no mark to pass with and is examined again.
    if (!step.is_so("sat_exam", !outcome.periods.front().missed_without_excuse))
        return step.conclude(Finding::not_met);
    if (!outcome.first)
        return step.conclude(Finding::undetermined);
    // 2. The mark reaches the pass mark; exactly 50 is enough.
    const bool is_enough = step.at_least("mark", *outcome.first, step.read(rules.pass_mark));
    // 3. The exam at the end of the term, where there is one, reaches its least share.
    if (course.subject->model->has_final_exam())
        outcome.below_final_exam_minimum = !reaches_final_exam_minimum(course, rules, trace);
    const bool is_passed = is_enough && !outcome.below_final_exam_minimum;
    return step.conclude(is_passed ? Finding::met : Finding::not_met);
}

std::optional<Refusal> judge_course(const CourseFacts& course, CourseOutcome& outcome,
                                    const EditionRules1447& rules, Outcome& year, Trace& trace)
{
    outcome.verdict = first_verdict(course, outcome, rules, year, trace);
    if (auto refusal = refuse_early_sitting(course, outcome.verdict))
        return refusal;
    if (outcome.verdict == Verdict::second_sitting && course.has_second_sitting)
        judge_second_sitting(course, outcome, rules, year, trace);
    if (!course.stumble_exam || outcome.verdict == Verdict::undetermined)
        return std::nullopt;
    if (outcome.verdict != Verdict::stumbled)
        return stumble_exam_not_due(course);
    outcome.mark = course.stumble_exam;
    if (passes_stumble_exam(course, rules, trace))
        outcome.verdict = Verdict::passed;
    return std::nullopt;
}

void decide_year(const StudentYear& year, const EditionRules1447& rules, Outcome& outcome,
                 Trace& trace)
{
    if (!year.is_secondary()) {
        const bool is_early = band_table_of(year.grade) == BandTable::grades_1_2;
        leave_open(outcome, is_early ? "promotion_grades_1_2" : "promotion_grades_3_9",
                   "SA1447-PROMOTION");
        auto step = trace.enter("SA1447-PROMOTION", "promotion_is_left_open");
        step.conclude(Finding::undetermined);
        outcome.decision = outcome.missing.empty() ? Decision::left_open : Decision::incomplete;
        return;
    }

    auto step = trace.enter("SA1447-REPEAT", "decide_year");
    int counted = 0;
    int passed = 0;
    bool is_open = outcome.is_barred;
    bool is_incomplete = false;
    bool is_due = false;
    for (std::size_t i = 0; i < year.courses.size(); ++i) {
        const CourseOutcome& course = outcome.courses[i];
        if (year.courses[i].subject->is_activity()) {
            is_incomplete = is_incomplete || !course.mark;
            continue;
        }
        ++counted;
        passed += course.verdict == Verdict::passed ? 1 : 0;
        is_incomplete = is_incomplete || course.verdict == Verdict::undetermined;
        is_due = is_due || course.verdict == Verdict::second_sitting;
        if (course.verdict == Verdict::left_open) {
            leave_open(outcome, "final_exam_minimum_in_second_sitting", "SA1447-FINAL",
                       &year.courses[i]);
            is_open = true;
        }
    }
    for (const LeftOpen& open : outcome.left_open)
        is_open = is_open || open.course != nullptr;
    outcome.courses_counted = counted;
    outcome.courses_passed = passed;
    step.value("courses", Exact(counted));
    step.value("passed", Exact(passed));
    const auto decided = [&](Decision decision, Finding finding) {
        outcome.decision = decision;
        step.result_text("decision", code(decision));
        step.conclude(finding);
    };
    if (is_incomplete)
        return decided(Decision::incomplete, Finding::undetermined);
    // The second sitting comes before the count of courses (decision D13).
    if (is_due)
        return decided(Decision::second_sitting, Finding::undetermined);
    if (is_open)
        return decided(Decision::left_open, Finding::undetermined);
    if (passed == counted)
        return decided(Decision::passed, Finding::met);
    // Who passed less than half of the courses repeats the year; exactly half does not.
    const Exact least = Exact(counted) * step.read(rules.repeat_if_passed_below).value;
    if (!step.at_least("passed", Exact(passed), least))
        return decided(Decision::repeat, Finding::not_met);
    decided(Decision::promoted_with_stumbled, Finding::met);
}

}  // namespace taqwim::sa_1447
