// The API of results: what stands in the way of publishing, publishing, and what was published.
#pragma once

#include <vector>

#include "results/publications.h"
#include "results/shown_results.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::results {

// All outlive the routes.
[[nodiscard]] std::vector<school::Route> results_routes(school::Record& record,
                                                        const Publications& publications,
                                                        ShownResults& shown);

}  // namespace taqwim::results
