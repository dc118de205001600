// Of which class an absence is: without excuse, with an accepted excuse, or under an approved Article 16 case.
// Made once for a student-year and asked by the rules of Articles 10 to 19.
#pragma once

#include <cstdint>
#include <vector>

#include "core/trace.h"
#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"

namespace taqwim::kw_primary_2016 {

enum class ItemClass : std::uint8_t { unexcused, excused, exceptional, unknown };
[[nodiscard]] const char* code(ItemClass item_class);

// One day of the ledger on which the student missed something.
struct AbsentDay {
    Day day;
    bool whole_day = true;  // false: he attended a part of it
    bool excused = false;
    bool official_activity = false;
    bool unapproved_leave = false;
};

class AbsenceClasses {
public:
    // Judges the excuses of the ledger, when there is one (KW-22.5), and whether an Article 16 case stands.
    static AbsenceClasses of(const StudentYear& year, const Rules& rules, Trace& trace);

    // In order of days, one entry a day. Empty without a ledger.
    [[nodiscard]] const std::vector<AbsentDay>& days() const { return days_; }
    [[nodiscard]] bool has_ledger() const { return has_ledger_; }
    // The entry of a day, or null when the ledger has him present.
    [[nodiscard]] const AbsentDay* find(Day day) const;
    // An Article 16 case was submitted and not refused by the district.
    [[nodiscard]] bool exceptional_case_stands() const { return exceptional_; }

    // The class of an absence that has an accepted excuse: exceptional while the Article 16 case covers the day, or
    // when the day is not known.
    [[nodiscard]] ItemClass excused_on(std::optional<Day> day) const;
    // The class that the ledger gives to an absence on a day; unknown without day or ledger.
    [[nodiscard]] ItemClass on(std::optional<Day> day) const;

private:
    std::vector<AbsentDay> days_;
    bool has_ledger_ = false;
    bool exceptional_ = false;
    std::optional<Day> exceptional_from_;
    std::optional<Day> exceptional_to_;
};

// KW-22.5  Whether an excuse counts. Not yet decided counts as refused until it is decided (decision D19).
Finding excuse_is_accepted(const Excuse& excuse, const StudentYear& year, const Rules& rules,
                           Trace& trace);

}  // namespace taqwim::kw_primary_2016
