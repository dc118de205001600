// PG-16.C.11 (جبر الكسر): a fraction is raised in the student's favour, in the final mark always, in a term's mark where
// the term thereby reaches its share. Parts are never raised, and the final mark is summed from unraised terms.
#pragma once

#include "core/mark.h"
#include "core/trace.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

// The least whole mark that is not below `mark`.
[[nodiscard]] Mark raised_to_whole(const Mark& mark);

struct RaisedTerm {
    Mark mark;             // the term's mark, raised where that makes it reach its share
    bool reached = false;  // its share of the minimum; always so when the subject has no minimum
};

// `share` is what the term has to reach, or null without a minimum. `term` names it in the trace: "t1".
[[nodiscard]] RaisedTerm raised_term_mark(const Mark& raw, const Mark* share, const char* term,
                                          const Rules& rules, Trace& trace);

struct RaisedFinal {
    Mark mark;  // never above the subject's maximum
    bool lifted_to_minimum = false;
};

// What a final mark is raised from. `minimum` is null for a subject without one. Only where all its terms were reached
// term by term can they lift the final mark to the minimum: not after an exam in the whole course (SR-8.4).
struct FinalSum {
    Mark raw;
    const Mark* minimum = nullptr;
    bool all_terms_reached = false;
};

[[nodiscard]] RaisedFinal raised_final_mark(const FinalSum& sum, const Rules& rules, Trace& trace);

}  // namespace taqwim::sa_1426
