// The words of a rule set in one language: its own beside those of core and frame.
#pragma once

#include <span>
#include <string_view>

#include "core/embedded_file.h"
#include "regulations/frame/messages.h"

namespace taqwim {

// Throws ConfigurationFault as Messages::read does.
[[nodiscard]] Messages rule_set_messages(std::string_view language,
                                         std::span<const EmbeddedFile> own);

}  // namespace taqwim
