// The parameters of what follows a result (Articles 7 (3), 7 (4), 9, 10, 11) and of level, progress and risk (Articles 1 (6), 2
// and 4 (3)) in force on a day. The edition's rules inherit from it; a kind of document asks for it with part_of.
#pragma once

#include <vector>

#include "core/mark.h"
#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/article_11_makeup.h"
#include "regulations/sa_1426/facts.h"
#include "regulations/sa_1426/general_grade_labels.h"

namespace taqwim::sa_1426 {

struct AfterTheResultRules {
    virtual ~AfterTheResultRules() = default;

    // Article 9 and 10 (after_the_result.…).
    Parameter<int> most_age_intermediate;
    Parameter<int> most_age_secondary;
    Parameter<int> leaving_least_failures;
    Parameter<std::vector<int>> leaving_grades;
    Parameter<int> failed_subjects_years;
    Parameter<int> choice_grade;
    Parameter<int> choice_days;
    Parameter<std::vector<int>> affiliation_grades;

    // Article 7 (3), (4).
    Parameter<Mark> exceptional_least_mean;
    Parameter<Mark> exceptional_least_mark;
    Parameter<int> exceptional_most_skips;
    Parameter<int> remedial_plan_days;

    MakeupRules makeup;  // Article 11

    // Article 12: after_the_result.general_grade_<code>.
    GeneralGradeLabels general_grade_labels;

    // risk.…
    Parameter<Share> risk_ratio;
    Parameter<Share> goal_mastery_share;
    Parameter<int> class_least_size;
    Parameter<Share> balance_least;
    Parameter<Share> balance_most;

    [[nodiscard]] const Parameter<int>& most_age(Stage stage) const
    {
        return stage == Stage::secondary ? most_age_secondary : most_age_intermediate;
    }

    // Reads and checks. Throws ConfigurationFault with all that is wrong.
    [[nodiscard]] static AfterTheResultRules read(const ParametersOnDay& parameters);
};

}  // namespace taqwim::sa_1426
