// A session: statements within one transaction. Database gives it to the work it runs; nobody else makes one.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/database/row.h"
#include "platform/database/storage_fault.h"
#include "platform/database/value.h"

namespace taqwim::database {

class Connection;
struct Schema;

using RowReader = std::function<void(const Row&)>;

// One SQL text for both backends, its values as $1 $2 … in any order, each of them used. Statements are prepared once
// for each connection, so their texts are literals and never put together from data.
//
// After a fault the session takes no further statement (PostgreSQL would not; SQLite is held to the same), and what it
// wrote is rolled back even when the work swallows the fault. What is expected to fail is given to `attempt`, or better
// written so that it cannot: ON CONFLICT … DO NOTHING, and look at the number of affected rows.
class Session {
public:
    explicit Session(Connection& connection) : connection_(connection) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Gives the number of affected rows, which the caller checks.
    template <class... Values>
    std::int64_t execute(std::string_view sql, const Values&... values)
    {
        return execute_with(sql, std::array<Value, sizeof...(Values)>{Value(values)...});
    }

    // Writes what must affect so many rows; another number is a ProgramFault. PostgreSQL is told of it together with the
    // next statement, at the latest at the end of the work, so that a work of many writes is one journey: what is wrong
    // with it shows there.
    template <class... Values>
    void store(std::int64_t rows, std::string_view sql, const Values&... values)
    {
        store_with(rows, sql, std::array<Value, sizeof...(Values)>{Value(values)...});
    }

    // The one row, or nothing. A second row is a ProgramFault.
    template <class... Values>
    [[nodiscard]] std::optional<Row> find_one(std::string_view sql, const Values&... values)
    {
        return find_one_with(sql, std::array<Value, sizeof...(Values)>{Value(values)...});
    }

    // The same, and until the transaction ends nobody else changes that row. For a plain SELECT from one table.
    template <class... Values>
    [[nodiscard]] std::optional<Row> find_one_for_update(std::string_view sql,
                                                         const Values&... values)
    {
        return find_one_for_update_with(sql,
                                        std::array<Value, sizeof...(Values)>{Value(values)...});
    }

    template <class... Values>
    [[nodiscard]] std::vector<Row> find_all(std::string_view sql, const Values&... values)
    {
        return find_all_with(sql, std::array<Value, sizeof...(Values)>{Value(values)...});
    }

    // Hands over the rows one after the other and keeps none. `reader` may run statements of the same session. For
    // exports and other long lists; find_all costs less for a screen's.
    template <std::invocable<const Row&> Reader, class... Values>
    void for_each(std::string_view sql, Reader&& reader, const Values&... values)
    {
        for_each_with(sql, std::ref(reader),
                      std::array<Value, sizeof...(Values)>{Value(values)...});
    }

    // Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite. Names of the table and its columns are
    // literals of the program.
    void insert_rows(std::string_view table, std::span<const std::string_view> columns,
                     const std::vector<std::vector<Value>>& rows);
    // The same from one row after the other in one array.
    void insert_values(std::string_view table, std::span<const std::string_view> columns,
                       std::span<const Value> values);

    // Runs `work` in a savepoint of its own. A fault in it undoes what it did, is thrown on, and the session goes on.
    template <std::invocable Work>
    void attempt(Work&& work)
    {
        attempt_with(std::ref(work));
    }

    std::int64_t execute_with(std::string_view sql, std::span<const Value> values);
    void store_with(std::int64_t rows, std::string_view sql, std::span<const Value> values);
    [[nodiscard]] std::optional<Row> find_one_with(std::string_view sql,
                                                   std::span<const Value> values);
    [[nodiscard]] std::optional<Row> find_one_for_update_with(std::string_view sql,
                                                              std::span<const Value> values);
    [[nodiscard]] std::vector<Row> find_all_with(std::string_view sql,
                                                 std::span<const Value> values);
    void for_each_with(std::string_view sql, const RowReader& reader,
                       std::span<const Value> values);

    friend Schema read_schema(Session& session);  // schema.h

    // Whether a statement failed; the transaction can then only be rolled back.
    [[nodiscard]] bool has_failed() const { return fault_.has_value(); }
    // The fault that a work swallowed.
    [[nodiscard]] const std::optional<StorageFault>& fault() const { return fault_; }

private:
    void attempt_with(const std::function<void()>& work);
    template <class Statement>
    auto guarded(Statement&& statement);

    Connection& connection_;
    std::optional<StorageFault> fault_;
    int attempts_ = 0;
};

}  // namespace taqwim::database
