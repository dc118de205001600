// What would change it (features that users ask for everywhere): for a student who fails or waits, which subjects
// stand in the way, by how much, and the least mark still needed in each remaining assessment. Every number comes
// from the same rules, run on changed facts; there is no second formula.
#pragma once

#include <optional>
#include <vector>

#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

enum class Assessment : std::uint8_t {
    competency,   // a level of 0 to 4 of a general competency that has none yet
    unit,         // a unit score, out of its maximum
    performance,  // the performance-standard assessment, out of 100
    placement,    // out of 100
    reassessment,  // second round: term-2 curriculum standards, out of 40, or out of 100 when the whole term is sat
    second_round_performance,  // out of 100
    whole_paper,               // second round of one paper, out of 100
};
[[nodiscard]] const char* code(Assessment assessment);

struct NeededMark {
    Assessment assessment;
    std::uint8_t term = 0;    // 1 or 2; 0 when it belongs to the year
    std::uint8_t number = 0;  // of the competency or unit
    Mark maximum;
    // The least mark with which the subject passes when every other remaining assessment of it is full. Nothing when
    // even the maximum is not enough.
    std::optional<Mark> least;
};

struct SubjectInTheWay {
    Subject subject;
    bool has_mark = false;
    Mark mark{};       // as it stands now, after any raise
    Mark shortfall{};  // what it lacks to the minimum; zero when it lacks only an attendance
    bool barred_by_performance = false;
    std::vector<NeededMark> remaining;
    // With several remaining assessments: the least share that, reached in each of them, is enough.
    std::optional<Share> least_equal_share;
    // Whether full marks in everything that remains would pass the subject.
    bool can_still_pass = false;
};

// Empty for a student who is promoted or has passed the stage. The facts must be those that gave the outcome.
[[nodiscard]] std::vector<SubjectInTheWay> what_would_change(const StudentYear& year,
                                                             const Outcome& outcome,
                                                             const Rules& rules);

}  // namespace taqwim::kw_primary_2016
