#include "regulations/sa_guide/failed_student.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/facts.h"

namespace taqwim::sa_guide {

namespace {

bool contains(const std::vector<int>& list, int value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

// PG-6.7.7  Article 9 (2) and (3) are for regular day students alone.
bool is_day_regular(const FailedStudent& student, Trace& trace)
{
    auto step = trace.enter("PG-6.7.7", "is_day_regular");
    step.text("student_type", code(student.type));
    return step.conclude(step.is_so("is_regular", student.type == GuideStudent::regular));
}

// PG-6.7.1  In these grades neither paragraph is applied.
bool repeats_only(const FailedStudent& student, const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-6.7.1", "repeats_only");
    const auto& grades = step.read(rules.affiliation.repeat_only_grades);
    step.value("grade", Exact(student.grade));
    return step.conclude(contains(grades, student.grade));
}

enum class Affiliation : std::uint8_t { not_open, pending, open };

// PG-6.7.3  Only after repeated failure, above the age of the stage, without an extension by the committee, by its
// decision and with the director's approval.
Affiliation conditional_affiliation(const FailedStudent& student, Trace& trace)
{
    auto step = trace.enter("PG-6.7.3", "conditional_affiliation");
    const auto is = [&](const char* name, const std::optional<bool>& fact) {
        return step.is_so(name, fact.value_or(false));
    };
    if (!is("failed_repeatedly", student.failed_repeatedly) ||
        !is("over_stage_age", student.over_stage_age) ||
        is("committee_extended", student.committee_extended)) {
        step.conclude(Finding::not_met);
        return Affiliation::not_open;
    }
    if (!is("committee_decision", student.committee_decision) ||
        !is("director_approved", student.director_approved)) {
        step.conclude(Finding::undetermined);
        return Affiliation::pending;
    }
    step.conclude(Finding::met);
    return Affiliation::open;
}

}  // namespace

const char* code(GuideStudent type)
{
    switch (type) {
    case GuideStudent::regular: return "regular";
    case GuideStudent::night: return "night";
    case GuideStudent::affiliated: return "affiliated";
    case GuideStudent::affiliated_partial: return "affiliated_partial";
    }
    return "regular";
}

std::vector<const char*> failed_student_options(const FailedStudent& student,
                                                const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-6.7", "failed_student_options");
    const auto conclude = [&](std::vector<const char*> options) {
        for (const char* const option : options)
            step.result_text("option", option);
        return options;
    };
    // 7. Night-school and affiliated students repeat where they are, or sit all subjects again.
    if (!is_day_regular(student, trace)) {
        // 3. Who fails as affiliated in the failed subjects is affiliated in all of them afterwards.
        if (student.type == GuideStudent::affiliated_partial)
            return conclude({"affiliated_all_subjects"});
        return conclude(
            {student.type == GuideStudent::night ? "repeat_night" : "sit_all_subjects"});
    }
    // 1. Upper primary: the year is repeated as a regular student.
    if (repeats_only(student, rules, trace))
        return conclude({"repeat_regular"});
    // 4. Third secondary: all subjects as regular, or the failed ones as affiliated.
    {
        auto choice = trace.enter("PG-6.7.4", "chooses_between_regular_and_affiliated");
        const auto& grades = choice.read(rules.affiliation.choice_grades);
        if (choice.conclude(contains(grades, student.grade)))
            return conclude({"repeat_regular_all_subjects", "affiliated_failed_subjects"});
    }
    // 2 and 3. The other grades repeat, unless every condition of affiliation holds.
    switch (conditional_affiliation(student, trace)) {
    case Affiliation::open: return conclude({"affiliated_failed_subjects_next_year"});
    case Affiliation::pending: return conclude({"pending_committee"});
    case Affiliation::not_open: break;
    }
    auto repeat = trace.enter("PG-6.7.2", "repeats_as_regular");
    repeat.conclude(Finding::met);
    return conclude({"repeat_regular"});
}

std::optional<Refusal> refuses_affiliation_in_failed_subjects(const FailedStudent& student,
                                                              const AssessmentRules& rules,
                                                              Trace& trace)
{
    if (!is_day_regular(student, trace))
        return Refusal{RefusalCode::article_9_day_regular_only,
                       {{"type", code(student.type)}},
                       "student_type",
                       "PG-6.7.7"};
    for (const char* const option : failed_student_options(student, rules, trace))
        if (std::string_view(option).starts_with("affiliated_"))
            return std::nullopt;
    return Refusal{RefusalCode::affiliation_not_open,
                   {{"grade", std::to_string(student.grade)}},
                   "grade",
                   repeats_only(student, rules, trace) ? "PG-6.7.1" : "PG-6.7.3"};
}

bool is_over_stage_age(int grade, int age, const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-6.7.3", "is_over_stage_age");
    const bool secondary = sa_1426::stage_of(grade) == sa_1426::Stage::secondary;
    const int limit =
        step.read(secondary ? rules.affiliation.secondary_age : rules.affiliation.intermediate_age);
    return step.conclude(step.above("age", Exact(age), Exact(limit)));
}

bool has_failed_repeatedly(int failures, const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-6.7.3", "has_failed_repeatedly");
    return step.conclude(step.at_least("failures", Exact(failures),
                                       Exact(step.read(rules.affiliation.least_failures))));
}

std::optional<Refusal> refuses_choice(Day declared, Day first_day_of_year,
                                      const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-6.7.8", "choice_is_in_time");
    const int days = step.read(rules.affiliation.choice_days);
    // The first day of the year is day 1.
    const Day last = first_day_of_year + (days - 1);
    if (step.conclude(step.not_after("declared", declared, last)))
        return std::nullopt;
    return Refusal{RefusalCode::choice_late,
                   {{"day", declared.to_text()}, {"limit", last.to_text()}},
                   "declared",
                   "PG-6.7.8"};
}

std::vector<std::string> affiliation_subjects(const std::vector<std::string>& below_minimum,
                                              const std::vector<std::string>& lifted, Trace& trace)
{
    auto step = trace.enter("PG-6.7.9", "affiliation_subjects");
    std::vector<std::string> subjects = below_minimum;
    for (const std::string& one : lifted)
        if (std::find(subjects.begin(), subjects.end(), one) == subjects.end())
            subjects.push_back(one);
    step.value("below_minimum", Exact(static_cast<int>(below_minimum.size())));
    step.value("lifted", Exact(static_cast<int>(lifted.size())));
    step.result("subjects", static_cast<int>(subjects.size()));
    return subjects;
}

std::optional<Refusal> refuses_school(GuideStudent type, bool is_private, Trace& trace)
{
    auto step = trace.enter("PG-6.4", "sits_at_government_school");
    const bool affiliated =
        step.is_so("is_affiliated",
                   type == GuideStudent::affiliated || type == GuideStudent::affiliated_partial);
    if (step.conclude(!affiliated || !step.is_so("is_private", is_private)))
        return std::nullopt;
    return Refusal{RefusalCode::affiliated_at_private_school, {}, "school_type", "PG-6.4"};
}

bool exam_centre_marks(int grade, std::string_view window, const AssessmentRules& rules,
                       Trace& trace)
{
    auto step = trace.enter("PG-6.5", "exam_centre_marks");
    const auto& windows = step.read(rules.affiliation.exam_centre_windows);
    const bool is_centre_window =
        std::find(windows.begin(), windows.end(), window) != windows.end();
    const bool is_last_grade =
        step.equals("grade", Exact(grade), Exact(step.read(rules.affiliation.exam_centre_grade)));
    return step.conclude(step.is_so("is_centre_window", is_centre_window) && is_last_grade);
}

std::optional<Refusal> refuses_enrolment(int grade, const std::vector<int>& passed, Trace& trace)
{
    auto step = trace.enter("PG-G.18", "has_not_passed_grade");
    step.value("grade", Exact(grade));
    const auto highest = std::max_element(passed.begin(), passed.end());
    if (highest != passed.end() && step.at_least("passed_grade", Exact(*highest), Exact(grade))) {
        step.conclude(Finding::not_met);
        return Refusal{RefusalCode::grade_already_passed,
                       {{"grade", std::to_string(grade)}, {"value", std::to_string(*highest)}},
                       "grade",
                       "PG-G.18"};
    }
    step.conclude(Finding::met);
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
