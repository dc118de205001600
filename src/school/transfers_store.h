// The table of transfers.
#pragma once

#include <vector>

#include "platform/database/session.h"
#include "school/transfers.h"

namespace taqwim::school {

// Of a student, by their day.
[[nodiscard]] std::vector<Transfer> transfers_of(database::Session& session, SchoolId school,
                                                 std::int64_t student_id);
void insert_transfer(database::Session& session, SchoolId school, const Transfer& transfer);

}  // namespace taqwim::school
