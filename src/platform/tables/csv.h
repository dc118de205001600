// Tables as CSV files, in and out.
//
//   const CsvReading reading = read_csv("levels.csv", text);
//   for (const Refusal& problem : reading.problems)     // field: "levels.csv:14"
//       report(problem);
//   for (std::size_t row = 0; row < reading.table.rows(); ++row)
//       use(reading.table.row(row), reading.table.row_number(row));
//
// The reader is strict about what would lose or move a value and easy about the rest. The separator
// (comma, semicolon or tab) is the one the heading is written with; line ends may be CRLF, LF or
// CR; a byte-order mark is passed over; a quoted cell may hold separators, line breaks and doubled
// quotes; blanks and direction marks around a value do not belong to it; blank rows are passed
// over. A text in another encoding than UTF-8 is refused with the name of that encoding, a row with
// too few or too many cells with its number. Numbers of rows are those a spreadsheet shows: the
// heading is row 1 and blank rows count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"

namespace taqwim::tables {

struct CsvLimits {
    std::size_t bytes = std::size_t{32} * 1024 * 1024;
    std::size_t columns = 200;
    std::size_t problems = 200;  // reported of one file; a file with more is broken as a whole
};

// Owns its text; the cells point into it and stay valid when the table is moved.
class CsvTable {
public:
    [[nodiscard]] std::span<const std::string_view> header() const { return header_; }
    [[nodiscard]] std::size_t columns() const { return header_.size(); }
    [[nodiscard]] std::size_t rows() const { return row_numbers_.size(); }
    [[nodiscard]] std::span<const std::string_view> row(std::size_t index) const
    {
        return {cells_.data() + index * columns(), columns()};
    }
    [[nodiscard]] std::uint32_t row_number(std::size_t index) const { return row_numbers_[index]; }

    // All cells, row by row, and the rows' numbers.
    [[nodiscard]] std::span<const std::string_view> cells() const { return cells_; }
    [[nodiscard]] std::span<const std::uint32_t> row_numbers() const { return row_numbers_; }
    // The indices of the rows that are reported as broken. They are kept, cut or filled up with
    // empty cells, so that one can still see whom they were about.
    [[nodiscard]] std::span<const std::size_t> broken_rows() const { return broken_rows_; }

private:
    friend class CsvParser;

    std::unique_ptr<char[]> text_;
    std::vector<std::string_view> header_;
    std::vector<std::string_view> cells_;
    std::vector<std::uint32_t> row_numbers_;
    std::vector<std::size_t> broken_rows_;
};

struct CsvReading {
    CsvTable table;
    // In the order of the file: file_empty, file_encoding, input_too_large, quote_not_closed,
    // text_after_quote, row_too_short, row_too_long; file_not_readable when it came from a file.
    std::vector<Refusal> problems;
    // Whether every row of the file stands in the table. When not, what is missing cannot be told.
    bool is_whole = false;
};

// `file` names the text in refusals.
[[nodiscard]] CsvReading read_csv(std::string_view file, std::string_view text,
                                  const CsvLimits& limits = {});

[[nodiscard]] CsvReading read_csv_file(const std::filesystem::path& file,
                                       const CsvLimits& limits = {});

struct CsvFile {
    std::string name;  // without its folder: "levels.csv"
    CsvReading reading;
};

// Every file of the folder that ends in .csv, in the order of their names. Refuses with
// file_not_readable when there is no such folder.
[[nodiscard]] Result<std::vector<CsvFile>> read_csv_folder(const std::filesystem::path& folder,
                                                           const CsvLimits& limits = {});

struct CsvFormat {
    char separator = ',';
    // For spreadsheets, which take a file without one for another encoding.
    bool byte_order_mark = false;
    std::string_view line_end = "\r\n";
};

// Writes rows to the end of a text. Cells are quoted where they must be. A cell that a spreadsheet
// would compute, as it begins with = + - @ and is no number, is written with an apostrophe before
// it, which makes it a text there.
class CsvWriter {
public:
    // The text must outlive the writer.
    explicit CsvWriter(std::string& text, const CsvFormat& format = {});

    void cell(std::string_view value);
    void end_row();
    void row(std::span<const std::string> values);

private:
    std::string& text_;
    CsvFormat format_;
    bool is_row_begun_ = false;
};

}  // namespace taqwim::tables
