// A maximum, a deduction or a total on paper: "700", "577.50". Marks of subjects always have their two decimals.
#pragma once

#include <optional>
#include <string>

#include "core/mark.h"

namespace taqwim::documents {

[[nodiscard]] inline std::string shown_briefly(const Mark& mark)
{
    return mark.value.is_whole() ? mark.to_text() : mark.shown();
}

// Nothing for a mark that is not there.
[[nodiscard]] inline std::string shown_briefly(const std::optional<Mark>& mark)
{
    return mark ? shown_briefly(*mark) : std::string();
}

}  // namespace taqwim::documents
