// What of a published outcome is counted: each subject's mark as it stands after the last round, with the regulation's own
// band and whether the subject was passed, and the same of the year as a whole. The regulations tell it each in its own
// form; this is the only place that knows these forms for counting. Nothing is computed but the tenth of the maximum that
// a mark lies in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exact.h"
#include "core/identity.h"
#include "platform/database/session.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::results {

// The bands of a year by skills: "level_1" to "level_4".
inline constexpr std::string_view k_level_band = "level_";

struct ResultMark {
    std::string subject;             // as the outcome names it; empty: the year as a whole
    std::int64_t term = 0;           // of a course of one term; 0: of the year
    std::optional<Exact> mark = {};  // nothing was computed: only the band is counted
    Exact maximum = 0;
    std::string band =
        {};  // its code, "excellent", "level_2"; empty where the regulation gives none
    std::optional<bool> is_passed = std::nullopt;  // nothing where the regulation does not say

    // The tenth of the maximum that the mark lies in: 0 to 9; the maximum itself lies in the last.
    [[nodiscard]] std::int64_t tenth() const;
};

// Of `taqwim evaluate`'s outcome. Empty for an outcome without marks.
[[nodiscard]] std::vector<ResultMark> result_marks(const RuleSet& rule_set,
                                                   std::string_view outcome);

// Stores them beside their version.
void store_result_marks(database::Session& session, SchoolId school, std::int64_t result_version_id,
                        const std::vector<ResultMark>& marks);

}  // namespace taqwim::results
