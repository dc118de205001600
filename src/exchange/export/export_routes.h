// GET /v1/schools/{school_id}/export: everything of one school as a ZIP file, for its head teacher.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "school/record.h"
#include "school/route.h"

namespace taqwim::exchange {

// One export runs at a time; who asks meanwhile is refused with server_busy.
[[nodiscard]] std::vector<school::Route> export_routes(school::Record& record,
                                                       const std::string& program);

}  // namespace taqwim::exchange
