// The questions about documents that were issued before, as documents of the rule set (sa_1426/document_kind.h).
//
//   {"kind": "document_replacement", "input": {"fate": "LOST", "grade": 9, "advert": "2026-01-05", "day": "2026-02-05", …}}
#pragma once

#include <vector>

#include "regulations/sa_guide/operations_kinds.h"

namespace taqwim::sa_guide {

[[nodiscard]] std::vector<sa_1426::DocumentKind> documents_kinds();

KindRule document_replacement_kind;  // PG-24.R, PG-24.RC
KindRule document_amendment_kind;    // PG-24.A.2, A.5 to A.9
KindRule name_admission_kind;        // PG-24.A.3, A.4
KindRule amendment_route_kind;       // PG-24.P.4, P.5
KindRule attestation_kind;           // PG-24.T
KindRule translation_kind;           // PG-24.TR

}  // namespace taqwim::sa_guide
