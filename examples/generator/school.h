// One invented school: four sections of each grade, most students ordinary, some of them showing one branch of the rules
// each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "draft.h"
#include "sample_student.h"

namespace taqwim::sample_school {

struct SchoolOptions {
    std::uint64_t seed = 2016;
    // Which school it is: one seed gives any number of them. The ids of all but number 0 begin with it.
    int number = 0;
    int students = 600;
};

struct SampleSchool {
    std::vector<SampleStudent> students;  // by grade and section
};

// Sections of which the school keeps something in another way.
inline constexpr int k_counts_grade = 3;
inline constexpr int k_counts_section = 3;  // counts of absences and no days
inline constexpr int k_averages_grade = 2;
inline constexpr int k_averages_section = 3;  // levels of competencies and no measures
inline constexpr int k_symbols_grade = 1;
inline constexpr int k_symbols_section = 2;  // levels as symbols

// How many students all branches need.
[[nodiscard]] int students_of_branches();

// A school with fewer students than the branches need has ordinary ones alone.
[[nodiscard]] SampleSchool make_school(const SchoolOptions& options);

}  // namespace taqwim::sample_school
