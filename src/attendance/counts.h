// What a term's attendance counts as under the student's regulation, and what is to be sent because of it. A pure
// function of the facts: the order in which they were entered changes nothing. The rules are those of the regulation's
// own folder, and every threshold is its parameter on the day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attendance/excuses.h"
#include "attendance/ledger.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::attendance {

// Something that is to go to the guardian or to an authority.
struct DueNotice {
    std::string kind;  // oral_notice, warning_1 … lateness_warning, referral, absence_bar
    std::string clause;

    friend bool operator==(const DueNotice&, const DueNotice&) = default;
};

struct TermCounts {
    std::int64_t term = 1;
    std::int64_t full_days = 0;              // without accepted excuse
    std::int64_t missed_period_days = 0;     // KW-22.4
    std::int64_t unapproved_leave_days = 0;  // KW-21.2
    std::int64_t converted_days = 0;         // KW-20.3
    std::int64_t unexcused_days = 0;         // all of these together
    std::int64_t excused_days = 0;
    std::int64_t missed_periods = 0;  // of days that were not missed whole
    std::int64_t latenesses_unaccepted = 0;
    std::int64_t latenesses_accepted = 0;
    std::optional<std::string>
        mark;  // of attendance, exact, where the regulation gives one (SA1447-M11)
    std::vector<DueNotice> due;  // in the order in which they came due; also those that were sent

    friend bool operator==(const TermCounts&, const TermCounts&) = default;
};

// Of all terms, in order. Facts of later days than `today` are not there yet. Refuses with facts_incomplete: the calendar
// has not the two terms that the regulation counts by; and with regulation_unknown.
[[nodiscard]] Result<std::vector<TermCounts>> counts_of(const Ledger& ledger,
                                                        const RuleSets& rule_sets, Day today);

void write_counts(JsonWriter& json, const std::vector<TermCounts>& terms);

// SA1447-EXCUSES  Each decided excuse with the days of absence of a term that it takes away and the school days between
// the return and the paper. A day is taken away once.
struct CountedExcuse {
    std::int64_t days = 0;
    std::int64_t after_school_days = 0;
    bool is_accepted = false;
    bool is_extended = false;
};
[[nodiscard]] std::vector<CountedExcuse> counted_excuses(const Ledger& ledger,
                                                         const school::Term& term);
// Distinct days in the term on which something was missed whole.
[[nodiscard]] std::int64_t absent_days(const Ledger& ledger, const school::Term& term);

}  // namespace taqwim::attendance
