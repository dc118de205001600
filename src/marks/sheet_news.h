// What happened to the sheets of a year that somebody has to hear of on his first page: signatures that were taken away
// and are not given again, the second reader's signature, corrections that wait for a decision or got one. Sheets of which
// there is nothing to say are left out.
#pragma once

#include <cstdint>
#include <string>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "marks/sheet_store.h"
#include "platform/database/session.h"

namespace taqwim::marks {

struct NewsQuestion {
    SheetFilter filter = {};
    Day since{0};                  // of what is over; what still waits is told however old it is
    std::int64_t asker = 0;        // the account: his own requests do not wait for him
    bool with_unreviewed = false;  // for a second reader: signed sheets that want his signature
};

// {"items": [{"sheet_id", …, "withdrawn": {"at", "reason"}, "reviewed_at", "awaits_review",
// "corrections_waiting", "corrections_decided": {"approved", "refused", "at"}}]} by id. Refuses with record_unknown where the school has no such
// year.
[[nodiscard]] Result<std::string> sheet_news_json(database::Session& session, SchoolId school,
                                                  std::int64_t school_year_id,
                                                  const NewsQuestion& question);

}  // namespace taqwim::marks
