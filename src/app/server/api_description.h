// The description of the API as the program serves it: docs/api, its parts joined by the build.
#pragma once

#include <string_view>
#include <vector>

#include "school/route.h"

namespace taqwim::app {

// OpenAPI 3.1, as JSON.
[[nodiscard]] std::string_view api_description();

// GET /v1/openapi.json: for everybody, whether signed in or not.
[[nodiscard]] school::Route api_description_route();

// Holds the queries of routes to the description: a name that it does not have is refused with field_unknown, as a field
// of a body is; a name that stands twice with request_malformed. A route that is not described takes no query.
void hold_queries(std::vector<school::Route>& routes);

}  // namespace taqwim::app
