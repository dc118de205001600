// The API of templates: docs/api/templates.yaml.
#pragma once

#include <vector>

#include "documents/templates/templates.h"
#include "school/route.h"

namespace taqwim::documents {

// The service outlives the routes.
[[nodiscard]] std::vector<school::Route> template_routes(Templates& templates);

}  // namespace taqwim::documents
