// Mark sheets that stand in the way of publishing: without the teacher's signature, or with a correction that waits.
#pragma once

#include <cstdint>
#include <vector>

#include "results/publications.h"

namespace taqwim::results {

// Of the class, and of the classes that its students left within the year.
[[nodiscard]] std::vector<OpenPoint> open_sheets(database::Session& session, SchoolId school,
                                                 std::int64_t class_id);

}  // namespace taqwim::results
