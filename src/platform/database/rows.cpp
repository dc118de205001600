#include "platform/database/rows.h"

#include <array>

namespace taqwim::database {

namespace {

constexpr std::array<std::size_t, 5> k_sizes = {256, 64, 16, 4, 1};
// SQLite takes 32,766 values a statement, PostgreSQL 65,535.
constexpr std::size_t k_most_values = 16'000;

std::string insert_text(const RowsTarget& target, std::size_t rows)
{
    std::string sql = "INSERT INTO ";
    sql.append(target.table).append(" (");
    for (std::size_t i = 0; i < target.columns.size(); ++i)
        sql.append(i == 0 ? "" : ", ").append(target.columns[i]);
    sql.append(") VALUES ");
    std::size_t place = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        sql.append(row == 0 ? "(" : ", (");
        for (std::size_t i = 0; i < target.columns.size(); ++i)
            sql.append(i == 0 ? "$" : ", $").append(std::to_string(++place));
        sql.append(")");
    }
    if (!target.on_conflict.empty())
        sql.append(" ").append(target.on_conflict);
    return sql;
}

// The smallest statement that has room for so many rows.
std::size_t size_for(std::size_t rows)
{
    std::size_t fitting = rows;
    for (const std::size_t size : k_sizes)
        if (size >= rows)
            fitting = size;
    return fitting;
}

}  // namespace

void store_rows(Session& session, const RowsTarget& target, std::span<const Value> values)
{
    const std::size_t width = target.columns.size();
    if (width == 0 || values.size() % width != 0)
        throw ProgramFault("rows of another width than their columns");
    for (const std::size_t size : k_sizes) {
        if (size > 1 && size * width > k_most_values)
            continue;
        if (values.size() < size * width)
            continue;
        const std::string sql = insert_text(target, size);
        for (; values.size() >= size * width; values = values.subspan(size * width))
            session.store_with(static_cast<std::int64_t>(size), sql, values.first(size * width));
    }
}

std::string AskedRows::in(std::string_view sql) const
{
    const std::size_t hole = sql.find('%');
    if (hole == std::string_view::npos)
        throw ProgramFault("a statement has no place for its list of rows");
    std::string list;
    std::size_t place = before_;
    for (std::size_t row = 0; row < size_for(rows()); ++row) {
        list.append(row == 0 ? "(" : ", (");
        for (std::size_t i = 0; i < types_.size(); ++i)
            list.append(i == 0 ? "CAST($" : ", CAST($")
                .append(std::to_string(++place))
                .append(" AS ")
                .append(types_[i])
                .append(")");
        list.append(")");
    }
    return std::string(sql.substr(0, hole)) + list + std::string(sql.substr(hole + 1));
}

std::vector<Value> AskedRows::with(std::initializer_list<Value> own) const
{
    std::vector<Value> all(own);
    all.insert(all.end(), values_.begin(), values_.end());
    for (std::size_t row = rows(); row < size_for(rows()); ++row)
        all.insert(all.end(), values_.begin(),
                   values_.begin() + static_cast<std::ptrdiff_t>(types_.size()));
    return all;
}

}  // namespace taqwim::database
