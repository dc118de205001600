#include "core/identity.h"

#include <charconv>
#include <stdexcept>

namespace taqwim {

namespace {

constexpr std::int64_t k_first_moment = 1'735'689'600'000;  // 2025-01-01T00:00:00Z
constexpr int k_node_bits = 10;
constexpr int k_count_bits = 12;

}  // namespace

std::optional<std::int64_t> parse_id(std::string_view text)
{
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end || value <= 0 || text.front() == '0')
        return std::nullopt;
    return value;
}

IdSource::IdSource(int node) : node_(node)
{
    if (node < 0 || node >= k_nodes)
        throw std::invalid_argument("the number of a node is 0 to 1023");
}

std::int64_t IdSource::next(Instant now)
{
    const std::lock_guard lock(mutex_);
    const std::int64_t millisecond = now.milliseconds - k_first_moment;
    if (millisecond > last_millisecond_) {
        last_millisecond_ = millisecond;
        count_ = 0;
    } else if (++count_ >> k_count_bits != 0) {
        // The millisecond's numbers are given out: borrow from the next one.
        ++last_millisecond_;
        count_ = 0;
    }
    return last_millisecond_ << (k_node_bits + k_count_bits) | node_ << k_count_bits | count_;
}

Instant moment_of_id(std::int64_t id)
{
    return {(id >> (k_node_bits + k_count_bits)) + k_first_moment};
}

}  // namespace taqwim
