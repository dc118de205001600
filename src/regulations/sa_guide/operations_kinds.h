// The questions about examinations and what follows them, as documents of the rule set (sa_1426/document_kind.h). Each is one
// pure rule of this folder, asked by the name that the catalogue's examples give it.
//
//   {"kind": "cheating", "input": {"session": "T2", "events": [{"kind": "ATTEMPT", "subject": "maths"}]}}
//   {"kind": "window", "input": {"kind": "MU_T2", "grade": 9, "last_exam": "2026-06-10"}}
//
// The edition's rules inherit from sa_1426::Rules and from OperationsRules.
#pragma once

#include <optional>
#include <vector>

#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_guide {

[[nodiscard]] std::vector<sa_1426::DocumentKind> operations_kinds();

// The kinds one by one. Each writes its fields into the object that is open, or refuses.
using KindRule = std::optional<Refusal>(const JsonValue& input, const sa_1426::EditionRules& rules,
                                        Trace& trace, JsonWriter& out);
// operations_incidents.cpp
KindRule cheating_kind;    // PG-12.CH.B
KindRule misconduct_kind;  // PG-12.D.3
// operations_marks.cpp
KindRule term_round_kind;        // PG-16.C.11, a term
KindRule final_round_kind;       // PG-16.C.11, the final mark
KindRule select_review_kind;     // PG-16.E.1
KindRule first_term_paper_kind;  // PG-16.E.3, whether it is taken out too
KindRule apply_review_kind;      // PG-16.E.3
KindRule gpa_kind;               // PG-13.4
// operations_absence.cpp
KindRule absent_t1_kind;  // PG-19.2
KindRule window_kind;     // PG-19.R
KindRule excuse_kind;     // PG-19.X.1
KindRule next_exam_kind;  // PG-20.4
// operations_papers.cpp
KindRule oral_kind;                    // PG-20.14
KindRule oral_year_kind;               // PG-20.10, PG-20.11
KindRule computing_second_round_kind;  // PG-20.13
KindRule top_bottom_kind;              // PG-17.D.30
KindRule retention_kind;               // PG-25

}  // namespace taqwim::sa_guide
