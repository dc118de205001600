#pragma once

#include <ostream>

#include "app/command_line.h"
#include "app/words.h"

namespace taqwim::app {

// What a command is for, how it is written, its options and examples.
void write_help(const HelpPage& page, const Words& words, std::ostream& output);

}  // namespace taqwim::app
