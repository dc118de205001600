// The Arabic and English texts of the sample: names, words and what each branch is. They stand in files beside the
// code and are built into the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace taqwim::sample_school {

// The lines of "names/given.txt", without empty ones. Throws std::logic_error for a file that is not built in.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view path);

// The cells of a file of lines whose cells are parted by tabs; lines that begin with # are left out.
[[nodiscard]] std::vector<std::vector<std::string>> cells_of(std::string_view path);

// A text of words.tsv by its key. Throws std::logic_error for an unknown one.
[[nodiscard]] const std::string& word(std::string_view key);

// The number in Arabic-Indic digits, a point as the Arabic decimal separator.
[[nodiscard]] std::string in_arabic_digits(std::string_view number);

}  // namespace taqwim::sample_school
