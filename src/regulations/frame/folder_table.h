// One file of a school's folder with its columns found: what the readers of folders take rows from.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/fact_place.h"
#include "regulations/frame/folder_words.h"
#include "regulations/frame/school_table.h"

namespace taqwim {

struct FileSpec {
    std::string_view name;
    std::span<const std::string_view> columns;
    std::size_t required = 0;  // how many of the first columns must be there
};

// The files that a rule set's folder may have.
struct FolderForm {
    std::span<const FileSpec> files;             // in the order of reading
    bool (*is_result)(std::string_view column);  // a result that somebody typed is refused as such
    const char* result_clause = "";

    // Null when no file is called so.
    [[nodiscard]] const FileSpec* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> names() const;
};

// The number of a column in the file, or none.
using Column = std::size_t;
inline constexpr Column k_no_column = SIZE_MAX;

class OpenTable final : public ColumnHeaders {
public:
    // Finds the columns; what is wrong with them is added to `problems`.
    OpenTable(const SchoolTable& table, const FileSpec& spec, const FolderForm& form,
              const FolderWords& words, std::vector<Refusal>& problems);

    [[nodiscard]] std::string_view file() const override { return table_.file; }
    [[nodiscard]] std::string_view header(std::string_view column) const override
    {
        const Column number = this->column(column);
        return number == k_no_column ? column : table_.header[number];
    }

    [[nodiscard]] const SchoolTable& table() const { return table_; }
    [[nodiscard]] std::size_t rows() const { return table_.row_numbers.size(); }
    [[nodiscard]] Column column(std::string_view name) const
    {
        for (std::size_t i = 0; i < spec_.columns.size(); ++i)
            if (spec_.columns[i] == name)
                return places_[i];
        return k_no_column;
    }
    [[nodiscard]] std::string_view cell(std::size_t row, Column column) const
    {
        return column == k_no_column ? std::string_view()
                                     : table_.cells[row * table_.header.size() + column];
    }
    [[nodiscard]] Where where(std::size_t row) const
    {
        return Where(*this, table_.row_numbers[row]);
    }
    [[nodiscard]] bool is_broken(std::size_t row) const
    {
        return std::binary_search(table_.broken_rows.begin(), table_.broken_rows.end(), row);
    }
    // What was wrong with a broken row.
    [[nodiscard]] Refusal problem_of_row(std::size_t row) const;
    // Whether the file can be read at all: its columns are right and no row is missing.
    [[nodiscard]] bool is_usable() const { return is_usable_; }

private:
    SchoolTable table_;
    FileSpec spec_;
    std::vector<Column> places_;  // by column of the spec
    bool is_usable_ = true;
};

}  // namespace taqwim
