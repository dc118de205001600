#include "regulations/sa_guide/operations_rules.h"

#include "core/configuration_fault.h"

namespace taqwim::sa_guide {

namespace {

void expect(bool holds, const char* parameter, const char* problem,
            std::vector<ConfigurationProblem>& problems)
{
    if (!holds)
        problems.push_back({"parameters of sa_guide", 0, std::string(parameter) + ": " + problem});
}

Parameter<WarningScope> warning_scope(const ParametersOnDay& parameters)
{
    // The file allows the two words alone.
    const auto word = parameters.text("cheating.warning_scope");
    return {.value = word.value == "SUBJECT" ? WarningScope::subject : WarningScope::session,
            .info = word.info};
}

}  // namespace

OperationsRules OperationsRules::read(const ParametersOnDay& parameters)
{
    OperationsRules rules;
    rules.cheating = {
        .warnings_before_cancellation = parameters.count("cheating.warnings_before_cancellation"),
        .warning_scope = warning_scope(parameters),
        .collective_least_papers = parameters.count("cheating.collective_least_papers"),
        .centre_grade = parameters.count("cheating.centre_grade"),
        .misconduct_age = parameters.count("cheating.misconduct_age"),
        .ban_least_years = parameters.count("cheating.ban_least_years"),
        .ban_most_years = parameters.count("cheating.ban_most_years")};
    rules.final_review = {.single_any_mark = parameters.yes_no("final_review.single_any_mark"),
                          .pair_most_deficit = parameters.mark("final_review.pair_most_deficit"),
                          .most_subjects = parameters.count("final_review.most_subjects"),
                          .first_term_only_if_passes =
                              parameters.yes_no("final_review.first_term_only_if_passes")};
    rules.absence = {.makeup = sa_1426::MakeupRules::read(parameters, "absence"),
                     .first_degree = parameters.list("absence.first_degree"),
                     .completing_label = parameters.text("absence.completing_label")};
    rules.oral = {.least_examiners = parameters.count("second_round_oral.least_examiners"),
                  .groups = parameters.count("second_round_oral.groups"),
                  .least_questions = parameters.count("second_round_oral.least_questions"),
                  .term_maximum = parameters.mark("second_round_oral.term_maximum"),
                  .whole_maximum = parameters.mark("second_round_oral.whole_maximum"),
                  .quran_share = parameters.share("second_round_oral.quran_share"),
                  .least_grade = parameters.count("second_round_oral.least_grade"),
                  .computer_grade = parameters.count("second_round_oral.computer_grade"),
                  .computer_term_maximum =
                      parameters.mark("second_round_oral.computer_term_maximum")};
    rules.retention = {.margin_days = parameters.count("retention.margin_days"),
                       .support_years = parameters.count("retention.support_years"),
                       .top_places = parameters.count("retention.top_places"),
                       .bottom_places = parameters.count("retention.bottom_places")};
    rules.grade_labels = sa_1426::GeneralGradeLabels::read(parameters, "general_grades");

    std::vector<ConfigurationProblem> problems;
    expect(rules.cheating.ban_least_years.value <= rules.cheating.ban_most_years.value,
           "cheating.ban_least_years", "must not be above cheating.ban_most_years", problems);
    expect(rules.oral.whole_maximum.value == rules.oral.term_maximum.value * int{2},
           "second_round_oral.whole_maximum", "must be the marks of both terms", problems);
    if (!problems.empty())
        throw ConfigurationFault(problems);
    return rules;
}

}  // namespace taqwim::sa_guide
