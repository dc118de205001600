// The parameters of what happens around examinations and what follows a result, in force on a day: cheating and disruption
// (PG-12), final review (PG-16.E), absence (PG-19), the second round in oral subjects (PG-20), papers that are kept (PG-17.D.30,
// PG-25). The edition's rules inherit from OperationsRules; a kind of document asks for it with part_of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/mark.h"
#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/article_11_makeup.h"
#include "regulations/sa_1426/general_grade_labels.h"

namespace taqwim::sa_guide {

// Whether one warning holds for all subjects of a session or for each subject alone.
enum class WarningScope : std::uint8_t { session, subject };

struct CheatingRules {
    Parameter<int> warnings_before_cancellation;  // cheating.warnings_before_cancellation
    Parameter<WarningScope> warning_scope;        // cheating.warning_scope
    Parameter<int> collective_least_papers;       // cheating.collective_least_papers
    Parameter<int> centre_grade;                  // cheating.centre_grade
    Parameter<int> misconduct_age;                // cheating.misconduct_age
    Parameter<int> ban_least_years;               // cheating.ban_least_years
    Parameter<int> ban_most_years;                // cheating.ban_most_years
};

struct FinalReviewRules {
    Parameter<bool> single_any_mark;            // final_review.single_any_mark
    Parameter<Mark> pair_most_deficit;          // final_review.pair_most_deficit
    Parameter<int> most_subjects;               // final_review.most_subjects
    Parameter<bool> first_term_only_if_passes;  // final_review.first_term_only_if_passes
};

struct AbsenceRules {
    sa_1426::MakeupRules makeup;                       // absence.makeup_…
    Parameter<std::vector<std::string>> first_degree;  // absence.first_degree
    Parameter<std::string> completing_label;           // absence.completing_label
};

struct OralRules {
    Parameter<int> least_examiners;         // second_round_oral.least_examiners
    Parameter<int> groups;                  // second_round_oral.groups
    Parameter<int> least_questions;         // second_round_oral.least_questions
    Parameter<Mark> term_maximum;           // second_round_oral.term_maximum
    Parameter<Mark> whole_maximum;          // second_round_oral.whole_maximum
    Parameter<Share> quran_share;           // second_round_oral.quran_share
    Parameter<int> least_grade;             // second_round_oral.least_grade
    Parameter<int> computer_grade;          // second_round_oral.computer_grade
    Parameter<Mark> computer_term_maximum;  // second_round_oral.computer_term_maximum
};

struct RetentionRules {
    Parameter<int> margin_days;    // retention.margin_days
    Parameter<int> support_years;  // retention.support_years
    Parameter<int> top_places;     // retention.top_places
    Parameter<int> bottom_places;  // retention.bottom_places
};

struct OperationsRules {
    virtual ~OperationsRules() = default;

    CheatingRules cheating;
    FinalReviewRules final_review;
    AbsenceRules absence;
    OralRules oral;
    RetentionRules retention;
    sa_1426::GeneralGradeLabels grade_labels;  // general_grades.general_grade_<code>

    // Reads and checks. Throws ConfigurationFault with all that is wrong.
    [[nodiscard]] static OperationsRules read(const ParametersOnDay& parameters);
};

}  // namespace taqwim::sa_guide
