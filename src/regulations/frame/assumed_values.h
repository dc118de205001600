// The assumed values that a student's reasons rest on.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/trace.h"
#include "regulations/frame/messages.h"

namespace taqwim {

// Name and value, each once, in the order in which the rules read them.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> assumed_values(
    const TraceRecording& recording, const Messages& messages);

}  // namespace taqwim
