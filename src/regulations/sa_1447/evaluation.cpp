#include "regulations/sa_1447/evaluation.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/sa_1447/averages.h"
#include "regulations/sa_1447/conduct.h"
#include "regulations/sa_1447/course_marks.h"
#include "regulations/sa_1447/year_decision.h"

namespace taqwim::sa_1447 {

namespace {

// SA1447-STANDARDS  A subject judged by standards has no mark: what was met is counted, and what that means for the
// decision the profile does not say.
void count_standards(const CourseFacts& course, CourseOutcome& outcome,
                     std::vector<MissingFact>& missing, Trace& trace)
{
    const char* const subject = course.subject->name.c_str();
    auto step = trace.enter("SA1447-STANDARDS", "standards_met", subject);
    for (std::size_t period = 0; period < course.periods.size(); ++period) {
        const PeriodFacts& facts = course.periods[period];
        if (!facts.has_standards) {
            step.missing("standards", subject, course.period_number(period));
            missing.push_back({"standards", &course, course.period_number(period)});
        }
        outcome.standards_judged += facts.standards_judged;
        outcome.standards_met += facts.standards_met;
    }
    step.value("judged", Exact(outcome.standards_judged));
    step.result("met", outcome.standards_met);
}

// SA1447-UNEXCUSED  Who was absent from the exam without excuse has no mark of the first sitting. Whether the stage examines
// the student again; of other stages the profile says nothing.
bool is_examined_after_unexcused_absence(const CourseFacts& course, std::size_t period, Stage stage,
                                         const EditionRules1447& rules, Trace& trace)
{
    auto step = trace.enter("SA1447-UNEXCUSED", "is_examined_after_unexcused_absence",
                            course.subject->name.c_str(), course.period_number(period));
    const std::vector<Stage>& stages = step.read(rules.unexcused_stages);
    const bool is_listed = std::ranges::find(stages, stage) != stages.end();
    if (!step.is_in("stage", stage_code(stage), *rules.unexcused_stages.info, is_listed)) {
        step.conclude(Finding::undetermined);
        return false;
    }
    step.value("maximum", step.read(rules.unexcused_exam_maximum));
    return step.conclude(true);
}

std::optional<Refusal> evaluate_course(const StudentYear& year, const CourseFacts& course,
                                       const EditionRules1447& rules, Outcome& all, Trace& trace)
{
    CourseOutcome& outcome = all.courses.emplace_back();
    if (course.subject->is_judged_by_standards()) {
        count_standards(course, outcome, all.missing, trace);
        return std::nullopt;
    }
    for (std::size_t period = 0; period < course.periods.size(); ++period) {
        PeriodOutcome one = period_mark(course, period, rules, all.missing, trace);
        one.too_few_entries = !has_enough_entries(course, period, rules, trace);
        outcome.periods.push_back(one);
        if (one.missed_without_excuse && !is_examined_after_unexcused_absence(
                                             course, period, stage_of(year.grade), rules, trace))
            all.left_open.push_back(
                {"unexcused_absence_outside_secondary", "SA1447-UNEXCUSED", &course});
    }
    outcome.first = first_sitting_mark(course, outcome, trace);
    outcome.mark = outcome.first;
    if (year.is_secondary()) {
        if (auto refusal = judge_course(course, outcome, rules, all, trace))
            return refusal;
    } else if (course.has_second_sitting) {
        outcome.second = second_sitting_mark(course, outcome, rules, all.missing, trace);
        outcome.mark = outcome.second;
    }
    if (outcome.mark)
        outcome.band = band_of(outcome.mark->value, year.grade, rules, course.subject->name.c_str(),
                               trace, course.term);
    return std::nullopt;
}

// The mark of the year is the mean of the terms, as for every subject.
std::optional<Mark> mean_of(const std::array<LedgerOutcome, k_terms>& terms)
{
    Mark sum;
    for (const LedgerOutcome& term : terms) {
        if (!term.is_known)
            return std::nullopt;
        sum += term.mark;
    }
    return sum / static_cast<int>(terms.size());
}

void evaluate_conduct(const StudentYear& year, const EditionRules1447& rules, Outcome& outcome,
                      Trace& trace)
{
    const bool is_described = is_described_in_words(year.grade, rules);
    for (std::size_t i = 0; i < k_terms; ++i) {
        const int term = static_cast<int>(i) + 1;
        const BehaviourFacts& behaviour = year.behaviour[i];
        const AttendanceFacts& attendance = year.attendance[i];
        if (behaviour.is_given && !is_described)
            outcome.behaviour[i] = behaviour_mark(behaviour, rules.behaviour, trace, term);
        if (attendance.is_given && is_described)
            outcome.attendance[i].unexcused_days =
                unexcused_days(attendance, rules.attendance, trace, term);
        else if (attendance.is_given)
            outcome.attendance[i] = attendance_mark(attendance, rules.attendance, trace, term);
        outcome.unexcused_days += outcome.attendance[i].unexcused_days;
    }
    outcome.behaviour_mark = mean_of(outcome.behaviour);
    outcome.attendance_mark = mean_of(outcome.attendance);
    if (outcome.unexcused_days == 0)
        return;
    outcome.is_barred =
        is_barred_by_absence(outcome.unexcused_days, stage_of(year.grade), rules.attendance, trace);
    if (outcome.is_barred)
        outcome.left_open.push_back({"effect_of_attendance_bar", "SA1447-BAR", nullptr});
}

void evaluate_all(const StudentYear& year, const EditionRules1447& rules, Outcome& outcome,
                  Trace& trace, std::optional<Refusal>& refusal)
{
    // The addresses of outcomes stay while courses are added.
    outcome.courses.reserve(year.courses.size());
    for (const CourseFacts& course : year.courses) {
        refusal = evaluate_course(year, course, rules, outcome, trace);
        if (refusal)
            return;
    }
    evaluate_conduct(year, rules, outcome, trace);
    decide_year(year, rules, outcome, trace);
    if (band_table_of(year.grade) == BandTable::grades_1_2) {
        // Most subjects of these grades have no mark, and no average of the others is defined.
        outcome.left_open.push_back({"average_grades_1_2", "SA1447-AVERAGE", nullptr});
        return;
    }
    put_averages(year, rules, outcome, trace);
    if (outcome.average)
        outcome.general_grade = band_of(*outcome.average, year.grade, rules, nullptr, trace);
    for (std::size_t i = 0; i < k_terms; ++i) {
        const int term = static_cast<int>(i) + 1;
        if (!outcome.behaviour[i].is_known)
            outcome.missing.push_back({"behaviour", nullptr, term});
        if (!outcome.attendance[i].is_known)
            outcome.missing.push_back({"attendance", nullptr, term});
    }
}

}  // namespace

std::optional<Refusal> evaluate(const StudentYear& year, const EditionRules1447& rules,
                                Outcome& outcome, Trace& trace)
{
    outcome.clear();
    std::optional<Refusal> refusal;
    try {
        evaluate_all(year, rules, outcome, trace, refusal);
    } catch (const ArithmeticOverflow&) {
        refusal = Refusal{RefusalCode::arithmetic_overflow, {}, "", ""};
    }
    return refusal;
}

}  // namespace taqwim::sa_1447
