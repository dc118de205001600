#include "regulations/frame/live_rule_set.h"

#include <algorithm>

namespace taqwim {

void LiveRuleSet::take(std::span<const ParameterOverride> values)
{
    const auto is_same = [](const ParameterOverride& one, const ParameterOverride& other) {
        return one.path == other.path && one.text == other.text;
    };
    const std::lock_guard lock(mutex_);
    if (std::ranges::equal(values, values_, is_same))
        return;
    if (values.empty()) {
        values_.clear();
        now_.store(&built_in_, std::memory_order_release);
        return;
    }
    std::unique_ptr<const RuleSet> next = built_in_.with_values(values);
    values_.assign(values.begin(), values.end());
    kept_.push_back(std::move(next));
    now_.store(kept_.back().get(), std::memory_order_release);
}

const RuleSet& in_force(const RuleSet& rule_set)
{
    const auto* const live = dynamic_cast<const LiveRuleSet*>(&rule_set);
    return live == nullptr ? rule_set : live->now();
}

}  // namespace taqwim
