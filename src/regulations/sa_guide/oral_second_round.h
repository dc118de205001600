// PG-20.10 to PG-20.14  The second round in oral subjects and the Qur'an: what it is out of, the panel's mean, the final mark.
#pragma once

#include <array>
#include <span>

#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/outcome.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

// PG-20.10  50 for a term, 100 for both.
[[nodiscard]] Mark oral_maximum(sa_1426::Scope scope, const OralRules& rules, Trace& trace);

struct OralPanel {
    std::span<const Mark> marks;  // one of each examiner, each from his own sheet
    bool has_subject_teacher = false;
    int groups = 0;
    int fewest_questions = 0;  // of any group
    sa_1426::Scope scope = sa_1426::Scope::first_term;
};

// PG-20.14  The mean of the examiners' marks, exact: fractions are raised in the final mark alone. Refuses a committee of
// too few or without the subject's teacher, too few groups or questions, and a mark above the maximum.
[[nodiscard]] Result<Mark> panel_mean(const OralPanel& panel, const OralRules& rules, Trace& trace);

// PG-20.10, PG-20.11  An oral subject by its terms.
struct OralYear {
    std::array<Mark, 2> terms;  // out of 50 each
    std::array<bool, 2> sat = {true, true};
    Mark minimum;  // of the subject, out of 100
    // PG-20.11, of the Qur'an: daily and weekly marks, which the second round keeps, and what they were out of.
    std::array<Mark, 2> kept;
    std::array<Mark, 2> kept_maximum;
    std::optional<Mark> second_round;
};

struct OralYearResult {
    sa_1426::Scope scope = sa_1426::Scope::none;  // none: passed
    Mark second_round_maximum;
    std::optional<Mark> final_mark;
};

// PG-20.10  The terms make up for each other; a term that was not assessed, or each below its half of the minimum, is
// examined. The second round takes the place of the term, and no coursework is added.
[[nodiscard]] Result<OralYearResult> oral_year(const OralYear& year, const OralRules& rules,
                                               Trace& trace);
// PG-20.11  The Qur'an: half of both terms' marks passes; daily and weekly marks are kept beside the second round's.
[[nodiscard]] Result<OralYearResult> quran_year(const OralYear& year, const OralRules& rules,
                                                Trace& trace);

// PG-20.13  Computing in grade 12 is examined in writing alone: 30 a term.
[[nodiscard]] Mark computing_second_round_maximum(int grade, sa_1426::Scope scope,
                                                  const Mark& term_exam, const OralRules& rules,
                                                  Trace& trace);

}  // namespace taqwim::sa_guide
