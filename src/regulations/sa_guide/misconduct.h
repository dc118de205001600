// PG-12.D.3  What follows a breach of the conduct of examinations that the competent body has found: for a student by his
// age on the day of the act, for staff by the kind of the finding.
#pragma once

#include <cstdint>
#include <optional>

#include "core/hijri.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

// (c) past the age: all subjects of the year are cancelled, no second round, barred from study.
// (d) up to the age: that subject is cancelled, the second round covers its whole course, coursework of both terms is
//     kept, and the teachers' council takes up the case.
enum class MisconductCase : std::uint8_t { past_the_age, up_to_the_age };

struct MisconductFacts {
    std::optional<HijriDate> birth;
    HijriDate act{};
    std::optional<int> ban_years;  // as the competent body decided
};

// The case, or the refusal of a birth date that is missing and of a bar outside of what the text allows.
[[nodiscard]] Result<MisconductCase> misconduct_case(const MisconductFacts& facts,
                                                     const CheatingRules& rules, Trace& trace);

// (a) and (b), staff: where the act is a crime too and the two can be separated, discipline is decided before the papers go
// to the criminal authority.
struct StaffCase {
    bool criminal = false;
    bool separable = true;
    std::optional<Day> disciplined_on;
    std::optional<Day> referred_on;
};
[[nodiscard]] std::optional<Refusal> staff_case_refusal(const StaffCase& staff, Trace& trace);

}  // namespace taqwim::sa_guide
