// Writes a school as the CSV files of its folder (docs/school-folder.md). The files are not all written alike, as those
// of a real school are not: one has Arabic headings and words, one is parted by semicolons, one begins with a
// byte-order mark, some have Arabic digits.
#pragma once

#include <string>
#include <vector>

#include "school.h"

namespace taqwim::sample_school {

struct SampleFile {
    std::string name;  // "levels.csv"
    std::string text;
};

[[nodiscard]] std::vector<SampleFile> folder_files(const SampleSchool& school);

}  // namespace taqwim::sample_school
