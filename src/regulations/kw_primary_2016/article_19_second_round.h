// Article 19: the second round (الدور الثاني), grade 5.
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// What KW-19.7 needs to know of a subject. Which fields count depends on the case.
struct SecondRoundCase {
    SecondChance chance = SecondChance::failing;
    bool attended = true;
    Mark first_round;  // (a) the year mark of the first round
    Mark formative_1;  // (a), (b) formative marks as recorded, without deductions
    Mark formative_2;
    Mark reassessment;         // (a), (b) R40: term-2 curriculum standards, out of 40
    Mark reassessment_of_100;  // (d) the same out of 100
    Mark performance;          // (a) to (d)
    Mark mean_of_terms;        // (c) Y
    Mark first_term;           // (d) T1
    bool first_term_carried = false;
    Mark whole_paper;  // (e)
};
struct SecondRoundResult {
    bool passed = false;
    bool has_formative_mean = false;
    Mark formative_mean;
    Mark test_mark;  // Z2
    Mark recorded;
};

// KW-19.7  The result of one subject (decisions D31, D32). Passed with a combined mark of 40; no raise (decision D35).
SecondRoundResult second_round_result(const SecondRoundCase& subject, const char* name,
                                      const Rules& rules, Trace& trace);

}  // namespace taqwim::kw_primary_2016
