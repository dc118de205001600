// What would change it: for a year of the secondary stage that is not passed, the courses in the way and the least marks
// still needed in what remains of each. Every number comes from the same rules, run on changed facts; there is no second
// formula. A mark with which the profile leaves the verdict open is never counted as a pass.
//
//   mathematics, T1   40, lacks 10    second sitting: written of 60, 20 passes; 12 is where its exam's least share begins
//
// Grades 1 to 9 have no pass mark in the profile, so nothing is said of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "regulations/sa_1447/outcome.h"

namespace taqwim::sa_1447 {

enum class SittingOf : std::uint8_t { first, alternative, second, stumble };
[[nodiscard]] const char* code(SittingOf sitting);  // "first"

// A mark that is still to come, and how much of it is needed.
struct NeededMark {
    SittingOf sitting = SittingOf::first;
    Part part = Part::final_exam;  // of the first and the second sitting
    Mark maximum;
    // On the grid of marks that can be entered: the least with which the course is passed when everything else that
    // remains of it is full. Nothing when even the maximum does not pass it.
    std::optional<Mark> least;
};

struct CourseInTheWay {
    std::size_t course = 0;    // index in the facts
    std::optional<Mark> mark;  // that stands now
    Mark shortfall;            // what it lacks to the pass mark; 0 without a mark
    std::vector<NeededMark> remaining;
    // Of the second sitting, when only that remains: the least sum of its remaining parts that passes the course, and
    // where it lies below, the least from which the profile leaves the verdict open.
    std::optional<Mark> least_sum;
    std::optional<Mark> left_open_from;
    // Whether full marks in everything that remains pass the course.
    bool can_still_pass = false;
};

struct WhatWouldChange {
    std::vector<CourseInTheWay> courses;  // in the order of the facts
    // How many of these courses must still be passed for the student not to repeat the year, when the others fail in
    // everything that remains. Nothing while the first sitting is not complete, when the year is decided for the better
    // already, when no number is enough, and when the decision is left open whatever the marks.
    std::optional<int> courses_to_promotion;
};

// Empty for who passed, and for grades 1 to 9. The facts must be those that gave the outcome.
[[nodiscard]] WhatWouldChange what_would_change(const StudentYear& year, const Outcome& outcome,
                                                const EditionRules1447& rules);

}  // namespace taqwim::sa_1447
