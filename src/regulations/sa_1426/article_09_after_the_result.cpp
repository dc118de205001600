#include "regulations/sa_1426/article_09_after_the_result.h"

#include "core/refusal_codes.h"

#include <algorithm>
#include <array>
#include <string>

namespace taqwim::sa_1426 {

const char* code(NextStep step)
{
    static constexpr std::array names = {"REPEAT_REGULAR",
                                         "AFFILIATE_FAILED_SUBJECTS",
                                         "AFFILIATE_ALL_SUBJECTS",
                                         "AWAIT_COMMITTEE",
                                         "AWAIT_APPROVAL",
                                         "AWAIT_CHOICE",
                                         "ENROL_REGULAR",
                                         "ENROL_AFFILIATED",
                                         "PROMOTE",
                                         "GRADUATE"};
    return names[static_cast<std::size_t>(step)];
}

const char* code(Grade12Choice choice)
{
    return choice == Grade12Choice::regular_all ? "regular_all" : "affiliated_failed";
}

Result<Finding> may_repeat_as_regular(const FailedYear& year, const AfterTheResultRules& rules,
                                      Trace& trace)
{
    auto step = trace.enter("SR-9.1", "may_repeat_as_regular");
    // 1. His stay does not exceed the age allowed for the stage, not for the grade.
    if (!year.age) {
        step.missing("age");
        return Refusal{RefusalCode::birth_date_missing, {}, "/age", "SR-9.1"};
    }
    const int limit = step.read(rules.most_age(stage_of(year.grade)));
    if (step.at_most("age", *year.age, year.most_age.value_or(limit)))
        return step.conclude(Finding::met);
    // 2. The guidance committee may extend his years of study as it sees fit.
    if (year.committee == CommitteeDecision::none)
        return step.missing("committee");
    const bool extended =
        step.is_so("committee_extends", year.committee == CommitteeDecision::extended);
    step.conclude(extended);
    return extended ? Finding::met : Finding::not_met;
}

Finding is_affiliated_in_failed_subjects(const FailedYear& year, const AfterTheResultRules& rules,
                                         Trace& trace)
{
    auto step = trace.enter("SR-9.2", "is_affiliated_in_failed_subjects");
    const auto& grades = step.read(rules.leaving_grades);
    const bool in_grades = std::find(grades.begin(), grades.end(), year.grade) != grades.end();
    step.value("grade", Exact(year.grade));
    if (!step.is_so("leaving_grade", in_grades) || !step.is_so("day_school", !year.night_school))
        return step.conclude(Finding::not_met);
    const int failures = step.read(rules.leaving_least_failures);
    if (!step.at_least("failures_in_grade", year.failures_in_grade, failures))
        return step.missing("failures_in_grade");
    if (!step.is_so("director_approved", year.director_approved))
        return step.missing("director_approved");
    // One year alone: the year immediately following.
    step.read(rules.failed_subjects_years);
    return step.conclude(Finding::met);
}

Result<std::optional<Grade12Choice>> choice_of_grade_12(const FailedYear& year,
                                                        const AfterTheResultRules& rules,
                                                        Trace& trace)
{
    auto step = trace.enter("SR-9.3", "choice_of_grade_12");
    const int days = step.read(rules.choice_days);
    const char* otherwise = code(Grade12Choice::affiliated_failed);
    if (year.choice) {
        if (!year.choice_day) {
            step.missing("choice_day");
            return Refusal{
                RefusalCode::field_missing, {{"field", "choice_day"}}, "/choice_day", "SR-9.3"};
        }
        // The last of the days counts to its end.
        if (!step.at_most("choice_day", *year.choice_day, days)) {
            step.conclude(false);
            return Refusal{RefusalCode::choice_late,
                           {{"day", std::to_string(*year.choice_day)},
                            {"limit", std::to_string(days)},
                            {"default", otherwise}},
                           "/choice_day",
                           "SR-9.3"};
        }
        step.result_text("choice", code(*year.choice));
        return year.choice;
    }
    // Without a choice the text says what holds otherwise, once the days are over.
    if (!year.day || step.at_most("day", *year.day, days)) {
        step.missing("choice");
        return std::optional<Grade12Choice>();
    }
    step.result_text("choice", otherwise);
    return std::optional(Grade12Choice::affiliated_failed);
}

namespace {

Result<FollowUp> follow_up_of_grade_12(const FailedYear& year, const AfterTheResultRules& rules,
                                       Trace& trace)
{
    const FollowUp failed_subjects = {
        .step = NextStep::affiliate_failed_subjects, .grade = year.grade, .by = "9.3"};
    const auto choice = choice_of_grade_12(year, rules, trace);
    if (!choice)
        return choice.refusal();
    if (!*choice)
        return FollowUp{.step = NextStep::await_choice, .grade = year.grade, .by = "9.3"};
    if (**choice == Grade12Choice::affiliated_failed)
        return failed_subjects;
    // Studying again as a regular student also needs the age, or the committee's extension.
    const auto regular = may_repeat_as_regular(year, rules, trace);
    if (!regular)
        return regular.refusal();
    switch (*regular) {
    case Finding::met:
        return FollowUp{.step = NextStep::repeat_regular, .grade = year.grade, .by = "9.3"};
    case Finding::undetermined:
        return FollowUp{.step = NextStep::await_committee, .grade = year.grade, .by = "9.1"};
    case Finding::not_met: break;
    }
    return failed_subjects;
}

}  // namespace

Result<FollowUp> follow_up_of_failed_year(const FailedYear& year, const AfterTheResultRules& rules,
                                          Trace& trace)
{
    if (year.grade == rules.choice_grade.value)
        return follow_up_of_grade_12(year, rules, trace);
    const auto regular = may_repeat_as_regular(year, rules, trace);
    if (!regular)
        return regular.refusal();
    if (*regular == Finding::met)
        return FollowUp{.step = NextStep::repeat_regular, .grade = year.grade, .by = "9.1"};
    if (*regular == Finding::undetermined)
        return FollowUp{.step = NextStep::await_committee, .grade = year.grade, .by = "9.1"};
    switch (is_affiliated_in_failed_subjects(year, rules, trace)) {
    case Finding::met:
        return FollowUp{
            .step = NextStep::affiliate_failed_subjects, .grade = year.grade, .by = "9.2"};
    case Finding::undetermined:
        return FollowUp{.step = NextStep::await_approval, .grade = year.grade, .by = "9.2"};
    case Finding::not_met: break;
    }
    // Not for night schools: affiliated in all subjects.
    return FollowUp{.step = NextStep::affiliate_all_subjects, .grade = year.grade, .by = "9.2"};
}

}  // namespace taqwim::sa_1426
