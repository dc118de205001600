// Publishing by two people: one looks through classes and puts them before another, who publishes them or sends them back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/identity.h"
#include "core/instant.h"
#include "core/refusal.h"
#include "school/record.h"

namespace taqwim::results {

struct Proposal {
    std::int64_t school_year_id = 0;
    std::vector<std::int64_t> class_ids;
    Instant visible_from;
    std::string note;
};

// Refuses with record_unknown for a class that is not of the year, and with publication_incomplete when there is none.
[[nodiscard]] Result<school::Answer> propose(school::Changes& changes, SchoolId school,
                                             const Proposal& proposal);

// Stores what was decided. Refuses with same_person (who proposed does not decide), decided_already and record_unknown.
[[nodiscard]] Result<school::Answer> decide_proposal(school::Changes& changes, SchoolId school,
                                                     std::int64_t proposal_id, bool is_accepted,
                                                     const std::string& note);

[[nodiscard]] Result<Proposal> read_proposal(database::Session& session, SchoolId school,
                                             std::int64_t proposal_id);

// {"proposals": […]}, the newest first; `asker` is told which are his own.
[[nodiscard]] std::string proposals_json(database::Session& session, SchoolId school,
                                         std::int64_t school_year_id, std::int64_t asker);

}  // namespace taqwim::results
