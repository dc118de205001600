// Which regulation an input says it is for, so that it need not be named on the command line.
#pragma once

#include <optional>
#include <string>

#include "app/console.h"

namespace taqwim::app {

// The `regulation` of a file's first student-year, or of school.csv in a folder. Nothing when it names none or cannot be
// read (which is told where it is read for good), and for standard input, which can be read only once.
[[nodiscard]] std::optional<std::string> regulation_named_by(const std::string& input,
                                                             Console& console);

}  // namespace taqwim::app
