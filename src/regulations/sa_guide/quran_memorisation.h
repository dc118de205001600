// PG-4.4: quality of memorisation, reviews, recitation and the term mark in Qur'an-memorisation schools.
#pragma once

#include <optional>
#include <vector>

#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

// The mark of one slot, daily or weekly, or of a recitation: what conduct takes away is at most one mark, and nothing
// goes below 0. Refuses a larger deduction (deduction_over_maximum) and a mark above the maximum.
[[nodiscard]] Result<Mark> mark_net_of_conduct(const Mark& raw, const Mark& maximum,
                                               const Mark& deduction, const AssessmentRules& rules,
                                               Trace& trace);

// The slots of one period. A lost slot had no lesson for the whole class; a pending one is to be made up in the same
// period. Absence without excuse is a mark of 0 within the sum.
struct PeriodSlots {
    Mark daily_sum;
    int daily_count = 0;  // of slots with a mark
    Mark weekly_sum;
    int weekly_count = 0;
    int daily_lost = 0;
    int weekly_lost = 0;
    int pending = 0;
};
struct MemorisationQuality {
    Mark quality;
    Mark maximum;
};
// The marks of six weeks divided by 24 (D16). Where slots are lost, the share of what could be had, of the same maximum.
// Refuses slots that are pending (slots_pending) or do not make up the period, and sums that they cannot have.
[[nodiscard]] Result<MemorisationQuality> memorisation_quality(const PeriodSlots& slots,
                                                               const AssessmentRules& rules,
                                                               Trace& trace);

struct QuranTermFacts {
    int grade = 0;                        // 0: not said
    std::vector<Mark> quality;            // of each period
    std::vector<Mark> review;             // of each period
    std::vector<Mark> final_review_days;  // one mark for each day
    std::vector<Mark> recitation;         // of each period, net of conduct
    int periods_due = 0;  // fewer than a term's for who was admitted late (PG-9.1); 0: all
};
struct QuranTerm {
    std::vector<Mark> period_marks;
    Mark memorisation;
    Mark recitation;
    Mark term_mark;
};
// Period marks, their mean and the final review make memorisation; with the mean of recitation it is the term mark
// (D17). Refuses too few days of final review (final_review_days_too_few), marks above their maxima, lists that are not
// one mark for each period, and recitation in grade 1 (recitation_not_judged).
[[nodiscard]] Result<QuranTerm> quran_term(const QuranTermFacts& facts,
                                           const AssessmentRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
