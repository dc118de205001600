// The students that show the branches of the rules: for each, what is to be settled so that the branch is taken. Their
// texts stand in branches.tsv, in Arabic and English.
#pragma once

#include <span>
#include <vector>

#include "draft.h"

namespace taqwim::sample_school {

// Which section of the grade shows it.
enum class BranchPlace : std::uint8_t { any, counts_section, averages_section };

struct Branch {
    const char* code;
    std::vector<int> grades;  // one student in each
    void (*draw)(Draft& draft, int number);
    int number = 0;  // given to draw: one function may draw several branches
    BranchPlace place = BranchPlace::any;
};

// By what they are about, each list in its own file.
[[nodiscard]] std::span<const Branch> branches_of_marks();
[[nodiscard]] std::span<const Branch> branches_of_attendance();
[[nodiscard]] std::span<const Branch> branches_of_missed_assessment();
[[nodiscard]] std::span<const Branch> branches_of_exceptional_cases();
[[nodiscard]] std::span<const Branch> branches_of_persons();

// All of them, in the order of the table.
[[nodiscard]] const std::vector<Branch>& all_branches();

struct BranchText {
    std::string ar;
    std::string en;
};
// Throws std::logic_error for a branch without a text.
[[nodiscard]] const BranchText& text_of(std::string_view branch);

}  // namespace taqwim::sample_school
