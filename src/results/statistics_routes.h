// The API of what is counted of published results: docs/api/statistics.yaml.
#pragma once

#include <vector>

#include "school/record.h"
#include "school/route.h"

namespace taqwim::results {

// The record outlives the routes.
[[nodiscard]] std::vector<school::Route> statistics_routes(school::Record& record);

}  // namespace taqwim::results
