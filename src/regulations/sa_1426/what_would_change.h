// What would change it (users ask for it everywhere): for a student who has not passed or waits, which subjects stand in
// the way, by how much, and the least mark still needed in what remains of each, also where Article 7 (2) b or c would
// tolerate it. Every number comes from the same rules, run on changed facts; there is no second formula.
//
//   MTH  34, lacks 16     second round of 60: 33 passes the subject; 18 is enough for the year while the rest is full
//   ENG  42, lacks 8      second round of 60: 31 passes the subject; 16 is enough for the year …
//   the least marks that pass the year: MTH 18, ENG 16, by 7.2.b
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "regulations/sa_1426/outcome.h"

namespace taqwim::sa_1426 {

enum class RemainingPart : std::uint8_t { coursework, exam, second_round };
[[nodiscard]] const char* code(RemainingPart part);

struct NeededMark {
    RemainingPart part = RemainingPart::exam;
    Term term = Term::first;    // of coursework and exam
    Scope scope = Scope::none;  // of the second round
    Mark maximum;
    // On the grid of marks that can be entered. The least mark with which the subject is passed when everything else
    // that remains of it is full. Nothing when even the maximum is not enough.
    std::optional<Mark> least;
    // The least mark with which the year can still be passed when everything else that remains, of all subjects, is
    // full: below `least` where the subject would be tolerated (SR-7.2b, SR-7.2c). Nothing when the year is lost.
    std::optional<Mark> least_for_year;
};

struct SubjectInTheWay {
    std::size_t subject = 0;
    bool has_mark = false;
    Mark mark;       // that stands now
    Mark shortfall;  // what it lacks to its minimum; 0 when it lacks only a sitting
    bool lacks_sitting =
        false;  // an exam, or the second round, was not sat: no mark makes up for that
    std::vector<NeededMark> remaining;
    // With several remaining parts: the least share that, reached in each of them, passes the subject.
    std::optional<Share> least_equal_share;
    // Whether full marks in everything that remains would pass the subject.
    bool can_still_pass = false;
};

struct LeastMark {
    std::size_t subject = 0;
    Mark mark;
};

// The second-round marks of the smallest sum that pass the year. Where several sets of subjects could be tolerated alike,
// those whose marks save most stay below, then those that stand earlier in the plan.
struct LeastWay {
    std::vector<LeastMark> marks;
    SubjectSet tolerated;  // of those that still have a second round
    const char* by = "";   // the clause that then passes the year: "7.2.b"
};

struct WhatWouldChange {
    std::vector<SubjectInTheWay> subjects;  // in the order of the plan
    bool can_still_pass = false;            // the year, with full marks in everything that remains
    std::optional<LeastWay> least_way;      // when a second round remains and can pass the year
};

// Empty for who passed. The facts must be those that gave the outcome.
[[nodiscard]] WhatWouldChange what_would_change(const StudentYear& year, const Outcome& outcome,
                                                const Rules& rules);

}  // namespace taqwim::sa_1426
