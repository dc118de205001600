// Article 9: repeating and leaving. What a student does next whose year was not passed after the second round.
#pragma once

#include <cstdint>
#include <optional>

#include "core/finding.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/after_the_result_rules.h"

namespace taqwim::sa_1426 {

enum class NextStep : std::uint8_t {
    repeat_regular,             // the same grade, all subjects
    affiliate_failed_subjects,  // next year alone, in the subjects not passed
    affiliate_all_subjects,
    await_committee,  // above the age limit: the guidance committee has not decided
    await_approval,   // regular study is not extended, and what ends it is not there yet
    await_choice,     // grade 12: the days for choosing are not over
    // Article 10.
    enrol_regular,
    enrol_affiliated,
    // Passed.
    promote,
    graduate
};
[[nodiscard]] const char* code(NextStep step);  // "REPEAT_REGULAR"

struct FollowUp {
    NextStep step = NextStep::repeat_regular;
    int grade = 0;  // of the next year
    // The paragraph that says so: "9.1", "9.2", "9.3", "10.3", "10.6", "10.8", "7.2".
    const char* by = "";
};

enum class CommitteeDecision : std::uint8_t { none, extended, not_extended };

enum class Grade12Choice : std::uint8_t { regular_all, affiliated_failed };
[[nodiscard]] const char* code(Grade12Choice choice);

struct FailedYear {
    int grade = 0;
    // Completed Hijri years on the first day of the next school year.
    std::optional<int> age;
    // Another limit than the parameters', where the document states its own policy.
    std::optional<int> most_age;
    int failures_in_grade = 1;
    CommitteeDecision committee = CommitteeDecision::none;
    bool director_approved = false;
    bool night_school = false;  // PG-6.7.7: 9.2 is not for them
    std::optional<Grade12Choice> choice;
    std::optional<int> choice_day;  // of the school year, its first day being day 1
    std::optional<int> day;         // on which is asked, when no choice was made
};

// SR-9.1  Whether he may repeat as a regular student: exactly the age limit may; above it the guidance committee decides,
// and until it does the finding is open. Refuses when the age is not known.
[[nodiscard]] Result<Finding> may_repeat_as_regular(const FailedYear& year,
                                                    const AfterTheResultRules& rules, Trace& trace);

// SR-9.2  Whether his regular study is ended, so that he sits the failed subjects as an affiliated student in the next
// year: repeated failure and the approval of the director of education.
[[nodiscard]] Finding is_affiliated_in_failed_subjects(const FailedYear& year,
                                                       const AfterTheResultRules& rules,
                                                       Trace& trace);

// SR-9.3  The choice of the third secondary: within the days, the last included; later, and without a choice by then, he
// counts as affiliated in the failed subjects. Nothing while the days run. Refuses a late choice.
[[nodiscard]] Result<std::optional<Grade12Choice>> choice_of_grade_12(
    const FailedYear& year, const AfterTheResultRules& rules, Trace& trace);

// Article 9 as a whole, for grades with regular study by marks.
[[nodiscard]] Result<FollowUp> follow_up_of_failed_year(const FailedYear& year,
                                                        const AfterTheResultRules& rules,
                                                        Trace& trace);

}  // namespace taqwim::sa_1426
