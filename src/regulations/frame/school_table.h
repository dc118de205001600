// One table of a school's folder, cut into cells. Rule sets read such tables and know neither files nor CSV.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/refusal.h"

namespace taqwim {

// What it shows must outlive the reading.
struct SchoolTable {
    std::string_view file;  // "levels.csv"
    std::span<const std::string_view> header;
    std::span<const std::string_view> cells;  // row by row
    std::span<const std::uint32_t>
        row_numbers;  // as a spreadsheet shows them: the heading is row 1
    std::span<const std::size_t>
        broken_rows;                    // indices of rows that could not be cut as the heading says
    std::span<const Refusal> problems;  // found while cutting; those of broken rows among them
    bool is_whole = true;               // false when rows are missing
};

}  // namespace taqwim
