// The tables of proposals and their decisions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/database/session.h"
#include "policy/proposals.h"
#include "school/record.h"

namespace taqwim::policy::proposals_store {

// In the order in which they were approved.
[[nodiscard]] std::vector<ParameterValue> approved(database::Session& session);
// How many approvals there are: none is ever taken back, so that another number says that something is new.
[[nodiscard]] std::int64_t approvals(database::Session& session);

[[nodiscard]] std::optional<Proposal> find(database::Session& session, std::int64_t id);
// Of ids below `before`, the newest first; 0: from the newest on.
[[nodiscard]] std::vector<Proposal> before(database::Session& session, std::int64_t before,
                                           std::int64_t rows);

void insert(school::Changes& changes, const Proposal& proposal);
// False when it was decided already.
[[nodiscard]] bool insert_decision(school::Changes& changes, std::int64_t id,
                                   std::string_view outcome, const std::string& note);

}  // namespace taqwim::policy::proposals_store
