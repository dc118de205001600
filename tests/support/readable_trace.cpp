#include "tests/support/readable_trace.h"

#include <stdexcept>

#include "regulations/frame/json_value.h"
#include "regulations/frame/trace_json.h"

namespace taqwim::tests {

std::string readable_trace(const RuleSet& rule_set, const nlohmann::json& document)
{
    const auto evaluator = rule_set.evaluator({.trace = true});
    const std::string text = document.dump();
    const auto read = JsonDocument::parse(text);
    if (!read || !evaluator->evaluate(read->root(), 1))
        throw std::runtime_error("refused: " + text);
    return trace_json_text(evaluator->trace(), TraceLayout::readable);
}

}  // namespace taqwim::tests
