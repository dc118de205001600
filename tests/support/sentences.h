// What the tests of a rule set's sentences share.
#pragma once

#include <string>
#include <vector>

#include "regulations/frame/messages.h"
#include "tests/support/trace_names.h"

namespace taqwim::tests {

// The messages of some files, by their paths from the project's root.
[[nodiscard]] Messages messages_of(const std::string& language,
                                   const std::vector<std::string>& paths);

// What a sentence may use as arguments: the steps of these traces with what the frame makes of them (trace_text.h), what
// a clause has of itself, and the values of the rule set's parameters. The folder is by its path from the project's root.
[[nodiscard]] Names sentence_arguments(const TraceNames& traced, const std::string& folder);

}  // namespace taqwim::tests
