// A moment in UTC, to the millisecond. Days are what regulations count (core/day.h); instants say when something was
// recorded. No rule reads one.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/day.h"

namespace taqwim {

// Milliseconds since 1970-01-01T00:00:00Z; 0001 to 9999 can be written.
struct Instant {
    std::int64_t milliseconds = 0;

    // "2026-11-22T04:10:00Z" or "…00.250Z" with one to three decimals; nothing else is an instant.
    [[nodiscard]] static std::optional<Instant> parse(std::string_view text);

    // "2026-11-22T04:10:00.250Z": always three decimals, so that texts sort as the moments do.
    [[nodiscard]] std::string to_text() const;

    // The day at a place that is `offset_minutes` ahead of UTC (180 in Riyadh and Kuwait, 240 in Muscat).
    [[nodiscard]] Day day(int offset_minutes) const;

    [[nodiscard]] Instant plus_seconds(std::int64_t seconds) const
    {
        return {milliseconds + seconds * 1000};
    }

    friend auto operator<=>(const Instant&, const Instant&) = default;
};

}  // namespace taqwim
