// The API of what people read and agree on around a result: one version as it was, requests for correction, a guardian's
// own acknowledgement, periodic reports, and publishing by two people.
#pragma once

#include <vector>

#include "results/results_services.h"
#include "school/route.h"

namespace taqwim::results {

[[nodiscard]] std::vector<school::Route> reader_routes(const ResultsServices& services);

}  // namespace taqwim::results
