// Reasons as one page of HTML that needs nothing beside itself: no script, no font, no picture from
// elsewhere. It is read on a screen, light or dark, from right to left where the language is, and
// printed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/messages.h"
#include "regulations/frame/rule_set.h"
#include "regulations/frame/trace_text.h"

namespace taqwim {

[[nodiscard]] std::string reasons_page(const Explanation& explanation,
                                       const std::vector<ReasonLine>& lines,
                                       const Messages& messages, Digits digits = Digits::latin);

// The text as it may stand between tags and in attributes.
[[nodiscard]] std::string html_escaped(std::string_view text);

}  // namespace taqwim
