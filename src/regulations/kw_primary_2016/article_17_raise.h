// Article 17: the automatic raise (الترفيع الآلي).
#pragma once

#include "core/trace.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

// KW-17.1, KW-17.2  Raises year marks just below the minimum, and sets which counted subjects fail before and after
// (KW-4.3). Exempt and practical subjects, subjects without a year mark (decision D52) and subjects not passed for
// absence from the performance assessment (decision D30) are never raised.
void auto_raise(const Rules& rules, Outcome& outcome, Trace& trace);

}  // namespace taqwim::kw_primary_2016
