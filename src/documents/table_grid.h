// A printed table as columns and rows without joined cells, for a spreadsheet.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/print/document.h"

namespace taqwim::documents {

// What one cell of a spreadsheet holds.
struct GridCell {
    std::string text;        // of a number its digits: "87.5"
    bool is_number = false;  // of a percentage the column's heading says so

    [[nodiscard]] bool operator==(const GridCell&) const = default;
};

struct Grid {
    std::vector<std::string> headings;  // of rows of a head the words of each, from the top
    std::vector<std::vector<GridCell>> rows;

    [[nodiscard]] bool has_numbers(std::size_t column) const;
};

// The text as a spreadsheet shows it: without line feeds and marks of direction, digits in the document's set.
[[nodiscard]] std::string plain_text(const std::string& text, const print::Document& of);

[[nodiscard]] Grid grid_of(const print::Table& table, const print::Document& of);

// Whether both tables have the same rows, as the leading columns say.
[[nodiscard]] bool goes_on(const Grid& first, const Grid& next);
// The columns of the next table that the first has not.
void add_columns(Grid& first, Grid next);

}  // namespace taqwim::documents
