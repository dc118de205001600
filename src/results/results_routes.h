// The API of results: what stands in the way of publishing, publishing, and what was published.
#pragma once

#include <vector>

#include "results/publications.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::results {

// Both outlive the routes.
[[nodiscard]] std::vector<school::Route> results_routes(school::Record& record,
                                                        const Publications& publications);

}  // namespace taqwim::results
