#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "regulations/frame/rule_set.h"

namespace taqwim::tests {

// The whole trace of a document that the rule set answers, laid out for reading: the text of a golden. Throws
// std::runtime_error when the document is refused.
[[nodiscard]] std::string readable_trace(const RuleSet& rule_set, const nlohmann::json& document);

}  // namespace taqwim::tests
