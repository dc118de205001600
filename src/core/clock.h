// What time it is, given from outside: the program's clock in use, a fixed one in tests. Only rooms that record when
// something was done ask it; no rule does.
#pragma once

#include "core/instant.h"

namespace taqwim {

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

// A clock that stands until it is set.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant moment) : moment_(moment) {}
    [[nodiscard]] Instant now() const override { return moment_; }
    void set(Instant moment) { moment_ = moment; }
    void advance_seconds(std::int64_t seconds) { moment_ = moment_.plus_seconds(seconds); }

private:
    Instant moment_;
};

}  // namespace taqwim
