// A table of a terminal: columns as wide as their widest cell, two blanks between them. A long text goes on in further
// lines of its row, within its column.
//
// From right to left the first column stands at the right and every cell at the right of its column, so numbers
// stand under one another by themselves; from left to right columns of numbers are pushed to the right.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "app/terminal_text.h"
#include "regulations/frame/messages.h"

namespace taqwim::app {

class TextTable {
public:
    TextTable(Direction direction, Digits digits) : direction_(direction), digits_(digits) {}

    void header(const std::vector<std::string>& cells);
    void row(const std::vector<std::string>& cells);
    [[nodiscard]] std::size_t rows() const { return rows_.size(); }

    // Columns are at least as wide as those of the tables written before, so that a long table can be written in
    // parts. The header stands above the first part only. Forgets the rows.
    void write(std::ostream& output);

private:
    struct Cell {
        std::string text;
        std::size_t width = 0;
    };
    struct Column {
        std::size_t width = 0;
        bool is_numbers = true;
    };
    // For each column the lines of its cell.
    using Row = std::vector<std::vector<Cell>>;

    [[nodiscard]] Row measured(const std::vector<std::string>& cells, bool is_header);
    void write_row(std::ostream& output, const Row& row) const;
    void write_line(std::ostream& output, const Row& row, std::size_t line) const;

    Direction direction_;
    Digits digits_;
    std::vector<Column> columns_;
    Row header_;
    std::vector<Row> rows_;
};

}  // namespace taqwim::app
