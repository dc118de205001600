#include "results/blanking.h"

#include <algorithm>
#include <numeric>

#include "core/configuration_fault.h"
#include "regulations/registration.h"

namespace taqwim::results {

BlankedCells blanked_cells(std::span<const std::int64_t> cells, std::int64_t least)
{
    const auto is_small = [&](std::int64_t cell) { return cell > 0 && cell < least; };
    const auto filled_in = [](std::span<const std::int64_t> some) {
        return std::ranges::count_if(some, [](std::int64_t cell) { return cell != 0; });
    };
    const std::int64_t total = std::accumulate(cells.begin(), cells.end(), std::int64_t{0});
    BlankedCells shown;
    shown.cells.assign(cells.begin(), cells.end());
    shown.total = total;
    if (std::ranges::none_of(cells, is_small))
        return shown;
    const auto blank = [](std::optional<std::int64_t>& cell) {
        if (cell != 0)
            cell.reset();
    };
    const std::span<const std::int64_t> others = cells.subspan(1);
    const std::int64_t rest = total - cells.front();
    // The others together: a small cell among them has company, for alone it would be the sum, which is not small. Each
    // being one is told by a sum that is as great as their number.
    if (!is_small(cells.front()) && rest >= least && rest > filled_in(others)) {
        std::ranges::for_each(shown.cells.begin() + 1, shown.cells.end(), blank);
        return shown;
    }
    if (total >= least && total > filled_in(cells)) {
        std::ranges::for_each(shown.cells, blank);
        return shown;
    }
    shown.cells.assign(cells.size(), std::nullopt);
    shown.total.reset();
    return shown;
}

bool may_stand_beside(std::int64_t students, std::int64_t all, std::int64_t least)
{
    const std::int64_t difference = all - students;
    return students >= least && (difference == 0 || difference >= least);
}

Result<std::int64_t> least_cell(const std::vector<std::unique_ptr<RuleSet>>& rule_sets, Day today)
{
    const RuleSet* const rule_set = find_rule_set(rule_sets, "sa_1426");
    if (rule_set == nullptr)
        throw ConfigurationFault(
            ConfigurationProblem{"privacy.toml", 0, "sa_1426 was not built into this program"});
    const auto parameters = rule_set->parameters().on(today);
    if (!parameters)
        return parameters.refusal();
    return parameters->count("privacy.least_cell").value;
}

}  // namespace taqwim::results
