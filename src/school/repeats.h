// How long the answers of writes are kept for a client that has to send one again.
#pragma once

#include <cstdint>

#include "core/instant.h"
#include "core/refusal.h"
#include "school/record.h"

namespace taqwim::school {

// Longer than any client may be away with something unsent; the answers can hold names and marks.
inline constexpr std::int64_t k_repeats_kept_days = 30;

// Forgets the answers that are older, school by school; gives how many. The record itself and its audit chain are not
// touched. A key that is sent again after that is a new write.
[[nodiscard]] Result<std::int64_t> forget_old_repeats(Record& record);

}  // namespace taqwim::school
