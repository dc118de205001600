// Reasons as JSON: what a reader is told, in one language.
#pragma once

#include <vector>

#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"
#include "regulations/frame/trace_text.h"

namespace taqwim {

// "title", "decision", "facts", "reasons", "changes", "assumed": fields of an object that is already open.
void write_explanation(const Explanation& explanation, const std::vector<ReasonLine>& lines,
                       JsonWriter& json);

}  // namespace taqwim
