// The machine's clock, for the rooms that record when something was done.
#pragma once

#include <chrono>

#include "core/clock.h"

namespace taqwim::app {

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
    }
};

}  // namespace taqwim::app
