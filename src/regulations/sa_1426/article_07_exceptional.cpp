#include "regulations/sa_1426/article_07_exceptional.h"

#include "core/refusal_codes.h"

#include <algorithm>
#include <string>

namespace taqwim::sa_1426 {

namespace {

Refusal decision_required(const char* decision, const char* field)
{
    return {RefusalCode::decision_required, {{"decision", decision}}, field, "SR-7.3"};
}

}  // namespace

ExceptionalControls exceptional_controls(const ExceptionalCase& student,
                                         const AfterTheResultRules& rules, Trace& trace)
{
    auto step = trace.enter("SR-7.3", "exceptional_controls");
    ExceptionalControls controls;
    controls.skips_left = step.below("earlier_skips", Mark(student.earlier_skips),
                                     Mark(step.read(rules.exceptional_most_skips)));
    if (student.final_marks.empty()) {
        step.missing("final_marks");
        return controls;
    }
    Mark sum;
    Mark lowest = student.final_marks.front();
    for (const Mark& mark : student.final_marks) {
        sum += mark;
        lowest = std::min(lowest, mark);
    }
    controls.mean = (sum / static_cast<int>(student.final_marks.size())).value;
    controls.mean_reached =
        step.at_least("mean", *controls.mean, step.read(rules.exceptional_least_mean).value);
    controls.each_reached =
        step.at_least("lowest_mark", lowest, step.read(rules.exceptional_least_mark));
    step.conclude(controls.met());
    return controls;
}

Result<int> exceptional_promotion(const ExceptionalCase& student, Trace& trace)
{
    auto step = trace.enter("SR-7.3", "exceptional_promotion");
    if (!step.is_so("recommended", student.recommended))
        return decision_required("committee_recommendation", "/recommended");
    if (!step.is_so("decided", student.decided))
        return decision_required("exceptional_promotion", "/decision");
    if (!student.target_grade)
        return Refusal{
            RefusalCode::field_missing, {{"field", "target_grade"}}, "/target_grade", "SR-7.3"};
    if (!step.above("target_grade", Exact(*student.target_grade), Exact(student.grade)))
        return Refusal{RefusalCode::facts_contradict,
                       {{"value", std::to_string(*student.target_grade)},
                        {"other_field", "grade"},
                        {"other_value", std::to_string(student.grade)}},
                       "/target_grade",
                       "SR-7.3"};
    step.conclude(true);
    return *student.target_grade;
}

Day remedial_plan_due(Day first_day_of_year, const AfterTheResultRules& rules, Trace& trace)
{
    auto step = trace.enter("SR-7.4", "remedial_plan_due");
    const Day due = first_day_of_year + (step.read(rules.remedial_plan_days) - 1);
    step.value("due", due);
    return due;
}

}  // namespace taqwim::sa_1426
