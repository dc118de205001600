// The API of the move to the next year: docs/api/promotion.yaml.
#pragma once

#include <vector>

#include "results/promotion.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::results {

// Both outlive the routes.
[[nodiscard]] std::vector<school::Route> promotion_routes(school::Record& record,
                                                          const Promotions& promotions);

}  // namespace taqwim::results
