// Articles 20 to 25 of kw_primary_2016 over the record's facts, by that regulation's own functions.
#pragma once

#include <cstdint>
#include <vector>

#include "attendance/counts.h"
#include "core/mark.h"

namespace taqwim::attendance {

[[nodiscard]] Result<std::vector<TermCounts>> kuwait_counts(const Ledger& ledger,
                                                            const RuleSet& rule_set, Day today);

// A day that counts without accepted excuse, and what it counts as.
struct CountedDay {
    enum class Cause : std::uint8_t {
        whole_day,
        missed_period,     // KW-22.4
        unapproved_leave,  // KW-21.2
        late_conversion    // KW-20.3: the day of the lateness that completed it
    };

    Day day{0};
    Cause cause = Cause::whole_day;
};

// What a notice of a term tells: the days and latenesses behind its counts, by day, and what was taken off.
struct KuwaitTerm {
    std::vector<CountedDay> unexcused;
    std::vector<Lateness> latenesses;  // not accepted
    Mark deduction;
};

// Refuses as kuwait_counts does. Of days up to `last_day`.
[[nodiscard]] Result<KuwaitTerm> kuwait_term(const Ledger& ledger, const RuleSet& rule_set,
                                             std::int64_t term, Day last_day);

// KW-22.6  The steps of absence without excuse, by the parameters of the year.
struct KuwaitLadder {
    int oral_notice_at = 0;
    std::vector<int> warnings_at;
    std::vector<int> deducted_on;
    Mark marks_off;  // with each step
    int referral_at = 0;
    int excuse_limit_days = 0;
    int latenesses_per_day = 0;
};

[[nodiscard]] Result<KuwaitLadder> kuwait_ladder(const Ledger& ledger, const RuleSet& rule_set);

}  // namespace taqwim::attendance
