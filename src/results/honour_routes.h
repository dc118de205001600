// The API of honours (SR-3.7): the school's entries and papers, and what a guardian says to an honour of his child.
#pragma once

#include <vector>

#include "results/honours.h"
#include "school/route.h"

namespace taqwim::results {

// It outlives the routes.
[[nodiscard]] std::vector<school::Route> honour_routes(HonourRegister& honours);

}  // namespace taqwim::results
