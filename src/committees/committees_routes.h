// The API of committees: docs/api/committees.yaml.
#pragma once

#include <vector>

#include "committees/committees.h"
#include "school/route.h"

namespace taqwim::committees {

// It outlives the routes.
[[nodiscard]] std::vector<school::Route> committees_routes(Committees& committees);

}  // namespace taqwim::committees
