// What requests to publish have in common.
#pragma once

#include <cstdint>
#include <vector>

#include "core/instant.h"
#include "school/body.h"
#include "school/route.h"

namespace taqwim::results {

// "visible_from", now when there is none.
[[nodiscard]] Instant moment_in(school::Body& body, const school::Call& call);
// "class_ids", each once.
[[nodiscard]] std::vector<std::int64_t> class_ids(school::Body& body);
// "leave_out": students without a decision whose class is published without them. Each once.
[[nodiscard]] std::vector<std::int64_t> left_out_ids(school::Body& body);

}  // namespace taqwim::results
