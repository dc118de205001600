// The addresses of imports.
#pragma once

#include <vector>

#include "exchange/imports.h"
#include "school/route.h"

namespace taqwim::exchange {

[[nodiscard]] std::vector<school::Route> exchange_routes(Imports& imports);

}  // namespace taqwim::exchange
