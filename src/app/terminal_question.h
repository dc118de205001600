// Questions to who sits at the terminal. The question goes to the messages, the answer comes from standard input.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/commands.h"

namespace taqwim::app {

// Whether there is anybody to ask.
[[nodiscard]] bool can_ask();

// The line that was typed. Nothing at the end of the input, or when the user wants the program to stop.
[[nodiscard]] std::optional<std::string> asked(const Context& context, std::string_view question,
                                               const Arguments& arguments = {});
// The same, and the terminal does not show what is typed. Wipe it after use.
[[nodiscard]] std::optional<std::string> asked_hidden(const Context& context,
                                                      std::string_view question,
                                                      const Arguments& arguments = {});

}  // namespace taqwim::app
