// The endpoints of accounts, sessions and the audit chain: docs/api/access.yaml.
#pragma once

#include <vector>

#include "access/access_services.h"
#include "school/route.h"

namespace taqwim::access {

// The services outlive the routes.
[[nodiscard]] std::vector<school::Route> access_routes(AccessServices& access);

}  // namespace taqwim::access
