// What was published, counted: by class for the school, which sees its names anyway, and by school and grade for offices,
// without names and with small cells blanked (SR-3.7). No school is ranked (SR-3.6).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exact.h"
#include "core/identity.h"
#include "core/instant.h"
#include "platform/database/session.h"
#include "results/promotion_rules.h"
#include "school/keeping.h"

namespace taqwim::results {

enum class ResultKind : std::uint8_t { passed, second_chance, not_passed, named, open };
inline constexpr std::array<std::string_view, 5> k_result_kinds = {"passed", "second_chance",
                                                                   "not_passed", "named", "open"};

// How many results of each kind; none: blanked.
struct CountedRow {
    std::array<std::optional<std::int64_t>, k_result_kinds.size()> cells = {};
    std::optional<std::int64_t> total = std::nullopt;

    [[nodiscard]] static CountedRow of(const std::array<std::int64_t, 5>& counts);
    // Of all results; none where one of the two numbers is blanked, or there is no result.
    [[nodiscard]] std::optional<Exact> pass_share() const;
};

// SR-3.7 privacy.min_cell: from so many students on a cell is shown.
inline constexpr std::int64_t k_least_shown = 5;

// The row as it may leave the school. With a cell of one to four every cell but the zeros is blanked together with it:
// beside those who passed when the others are five or more, else all; and nothing is shown of less than five results.
// Which cells are blanked depends on no more than that, so that neither subtraction nor knowing this rule gives one back.
[[nodiscard]] CountedRow blanked(const CountedRow& row);

// {"items": [{"class_id", "name", "grade", …counts}]} of a school's year, as is visible at the moment.
[[nodiscard]] std::string school_statistics_json(database::Session& session, SchoolId school,
                                                 std::int64_t school_year_id,
                                                 const PromotionRules& rules, Instant now);

// {"items": [{"school_id", "grades": [{"grade", …counts}]}], "next"} of a directorate's schools, blanked. `year` is the
// name of the school year. Refuses with record_unknown {directorate} and page_key_invalid.
[[nodiscard]] Result<std::string> directorate_statistics_json(
    database::Session& session, std::int64_t directorate_id, const std::string& year,
    const school::Page& page, const PromotionRules& rules, Instant now);

}  // namespace taqwim::results
