// PG-6.4 to PG-6.7, PG-G.18: what a student who failed his year may do next, and where affiliated students are examined.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

enum class GuideStudent : std::uint8_t { regular, night, affiliated, affiliated_partial };
[[nodiscard]] const char* code(GuideStudent type);

// PG-6.7  A student whose final status is failed. What is not known stands as nothing.
struct FailedStudent {
    int grade = 0;
    GuideStudent type = GuideStudent::regular;
    std::optional<bool> failed_repeatedly;
    std::optional<bool> over_stage_age;  // counted for the stage, not the grade
    std::optional<bool> committee_extended;
    std::optional<bool> committee_decision;
    std::optional<bool> director_approved;
    // PG-6.7.3  Failed again as affiliated in the failed subjects.
    bool failed_as_affiliated = false;
};

// The choices open to the student: repeat_regular, repeat_regular_all_subjects, affiliated_failed_subjects,
// affiliated_failed_subjects_next_year, affiliated_all_subjects, pending_committee, repeat_night, sit_all_subjects.
[[nodiscard]] std::vector<const char*> failed_student_options(const FailedStudent& student,
                                                              const AssessmentRules& rules,
                                                              Trace& trace);

// PG-6.7.7  Article 9 (2) and (3) are for regular day students: refuses an application of others
// (article_9_day_regular_only) and of grades in which a failed year is repeated.
[[nodiscard]] std::optional<Refusal> refuses_affiliation_in_failed_subjects(
    const FailedStudent& student, const AssessmentRules& rules, Trace& trace);

// PG-6.7.3  Facts behind the two first conditions.
[[nodiscard]] bool is_over_stage_age(int grade, int age, const AssessmentRules& rules,
                                     Trace& trace);
[[nodiscard]] bool has_failed_repeatedly(int failures, const AssessmentRules& rules, Trace& trace);

// PG-6.7.8  The choice is declared within the first two weeks of the year: day 14 is in. Refuses a later one
// (choice_late), after which he is affiliated in the failed subjects (D35).
[[nodiscard]] std::optional<Refusal> refuses_choice(Day declared, Day first_day_of_year,
                                                    const AssessmentRules& rules, Trace& trace);

// PG-6.7.9  The subjects of affiliation: those below their minimum and those lifted under Article 7 (2), each once.
[[nodiscard]] std::vector<std::string> affiliation_subjects(
    const std::vector<std::string>& below_minimum, const std::vector<std::string>& lifted,
    Trace& trace);

// PG-6.4  Affiliated students may not sit examinations before private schools (affiliated_at_private_school).
[[nodiscard]] std::optional<Refusal> refuses_school(GuideStudent type, bool is_private,
                                                    Trace& trace);
// PG-6.5  Whether the exam centres mark the papers, and not the school in which they were sat.
[[nodiscard]] bool exam_centre_marks(int grade, std::string_view window,
                                     const AssessmentRules& rules, Trace& trace);

// PG-G.18  Nobody repeats a grade that he has passed, nor one below it (grade_already_passed).
[[nodiscard]] std::optional<Refusal> refuses_enrolment(int grade, const std::vector<int>& passed,
                                                       Trace& trace);

}  // namespace taqwim::sa_guide
