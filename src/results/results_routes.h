// The API of results: what was published of a student, its reasons and versions, withholding and corrections; and the
// publications of a school (publication_routes.h).
#pragma once

#include <vector>

#include "results/results_services.h"
#include "school/route.h"

namespace taqwim::results {

[[nodiscard]] std::vector<school::Route> results_routes(const ResultsServices& services);

}  // namespace taqwim::results
