// What a rule says: met, not met, or undetermined because a fact is missing.
#pragma once

#include <cstdint>
#include <string_view>

namespace taqwim {

enum class Finding : std::uint8_t { not_met, met, undetermined };

[[nodiscard]] constexpr std::string_view to_text(Finding finding)
{
    switch (finding) {
    case Finding::met: return "met";
    case Finding::not_met: return "not_met";
    case Finding::undetermined: return "undetermined";
    }
    return "undetermined";
}

}  // namespace taqwim
