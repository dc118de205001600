// PG-9: a student admitted after the mid-term of term 1.
#pragma once

#include <optional>

#include "core/day.h"
#include "core/mark.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

struct LateAdmissionFacts {
    Day admitted{};
    Day first_exam{};                    // of the school's term-1 finals
    std::optional<int> sufficient_days;  // the head teacher's own reading, with a reason (D38)
};

struct LateAdmission {
    int number = 1;  // 1, 2 or 3, as the text counts the cases
    std::optional<Mark> midterm;
    std::optional<Mark> participation;
    Mark exam;
    bool with_absentees = false;  // sits in the window for the absent
};

// Which of the three cases a late admission is, and out of what the student is examined.
[[nodiscard]] LateAdmission late_admission_case(const LateAdmissionFacts& facts,
                                                const AssessmentRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
