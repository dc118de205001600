// SR-3.7: how numbers of students leave a school so that none of fewer than the least cell can be read or worked out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::results {

// The cells of one row, which together are its total; none: blanked.
struct BlankedCells {
    std::vector<std::optional<std::int64_t>> cells = {};
    std::optional<std::int64_t> total = std::nullopt;
};

// With a cell of one to `least` - 1 every cell but the zeros is blanked together with it: beside the first cell when the
// others are `least` or more and not each of them one, else all; and of fewer than `least` nothing is shown. Which cells
// are blanked depends on no more than that, so that neither subtraction nor knowing this rule gives one back.
[[nodiscard]] BlankedCells blanked_cells(std::span<const std::int64_t> cells, std::int64_t least);

// Whether a row of `students` may stand beside one of `all`, to which they belong: the difference is a number of students
// as well. One in a class who is exempt from a subject is not told by the subject's count.
[[nodiscard]] bool may_stand_beside(std::int64_t students, std::int64_t all, std::int64_t least);

// privacy.least_cell of sa_1426 on the day, the only text with such a number; it holds for the schools of every regulation.
// Refuses with day_not_covered.
[[nodiscard]] Result<std::int64_t> least_cell(
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, Day today);

}  // namespace taqwim::results
