// One number opened into its reasons: a node of the trace of a result, with what stands directly under it, so that a
// screen can go down step by step without the whole trace.
//
// A node is named by its path: "3" is the fourth of the rules that the regulation asked, "3.0.2" a step within it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace taqwim::results {

// {"path", "node", "steps": [{"path", "node", "steps": how many}]}: nodes without what is under them. An empty path is
// the whole trace: no node, and its rules as steps. Nothing when no node has that path. `trace` is the stored JSON.
[[nodiscard]] std::optional<std::string> explanation_json(const std::string& trace,
                                                          std::string_view path);

// {"found": [{"path", "node", "steps": how many}]}: every node of a rule, of one item when one is given, in the order
// of the trace.
[[nodiscard]] std::string explanations_json(const std::string& trace, std::string_view rule,
                                            std::string_view item);

}  // namespace taqwim::results
