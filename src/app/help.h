#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "app/command_line.h"
#include "app/words.h"

namespace taqwim::app {

// Where the words of a command stand: "command.backup_key_show" of "backup-key show", "command.taqwim" of the program itself.
[[nodiscard]] std::string message_of_command(std::string_view command);

// What a command is for, how it is written, its options and examples.
void write_help(const HelpPage& page, const Words& words, std::ostream& output);

}  // namespace taqwim::app
