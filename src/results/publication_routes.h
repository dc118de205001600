// The API of publications: how far a year is, what stands in the way, publishing one class or many, taking back, and who
// acknowledged.
#pragma once

#include <vector>

#include "results/results_services.h"
#include "school/route.h"

namespace taqwim::results {

[[nodiscard]] std::vector<school::Route> publication_routes(const ResultsServices& services);

}  // namespace taqwim::results
