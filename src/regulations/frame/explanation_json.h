// Reasons as JSON: what a reader is told, in one language.
#pragma once

#include <vector>

#include "regulations/frame/json_writer.h"
#include "regulations/frame/messages.h"
#include "regulations/frame/rule_set.h"
#include "regulations/frame/trace_text.h"

namespace taqwim {

// "title", "decision", "facts", "reasons", "parameters", "changes", "assumed": fields of an object that is already open.
// A reason names the parameters that it read; each stands once below "parameters", with its value and the day from which
// it is in force.
void write_explanation(const Explanation& explanation, const std::vector<ReasonLine>& lines,
                       const Messages& messages, JsonWriter& json);

}  // namespace taqwim
