// What a database has to be able to do: one connection, and the making of connections. Everything in which SQLite and
// PostgreSQL differ stands behind these two; of this room alone.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/database/database.h"
#include "platform/database/schema.h"
#include "platform/database/session.h"

namespace taqwim::database {

// One connection, used by one thread at a time. Each call may throw a StorageFault or a ProgramFault.
class Connection {
public:
    Connection() = default;
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    virtual std::int64_t execute(std::string_view sql, std::span<const Value> values) = 0;
    // Writes `rows` rows, now or together with what comes next; see Session::store. `settle` sends what still waits.
    virtual void store(std::int64_t rows, std::string_view sql, std::span<const Value> values) = 0;
    virtual void settle() = 0;
    // For results that fit into memory; the reader runs no statement.
    virtual void fetch(std::string_view sql, std::span<const Value> values,
                       const RowReader& reader) = 0;
    // For results that do not; the reader may run statements.
    virtual void stream(std::string_view sql, std::span<const Value> values,
                        const RowReader& reader) = 0;
    virtual void insert(std::string_view table, std::span<const std::string_view> columns,
                        std::span<const Value> values) = 0;
    // What a SELECT ends with so that its row stays as it is.
    [[nodiscard]] virtual std::string_view row_lock() const = 0;
    [[nodiscard]] virtual Schema read_schema(Session& session) = 0;

    virtual void begin_read() = 0;
    virtual void begin_write(detail::Company company) = 0;
    virtual void commit() = 0;
    // Never throws: a connection that cannot roll back counts as lost.
    virtual void roll_back() noexcept = 0;

    // One work within a transaction: from its begin to `keep` or `undo`.
    virtual void begin_work(std::int64_t partition) = 0;
    virtual void keep_work() = 0;
    virtual void undo_work() = 0;

    virtual void set_savepoint(int depth) = 0;
    virtual void release_savepoint(int depth) = 0;
    virtual void roll_back_to_savepoint(int depth) = 0;

    // SQLite ends a transaction by itself when the disk is full.
    [[nodiscard]] virtual bool is_in_transaction() const = 0;
    [[nodiscard]] virtual bool is_lost() const = 0;
    virtual void forget_statements() = 0;
};

class Backend {
public:
    Backend() = default;
    virtual ~Backend() = default;
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    [[nodiscard]] virtual std::unique_ptr<Connection> connect_reader() = 0;
    [[nodiscard]] virtual std::unique_ptr<Connection> connect_writer() = 0;
    // How many works can be written side by side.
    [[nodiscard]] virtual int writers() const = 0;
    [[nodiscard]] virtual const std::string& place() const = 0;
    [[nodiscard]] virtual bool can_copy_itself() const = 0;
    [[nodiscard]] virtual Result<Done> backup_to(const std::string& file) = 0;
};

// file: a path.
[[nodiscard]] Result<std::unique_ptr<Backend>> open_sqlite(const DatabaseSettings& settings,
                                                           const std::string& file);
[[nodiscard]] Result<std::unique_ptr<Backend>> open_postgres(const DatabaseSettings& settings);

// Whether a fault says that works collided, and that running one of them again may well succeed.
[[nodiscard]] bool is_collision(const StorageFault& fault);

// Throws the ProgramFault of a statement that affected another number of rows than it must.
void check_rows(std::int64_t rows, std::int64_t expected, std::string_view sql);

// Names of tables and columns cannot be bound; they are the program's own. Anything but a-z, 0-9 and _ is a
// ProgramFault.
void check_name(std::string_view name);

// Both backends take the same texts: UTF-8 without a zero byte. Anything else is the fault `check`.
void check_text(std::string_view text);

}  // namespace taqwim::database
