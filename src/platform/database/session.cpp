#include "platform/database/session.h"

#include <utility>

#include "platform/database/backend.h"

namespace taqwim::database {

template <class Statement>
auto Session::guarded(Statement&& statement)
{
    if (fault_)
        throw ProgramFault("a statement after a fault of the same session: " +
                           std::string(fault_->what()));
    try {
        return statement();
    } catch (const StorageFault& fault) {
        if (!fault_)
            fault_ = fault;
        throw;
    } catch (const ProgramFault& fault) {
        // PostgreSQL's transaction is broken by it too.
        if (!fault_)
            fault_ = StorageFault(FaultKind::other, "program", fault.what());
        throw;
    }
}

std::int64_t Session::execute_with(std::string_view sql, std::span<const Value> values)
{
    return guarded([&] { return connection_.execute(sql, values); });
}

void Session::store_with(std::int64_t rows, std::string_view sql, std::span<const Value> values)
{
    guarded([&] { connection_.store(rows, sql, values); });
}

std::optional<Row> Session::find_one_with(std::string_view sql, std::span<const Value> values)
{
    std::optional<Row> found;
    guarded([&] {
        connection_.fetch(sql, values, [&](const Row& row) {
            if (found)
                throw ProgramFault("more than one row where one is asked for: " + std::string(sql));
            found = row;
        });
    });
    return found;
}

std::optional<Row> Session::find_one_for_update_with(std::string_view sql,
                                                     std::span<const Value> values)
{
    return find_one_with(std::string(sql).append(connection_.row_lock()), values);
}

std::vector<Row> Session::find_all_with(std::string_view sql, std::span<const Value> values)
{
    std::vector<Row> rows;
    guarded([&] { connection_.fetch(sql, values, [&](const Row& row) { rows.push_back(row); }); });
    return rows;
}

void Session::for_each_with(std::string_view sql, const RowReader& reader,
                            std::span<const Value> values)
{
    guarded([&] { connection_.stream(sql, values, reader); });
}

void Session::insert_rows(std::string_view table, std::span<const std::string_view> columns,
                          const std::vector<std::vector<Value>>& rows)
{
    std::vector<Value> values;
    values.reserve(rows.size() * columns.size());
    for (const std::vector<Value>& row : rows) {
        if (row.size() != columns.size())
            throw ProgramFault("a row for " + std::string(table) +
                               " has another number of values than of columns");
        values.insert(values.end(), row.begin(), row.end());
    }
    insert_values(table, columns, values);
}

void Session::insert_values(std::string_view table, std::span<const std::string_view> columns,
                            std::span<const Value> values)
{
    check_name(table);
    for (const std::string_view column : columns)
        check_name(column);
    if (columns.empty() || values.size() % columns.size() != 0)
        throw ProgramFault("values for " + std::string(table) + " do not fill its columns");
    if (values.empty())
        return;
    guarded([&] { connection_.insert(table, columns, values); });
}

void Session::attempt_with(const std::function<void()>& work)
{
    const int depth = ++attempts_;
    const auto undo = [&] {
        attempts_ = depth - 1;
        // What lost its transaction or its connection cannot go on; the caller learns of it by the fault itself.
        if (connection_.is_lost() || !connection_.is_in_transaction())
            return;
        connection_.roll_back_to_savepoint(depth);
        fault_.reset();
    };
    guarded([&] { connection_.set_savepoint(depth); });
    try {
        work();
        if (fault_)
            throw StorageFault(*fault_);
        connection_.release_savepoint(depth);
    } catch (...) {
        undo();
        throw;
    }
    attempts_ = depth - 1;
}

Schema read_schema(Session& session)
{
    return session.connection_.read_schema(session);
}

}  // namespace taqwim::database
