// The API of the regulations themselves and of the values that a ministry sets: docs/api/regulations.yaml.
#pragma once

#include <vector>

#include "policy/catalogue.h"
#include "policy/proposals.h"
#include "policy/trial.h"
#include "school/route.h"

namespace taqwim::policy {

struct PolicyServices {
    const Catalogue& catalogue;
    const Proposals& proposals;
    const Trial& trial;
};

// The services outlive the routes.
[[nodiscard]] std::vector<school::Route> policy_routes(const PolicyServices& services);

}  // namespace taqwim::policy
