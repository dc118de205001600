// A sheet as people send it, from CSV and from XLSX in one shape.
//
//   const auto tables = read_tables("roster.xlsx", bytes);    // every sheet that is shown
//   const auto header = find_header((*tables)[0], "roster.xlsx", wanted);
//   for (std::size_t row = header->row + 1; row < table.rows(); ++row)
//       use(table.at(row, *header->columns[0]), cell_name(table.row_number(row), *header->columns[0]));
//
// Nothing is interpreted here but what the file itself says: a cell that the sheet shows as a date is a day, "7/11" that
// somebody typed as text stays text. Rows have the numbers that a spreadsheet shows; rows without any value are left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "platform/tables/text_store.h"

namespace taqwim::tables {

enum class CellKind : std::uint8_t {
    empty,
    text,
    number,        // exact, without exponent: "87.3", "1234567890"
    day,           // "2026-11-22"
    day_and_time,  // "2026-11-22T07:05:00"
    time,          // "07:05:00"
    truth,         // "true" or "false"
    error          // what the sheet shows instead of a value: "#N/A"
};

struct Cell {
    std::string_view text;
    CellKind kind = CellKind::empty;
    // The cell is covered by a merged one, whose content this is.
    bool is_covered = false;
};

struct TableRow {
    std::uint32_t number = 0;  // as a spreadsheet shows it, from 1
    std::vector<Cell> cells;   // up to the last one with a value
};

// Its cells point into texts that it shares with the other sheets of the file; it may be copied and moved.
class Table {
public:
    Table() = default;
    Table(std::string name, bool is_right_to_left, std::vector<TableRow> rows,
          std::shared_ptr<const TextStore> texts);

    // The sheet's name; empty for CSV.
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool is_right_to_left() const { return is_right_to_left_; }
    [[nodiscard]] std::size_t rows() const { return rows_.size(); }
    [[nodiscard]] std::size_t columns() const { return columns_; }  // of the widest row
    [[nodiscard]] std::uint32_t row_number(std::size_t row) const { return rows_[row].number; }
    [[nodiscard]] std::span<const Cell> row(std::size_t row) const { return rows_[row].cells; }
    // An empty cell beyond the end of the row.
    [[nodiscard]] const Cell& at(std::size_t row, std::size_t column) const;

private:
    std::string name_;
    bool is_right_to_left_ = false;
    std::vector<TableRow> rows_;
    std::size_t columns_ = 0;
    std::shared_ptr<const TextStore> texts_;
};

struct TableLimits {
    std::size_t bytes = std::size_t{32} * 1024 * 1024;            // of the file
    std::size_t unpacked_bytes = std::size_t{128} * 1024 * 1024;  // of all that it holds
    std::size_t part_bytes = std::size_t{64} * 1024 * 1024;       // of one part of a workbook
    std::size_t ratio = 300;  // unpacked to packed, of a part of more than a mebibyte
    std::size_t parts = 2000;
    std::size_t sheets = 100;
    std::size_t rows = 300'000;
    std::size_t columns = 300;
    std::size_t cells = 4'000'000;
};

// The sheets of a file: of a workbook all that are shown, in their order; of CSV the one. What it is, the content tells,
// not the name; `file` names it in refusals. Refuses with file_empty, file_encoding, file_not_workbook (also an old .xls,
// a workbook with a password and a web page that was saved as .xls), input_too_large, quote_not_closed, text_after_quote.
[[nodiscard]] Result<std::vector<Table>> read_tables(std::string_view file, std::string_view bytes,
                                                     const TableLimits& limits = {});

// The first of them that has a row. Refuses with file_empty when none has.
[[nodiscard]] Result<Table> read_table(std::string_view file, std::string_view bytes,
                                       const TableLimits& limits = {});

// "A" for 0, "AA" for 26; the cell's name as a spreadsheet shows it, "C14".
[[nodiscard]] std::string column_name(std::size_t column);
[[nodiscard]] std::string cell_name(std::uint32_t row_number, std::size_t column);

}  // namespace taqwim::tables
