#include "platform/tables/table.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/tables/csv_table.h"
#include "platform/tables/workbook_reader.h"

namespace taqwim::tables {

Table::Table(std::string name, bool is_right_to_left, std::vector<TableRow> rows,
             std::shared_ptr<const TextStore> texts)
    : name_(std::move(name)),
      is_right_to_left_(is_right_to_left),
      rows_(std::move(rows)),
      texts_(std::move(texts))
{
    for (const TableRow& row : rows_)
        columns_ = std::max(columns_, row.cells.size());
}

const Cell& Table::at(std::size_t row, std::size_t column) const
{
    static const Cell empty;
    const std::vector<Cell>& cells = rows_[row].cells;
    return column < cells.size() ? cells[column] : empty;
}

Result<std::vector<Table>> read_tables(std::string_view file, std::string_view bytes,
                                       const TableLimits& limits)
{
    if (looks_like_workbook(bytes))
        return read_workbook(file, bytes, limits);
    auto table = read_csv_table(file, bytes, limits);
    if (!table)
        return table.refusal();
    std::vector<Table> tables;
    tables.push_back(std::move(*table));
    return tables;
}

Result<Table> read_table(std::string_view file, std::string_view bytes, const TableLimits& limits)
{
    auto tables = read_tables(file, bytes, limits);
    if (!tables)
        return tables.refusal();
    for (Table& table : *tables)
        if (table.rows() > 0)
            return std::move(table);
    return Refusal{RefusalCode::file_empty, {{"file", std::string(file)}}, std::string(file), ""};
}

std::string column_name(std::size_t column)
{
    constexpr std::size_t k_letters = 26;
    std::string name;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / k_letters)
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % k_letters));
    return name;
}

std::string cell_name(std::uint32_t row_number, std::size_t column)
{
    return column_name(column) + std::to_string(row_number);
}

}  // namespace taqwim::tables
