// Article 18: the placement assessment (تقييم تحديد المستوى), grades 1 to 4.
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// What KW-18.5 needs to know of a subject, and what it says.
struct PlacementCase {
    SecondChance chance = SecondChance::failing;  // which of (a) to (d)
    bool exceptional = false;
    bool attended = true;
    Mark paper;        // p, 0 to 100
    Mark first_round;  // (a): the year mark of the first round
    Mark first_term;   // (b), (c): T1
    Mark formative;    // (b): F2
    Mark deduction;    // (b): D2
    bool first_term_carried =
        false;  // (b), (c): the first term has no mark of its own (decision D24)
};
struct PlacementResult {
    bool passed = false;
    Mark recorded;  // the year mark that now stands
};

// KW-18.5  The result of one placement paper (decisions D28, D29). No raise afterwards (decision D35).
PlacementResult placement_result(const PlacementCase& subject, const char* name, const Rules& rules,
                                 Trace& trace);

}  // namespace taqwim::kw_primary_2016
