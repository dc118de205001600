// GET /v1/schools/{school_id}/export: everything of one school as a ZIP file, for its head teacher.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "exchange/export/export_sinks.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::exchange {

// One export runs at a time; who asks meanwhile is refused with server_busy. What would be larger than `most` bytes is
// refused with value_out_of_range: the command writes a folder, whatever its size.
[[nodiscard]] std::vector<school::Route> export_routes(school::Record& record,
                                                       const std::string& program,
                                                       std::size_t most = ZipSink::k_most);

}  // namespace taqwim::exchange
