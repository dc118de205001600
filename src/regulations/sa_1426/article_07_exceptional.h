// Article 7 (3) and (4): exceptional promotion, and the remedial programmes of who was promoted with tolerated subjects.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/day.h"
#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/after_the_result_rules.h"

namespace taqwim::sa_1426 {

struct ExceptionalCase {
    int grade = 0;
    std::span<const Mark> final_marks;  // of the subjects that count
    int earlier_skips = 0;              // in this stage
    bool recommended = false;           // by the guidance committee
    bool decided = false;               // the Ministry's decision has its number and date
    std::optional<int> target_grade;
};

// The controls, for the eyes of the committee: the Ministry decides.
struct ExceptionalControls {
    std::optional<Exact> mean;  // none without marks
    bool mean_reached = false;
    bool each_reached = false;
    bool skips_left = false;
    [[nodiscard]] bool met() const { return mean_reached && each_reached && skips_left; }
};

// SR-7.3  Informative. Exactly the least mean and mark are enough.
[[nodiscard]] ExceptionalControls exceptional_controls(const ExceptionalCase& student,
                                                       const AfterTheResultRules& rules,
                                                       Trace& trace);

// SR-7.3  The grade that the student is enrolled in, whatever the controls say. Refuses a case without recommendation or
// decision, and a target that is no higher grade. The skipped grade has no marks.
[[nodiscard]] Result<int> exceptional_promotion(const ExceptionalCase& student, Trace& trace);

// SR-7.4  The last day for the plan of each remedial programme; day 1 is the first day of the new year.
[[nodiscard]] Day remedial_plan_due(Day first_day_of_year, const AfterTheResultRules& rules,
                                    Trace& trace);

}  // namespace taqwim::sa_1426
