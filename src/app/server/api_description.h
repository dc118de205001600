// The description of the API as the program serves it: docs/api, its parts joined by the build.
#pragma once

#include <string_view>

#include "school/route.h"

namespace taqwim::app {

// OpenAPI 3.1, as JSON.
[[nodiscard]] std::string_view api_description();

// GET /v1/openapi.json: for everybody, whether signed in or not.
[[nodiscard]] school::Route api_description_route();

}  // namespace taqwim::app
