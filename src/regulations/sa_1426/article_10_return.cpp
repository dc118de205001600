#include "regulations/sa_1426/article_10_return.h"

#include "core/refusal_codes.h"

#include <algorithm>
#include <string>

namespace taqwim::sa_1426 {

Result<FollowUp> affiliated_enrolment(const AffiliationRequest& request,
                                      const AfterTheResultRules& rules, Trace& trace)
{
    {
        auto step = trace.enter("SR-10.1", "kind_allows_affiliation");
        if (!step.conclude(step.is_so("kind_allows", request.kind_allows_affiliation)))
            return Refusal{RefusalCode::affiliation_not_of_kind, {}, "/school", "SR-10.1"};
        if (request.private_school)
            return Refusal{RefusalCode::affiliated_at_private_school, {}, "/school", "SR-10.1"};
    }
    const auto& grades = rules.affiliation_grades.value;
    const bool open = std::find(grades.begin(), grades.end(), request.grade) != grades.end();
    if (!open) {
        auto step = trace.enter("SR-10.2", "no_affiliation_by_mastery");
        step.value("grade", Exact(request.grade));
        step.read(rules.affiliation_grades);
        step.conclude(true);
        return Refusal{RefusalCode::affiliation_by_mastery,
                       {{"grade", std::to_string(request.grade)}},
                       "/grade",
                       "SR-10.2"};
    }
    auto step = trace.enter("SR-10.3", "may_be_affiliated");
    step.value("grade", Exact(request.grade));
    step.read(rules.affiliation_grades);
    step.conclude(true);
    return FollowUp{.step = NextStep::enrol_affiliated, .grade = request.grade, .by = "10.3"};
}

FollowUp follow_up_of_failed_affiliated_year(int grade, Trace& trace)
{
    auto step = trace.enter("SR-10.6", "all_subjects_after_failed_affiliation");
    step.value("grade", Exact(grade));
    step.conclude(true);
    return {.step = NextStep::affiliate_all_subjects, .grade = grade, .by = "10.6"};
}

Result<FollowUp> return_to_regular(const ReturnRequest& request, const AfterTheResultRules& rules,
                                   Trace& trace)
{
    auto step = trace.enter("SR-10.8", "may_return_to_regular");
    const int grade = request.passed_grade + 1;
    step.value("grade", Exact(grade));
    // 1. The stage is that of the grade after the last one passed.
    if (stage_of(grade) != request.wants)
        return Refusal{RefusalCode::facts_contradict,
                       {{"value", code(request.wants)},
                        {"other_field", "passed_grade"},
                        {"other_value", std::to_string(request.passed_grade)}},
                       "/wants",
                       "SR-10.8"};
    // 2. The age, exactly the limit included.
    if (!request.age) {
        step.missing("age");
        return Refusal{RefusalCode::birth_date_missing, {}, "/age", "SR-10.8"};
    }
    const int limit = request.most_age.value_or(step.read(rules.most_age(request.wants)));
    if (!step.conclude(step.at_most("age", *request.age, limit)))
        return Refusal{RefusalCode::age_over_limit,
                       {{"age", std::to_string(*request.age)}, {"maximum", std::to_string(limit)}},
                       "/age",
                       "SR-10.8"};
    return FollowUp{.step = NextStep::enrol_regular, .grade = grade, .by = "10.8"};
}

}  // namespace taqwim::sa_1426
