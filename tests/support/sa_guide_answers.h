#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace taqwim::tests {

// What the rule set sa_guide answers to a document: its JSON as `taqwim evaluate` writes it. Evaluated with and without
// trace; a difference throws std::runtime_error. "trace" is taken away from the answer unless it is asked for.
[[nodiscard]] nlohmann::json sa_guide_answer(const nlohmann::json& document,
                                             bool with_trace = false);

// The same for a question.
[[nodiscard]] nlohmann::json sa_guide_answer(const std::string& kind, const nlohmann::json& input);

// The code of the refusal in an answer, such as "MARK_OVER_MAXIMUM"; empty when it was answered.
[[nodiscard]] std::string refusal_code(const nlohmann::json& answer);

}  // namespace taqwim::tests
