// SQLite: one file, write-ahead log, every commit flushed.
#include "platform/database/backend.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/refusal_codes.h"
#include "platform/database/lock_file.h"
#include "platform/database/schema_reading.h"

namespace taqwim::database {

namespace {

constexpr int k_busy_milliseconds = 5'000;
constexpr std::size_t k_prepared_statements = 256;

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using DatabaseHandle = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// A full disk and a disk that takes no writes are failed writes for SQLite, but for who must act they differ.
FaultKind kind_of_device_error(int system_error)
{
    switch (system_error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return FaultKind::disk_full;
    case EROFS:
    case EACCES:
    case EPERM: return FaultKind::read_only;
    default: return FaultKind::device;
    }
}

FaultKind kind_of_error(int extended_code, int system_error)
{
    switch (extended_code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return FaultKind::unique_violation;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return FaultKind::foreign_key;
    default: break;
    }
    switch (extended_code & 0xFF) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG: return FaultKind::check;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return FaultKind::busy;
    case SQLITE_FULL: return FaultKind::disk_full;
    case SQLITE_READONLY: return FaultKind::read_only;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return FaultKind::corrupt;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: return kind_of_device_error(system_error);
    default: return FaultKind::other;
    }
}

// Called at once after what failed: when COMMIT fails to write, SQLite does not keep the system's reason, and errno is
// all there is.
[[noreturn]] void throw_fault(sqlite3* database, int code, std::string_view what)
{
    const int last_error = errno;
    const int extended = database == nullptr ? code : sqlite3_extended_errcode(database);
    const int kept_error = database == nullptr ? 0 : sqlite3_system_errno(database);
    const int system_error = kept_error != 0 ? kept_error : last_error;
    const char* message = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
    const FaultKind kind = kind_of_error(extended, system_error);
    std::string state = std::to_string(extended);
    if (system_error != 0 &&
        (kind == FaultKind::device || kind == FaultKind::disk_full || kind == FaultKind::read_only))
        state += " errno " + std::to_string(system_error);
    throw StorageFault(kind, state, std::string(what) + ": " + message);
}

Row::Columns columns_of(sqlite3_stmt* statement)
{
    std::vector<std::string> columns;
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
        columns.emplace_back(sqlite3_column_name(statement, i));
    return std::make_shared<const std::vector<std::string>>(std::move(columns));
}

// looker: a program beside the one that writes.
enum class Access : std::uint8_t { writer, reader, looker };

class SqliteConnection : public Connection {
public:
    SqliteConnection(const std::string& file, Access access) : access_(access)
    {
        int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
        switch (access) {
        case Access::writer: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
        case Access::reader: flags |= SQLITE_OPEN_READWRITE; break;
        case Access::looker: flags |= SQLITE_OPEN_READONLY; break;
        }
        // Before the first is opened: nobody asks how much memory SQLite holds, and its count is one lock for all threads.
        [[maybe_unused]] static const int is_uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite3* opened = nullptr;
        const int code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
        database_.reset(opened);
        if (code != SQLITE_OK)
            throw_fault(opened, code, "open");
        sqlite3_busy_timeout(opened, k_busy_milliseconds);
        // SQLite opens a file that takes no writes for reading alone, and says nothing.
        if (access == Access::writer && sqlite3_db_readonly(opened, "main") != 0)
            throw StorageFault(FaultKind::read_only, std::to_string(SQLITE_READONLY),
                               "open: the file or its folder takes no writes");

        command("PRAGMA foreign_keys = ON");
        command("PRAGMA trusted_schema = OFF");
        command("PRAGMA temp_store = MEMORY");
        command("PRAGMA cache_size = -16384");
        if (access == Access::writer) {
            if (pragma("PRAGMA journal_mode = WAL") != "wal")
                throw StorageFault(FaultKind::other, "journal_mode",
                                   "open: the file system cannot hold a write-ahead log");
            command("PRAGMA synchronous = FULL");
            // Copying the log into the file costs two flushes more: once for 16 MiB, not once for 4.
            command("PRAGMA wal_autocheckpoint = 4096");
            command("PRAGMA journal_size_limit = 67108864");
        } else {
            command("PRAGMA query_only = ON");
            // Reads the file for the first time, so that one that is no database is refused here.
            pragma("PRAGMA schema_version");
        }
    }

    [[nodiscard]] sqlite3* handle() const { return database_.get(); }

    std::int64_t execute(std::string_view sql, std::span<const Value> values) override
    {
        const std::int64_t before = sqlite3_total_changes64(handle());
        Use use(*this, sql, values);
        while (use.step()) {}
        // After a statement that changes no rows sqlite3_changes still tells of the one before.
        return sqlite3_total_changes64(handle()) == before ? 0 : sqlite3_changes64(handle());
    }

    void store(std::int64_t rows, std::string_view sql, std::span<const Value> values) override
    {
        check_rows(execute(sql, values), rows, sql);
    }
    void settle() override {}

    void fetch(std::string_view sql, std::span<const Value> values,
               const RowReader& reader) override
    {
        Use use(*this, sql, values);
        while (use.step())
            reader(use.row());
    }

    void stream(std::string_view sql, std::span<const Value> values,
                const RowReader& reader) override
    {
        fetch(sql, values, reader);
    }

    void insert(std::string_view table, std::span<const std::string_view> columns,
                std::span<const Value> values) override
    {
        std::string sql = "INSERT INTO " + std::string(table) + " (";
        std::string places;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            sql.append(i == 0 ? "" : ", ").append(columns[i]);
            places.append(i == 0 ? "$" : ", $").append(std::to_string(i + 1));
        }
        sql += ") VALUES (" + places + ')';
        Use use(*this, sql, values.first(columns.size()));
        for (std::size_t first = 0; first < values.size(); first += columns.size()) {
            if (first != 0)
                use.again(values.subspan(first, columns.size()));
            while (use.step()) {}
        }
    }

    [[nodiscard]] std::string_view row_lock() const override { return ""; }
    [[nodiscard]] Schema read_schema(Session& session) override
    {
        return read_sqlite_schema(session);
    }

    void begin_read() override { command("BEGIN DEFERRED"); }
    void begin_write(detail::Company /*company*/) override { command("BEGIN IMMEDIATE"); }
    void commit() override
    {
        const int code = run("COMMIT");
        // What was written and not flushed may be there after a power failure, or not.
        if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
            throw StorageFault(FaultKind::device, std::to_string(code), "COMMIT: not flushed",
                               Outcome::unknown);
        if (code != SQLITE_OK)
            throw_fault(handle(), code, "COMMIT");
    }
    void roll_back() noexcept override
    {
        if (is_in_transaction())
            sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        is_lost_ = is_lost_ || is_in_transaction();
    }

    void begin_work(std::int64_t /*partition*/) override { command("SAVEPOINT work"); }
    void keep_work() override { command("RELEASE work"); }
    void undo_work() override
    {
        command("ROLLBACK TO work");
        command("RELEASE work");
    }

    void set_savepoint(int depth) override { command("SAVEPOINT s" + std::to_string(depth)); }
    void release_savepoint(int depth) override { command("RELEASE s" + std::to_string(depth)); }
    void roll_back_to_savepoint(int depth) override
    {
        command("ROLLBACK TO s" + std::to_string(depth));
        command("RELEASE s" + std::to_string(depth));
    }

    [[nodiscard]] bool is_in_transaction() const override
    {
        return sqlite3_get_autocommit(handle()) == 0;
    }
    [[nodiscard]] bool is_lost() const override { return is_lost_; }
    void forget_statements() override { prepared_.clear(); }

private:
    struct Prepared {
        StatementHandle statement;
        Row::Columns columns;
        std::vector<int> places;  // where $1, $2 … stand
        std::uint64_t last_used = 0;
        int renewed = 0;
        bool is_in_use = false;
    };

    // One run of a prepared statement.
    class Use {
    public:
        Use(SqliteConnection& connection, std::string_view sql, std::span<const Value> values)
            : connection_(connection), sql_(sql), prepared_(connection.prepare(sql, own_))
        {
            prepared_->is_in_use = true;
            try {
                bind(values);
            } catch (...) {
                finish();
                throw;
            }
        }
        ~Use() { finish(); }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

        void again(std::span<const Value> values)
        {
            sqlite3_reset(statement());
            bind(values);
        }

        // Whether there is a further row.
        bool step()
        {
            errno = 0;
            const int code = sqlite3_step(statement());
            if (code == SQLITE_ROW) {
                renew_columns();
                return true;
            }
            if (code != SQLITE_DONE)
                connection_.throw_statement_fault(code, sql_);
            return false;
        }

        [[nodiscard]] Row row() const
        {
            const int count = sqlite3_column_count(statement());
            std::vector<Value> values;
            values.reserve(static_cast<std::size_t>(count));
            for (int i = 0; i < count; ++i)
                values.push_back(value(i));
            return {prepared_->columns, std::move(values)};
        }

    private:
        [[nodiscard]] sqlite3_stmt* statement() const { return prepared_->statement.get(); }

        // SQLite prepares a statement anew by itself when tables changed: SELECT * then has other columns.
        void renew_columns()
        {
            const int times = sqlite3_stmt_status(statement(), SQLITE_STMTSTATUS_REPREPARE, 0);
            if (times == prepared_->renewed)
                return;
            prepared_->renewed = times;
            prepared_->columns = columns_of(statement());
        }

        void finish()
        {
            sqlite3_reset(statement());
            sqlite3_clear_bindings(statement());
            prepared_->is_in_use = false;
        }

        void bind(std::span<const Value> values)
        {
            if (values.size() != prepared_->places.size())
                throw ProgramFault("a statement takes " + std::to_string(prepared_->places.size()) +
                                   " values and is given " + std::to_string(values.size()) + ": " +
                                   std::string(sql_));
            for (std::size_t i = 0; i < values.size(); ++i) {
                const int code = bind_one(prepared_->places[i], values[i]);
                if (code != SQLITE_OK)
                    throw_fault(connection_.handle(), code, "bind");
            }
        }

        // The values outlive the run, so SQLite need not copy them.
        int bind_one(int place, const Value& value)
        {
            if (const std::int64_t* number = value.integer())
                return sqlite3_bind_int64(statement(), place, *number);
            if (const std::string* text = value.text()) {
                check_text(*text);
                return sqlite3_bind_text64(statement(), place, text->data(), text->size(),
                                           SQLITE_STATIC, SQLITE_UTF8);
            }
            if (const Bytes* bytes = value.bytes()) {
                if (bytes->empty())
                    return sqlite3_bind_zeroblob(statement(), place, 0);
                return sqlite3_bind_blob64(statement(), place, bytes->data(), bytes->size(),
                                           SQLITE_STATIC);
            }
            return sqlite3_bind_null(statement(), place);
        }

        [[nodiscard]] Value value(int column) const
        {
            switch (sqlite3_column_type(statement(), column)) {
            case SQLITE_NULL: return {};
            case SQLITE_INTEGER: return sqlite3_column_int64(statement(), column);
            case SQLITE_TEXT: {
                const auto* text =
                    reinterpret_cast<const char*>(sqlite3_column_text(statement(), column));
                return std::string(
                    text, static_cast<std::size_t>(sqlite3_column_bytes(statement(), column)));
            }
            case SQLITE_BLOB: {
                const auto* bytes =
                    static_cast<const std::byte*>(sqlite3_column_blob(statement(), column));
                const auto size =
                    static_cast<std::size_t>(sqlite3_column_bytes(statement(), column));
                return size == 0 ? Bytes{} : Bytes(bytes, bytes + size);
            }
            default:
                throw ProgramFault("column " +
                                   std::string(sqlite3_column_name(statement(), column)) +
                                   " holds floating point: " + std::string(sql_));
            }
        }

        SqliteConnection& connection_;
        std::string_view sql_;
        std::unique_ptr<Prepared> own_;
        Prepared* prepared_;
    };

    // The statement of the cache, or one of its own in `own` while that one runs further out.
    Prepared* prepare(std::string_view sql, std::unique_ptr<Prepared>& own)
    {
        const auto found = prepared_.find(sql);
        if (found != prepared_.end() && !found->second.is_in_use) {
            found->second.last_used = ++uses_;
            return &found->second;
        }
        own = std::make_unique<Prepared>(compile(sql));
        if (found != prepared_.end())
            return own.get();
        if (prepared_.size() >= k_prepared_statements)
            forget_oldest_statement();
        const auto added = prepared_.emplace(std::string(sql), std::move(*own)).first;
        own.reset();
        added->second.last_used = ++uses_;
        return &added->second;
    }

    void forget_oldest_statement()
    {
        auto oldest = prepared_.end();
        for (auto at = prepared_.begin(); at != prepared_.end(); ++at)
            if (!at->second.is_in_use &&
                (oldest == prepared_.end() || at->second.last_used < oldest->second.last_used))
                oldest = at;
        if (oldest != prepared_.end())
            prepared_.erase(oldest);
    }

    Prepared compile(std::string_view sql)
    {
        sqlite3_stmt* compiled = nullptr;
        const char* rest = nullptr;
        const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &compiled, &rest);
        Prepared prepared;
        prepared.statement.reset(compiled);
        if (code == SQLITE_ERROR)
            throw ProgramFault(std::string(sqlite3_errmsg(handle())) + ": " + std::string(sql));
        if (code != SQLITE_OK)
            throw_fault(handle(), code, "prepare");
        const std::string_view further(rest,
                                       static_cast<std::size_t>(sql.data() + sql.size() - rest));
        if (compiled == nullptr || further.find_first_not_of(" \t\r\n;") != std::string_view::npos)
            throw ProgramFault("not one statement: " + std::string(sql));

        // For SQLite $1 is a name: its place is that of its first occurrence.
        const int count = sqlite3_bind_parameter_count(compiled);
        for (int i = 1; i <= count; ++i) {
            const int place =
                sqlite3_bind_parameter_index(compiled, ('$' + std::to_string(i)).c_str());
            if (place == 0)
                throw ProgramFault('$' + std::to_string(i) + " is missing in: " + std::string(sql));
            prepared.places.push_back(place);
        }
        prepared.columns = columns_of(compiled);
        return prepared;
    }

    [[noreturn]] void throw_statement_fault(int code, std::string_view sql)
    {
        if (access_ != Access::writer && (code & 0xFF) == SQLITE_READONLY)
            throw ProgramFault("a session that reads was given a statement that writes: " +
                               std::string(sql));
        throw_fault(handle(), code, sql.substr(0, sql.find(' ')));
    }

    void command(std::string_view sql)
    {
        const int code = run(sql);
        if (code != SQLITE_OK)
            throw_fault(handle(), code, sql);
    }

    // A statement without values and rows. Gives SQLite's code, of which the connection and errno still tell more.
    int run(std::string_view sql)
    {
        std::unique_ptr<Prepared> own;
        sqlite3_stmt* const statement = prepare(sql, own)->statement.get();
        errno = 0;
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW)
            code = sqlite3_step(statement);
        const int error = errno;
        const int ended = sqlite3_reset(statement);
        errno = error;
        return code == SQLITE_DONE ? ended : code;
    }

    std::string pragma(const char* sql)
    {
        std::string answer;
        const auto take = [](void* text, int, char** values, char**) {
            *static_cast<std::string*>(text) = values[0] == nullptr ? "" : values[0];
            return 0;
        };
        const int code = sqlite3_exec(handle(), sql, take, &answer, nullptr);
        if (code != SQLITE_OK)
            throw_fault(handle(), code, sql);
        return answer;
    }

    Access access_;
    DatabaseHandle database_;
    std::map<std::string, Prepared, std::less<>> prepared_;  // closed before the database
    std::uint64_t uses_ = 0;
    bool is_lost_ = false;
};

class SqliteBackend : public Backend {
public:
    SqliteBackend(std::string file, OpenAs open_as, std::optional<LockFile> lock)
        : file_(std::move(file)),
          place_("sqlite:" + file_),
          open_as_(open_as),
          lock_(std::move(lock))
    {}

    [[nodiscard]] std::unique_ptr<Connection> connect_reader() override
    {
        return std::make_unique<SqliteConnection>(
            file_, open_as_ == OpenAs::owner ? Access::reader : Access::looker);
    }
    [[nodiscard]] std::unique_ptr<Connection> connect_writer() override
    {
        return std::make_unique<SqliteConnection>(file_, Access::writer);
    }
    [[nodiscard]] int writers() const override { return 1; }
    [[nodiscard]] const std::string& place() const override { return place_; }
    [[nodiscard]] bool can_copy_itself() const override { return true; }

    [[nodiscard]] Result<Done> backup_to(const std::string& file) override
    {
        if (std::filesystem::exists(file))
            return Refusal{RefusalCode::file_exists, {{"file", file}}, {}, {}};
        // Written beside and renamed: a copy that was broken off never looks like a whole one.
        const std::string unfinished = file + ".unfinished";
        std::filesystem::remove(unfinished);
        try {
            copy_to(unfinished);
            std::filesystem::rename(unfinished, file);
        } catch (const std::filesystem::filesystem_error& error) {
            throw StorageFault(kind_of_device_error(error.code().value()),
                               "errno " + std::to_string(error.code().value()), "backup");
        } catch (...) {
            std::error_code ignored;
            std::filesystem::remove(unfinished, ignored);
            throw;
        }
        flush_folder_of(file);
        return Done{};
    }

private:
    // In one step, and so from one snapshot: with a write-ahead log that holds up no writer.
    void copy_to(const std::string& file)
    {
        SqliteConnection source(file_, open_as_ == OpenAs::owner ? Access::reader : Access::looker);
        sqlite3* opened = nullptr;
        const int code = sqlite3_open_v2(
            file.c_str(), &opened,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, nullptr);
        const DatabaseHandle copy(opened);
        if (code != SQLITE_OK)
            throw_fault(opened, code, "backup");
        sqlite3_backup* backup = sqlite3_backup_init(opened, "main", source.handle(), "main");
        if (backup == nullptr)
            throw_fault(opened, sqlite3_errcode(opened), "backup");
        const int stepped = sqlite3_backup_step(backup, -1);
        const int finished = sqlite3_backup_finish(backup);
        if (stepped != SQLITE_DONE || finished != SQLITE_OK)
            throw_fault(opened, stepped != SQLITE_DONE ? stepped : finished, "backup");
    }

    std::string file_;
    std::string place_;
    OpenAs open_as_;
    std::optional<LockFile> lock_;
};

}  // namespace

Result<std::unique_ptr<Backend>> open_sqlite(const DatabaseSettings& settings,
                                             const std::string& file)
{
    if (settings.open_as == OpenAs::reader)
        return std::unique_ptr<Backend>(
            std::make_unique<SqliteBackend>(file, settings.open_as, std::nullopt));
    std::optional<LockFile> lock = LockFile::take(file + ".lock");
    if (!lock)
        return Refusal{RefusalCode::database_in_use, {{"file", file}}, {}, {}};
    return std::unique_ptr<Backend>(
        std::make_unique<SqliteBackend>(file, settings.open_as, std::move(lock)));
}

}  // namespace taqwim::database
