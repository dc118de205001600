#include "regulations/frame/assumed_values.h"

#include <algorithm>

#include "regulations/frame/trace_text.h"

namespace taqwim {

std::vector<std::pair<std::string, std::string>> assumed_values(const TraceRecording& recording,
                                                                const Messages& messages)
{
    std::vector<std::pair<std::string, std::string>> values;
    for (std::size_t i = 0; i < recording.size(); ++i) {
        const TraceNode& node = recording[i];
        if (node.kind != TraceNode::Kind::read ||
            node.parameter->status != ParameterStatus::assumed)
            continue;
        std::pair<std::string, std::string> entry = {label_of(*node.parameter, messages),
                                                     shown_value(*node.parameter, messages)};
        if (std::find(values.begin(), values.end(), entry) == values.end())
            values.push_back(std::move(entry));
    }
    return values;
}

}  // namespace taqwim
