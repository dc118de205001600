// A school's folder of early grades: lists of skills, what was taught, the judgements on each student (PG-1.4, PG-1.33).
// Every student becomes the document of docs/mastery-year.md.
#pragma once

#include <span>
#include <string_view>

#include "regulations/sa_1426/school_folder.h"

namespace taqwim::sa_1426 {

// Whether the tables are those of a year by mastery: one of them is the list of skills.
[[nodiscard]] bool is_mastery_folder(std::span<const SchoolTable> tables);

[[nodiscard]] SchoolFolder read_mastery_folder(std::span<const SchoolTable> tables,
                                               std::string_view regulation);

}  // namespace taqwim::sa_1426
