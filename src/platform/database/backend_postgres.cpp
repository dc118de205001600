// PostgreSQL, through libpq.
#include "platform/database/backend.h"

#include <array>
#include <charconv>
#include <map>
#include <utility>

#include <libpq-fe.h>

#include "core/refusal_codes.h"
#include "platform/database/schema_reading.h"

namespace taqwim::database {

namespace {

constexpr std::size_t k_prepared_statements = 256;
constexpr std::size_t k_pending_statements = 32;
constexpr int k_rows_of_a_fetch = 500;
constexpr std::size_t k_copy_bytes = std::size_t{64} * 1024;

// The types whose values we send and read, by PostgreSQL's fixed numbers (pg_type.dat).
constexpr Oid k_bool = 16;
constexpr Oid k_bytea = 17;
constexpr Oid k_name = 19;
constexpr Oid k_int8 = 20;
constexpr Oid k_int2 = 21;
constexpr Oid k_int4 = 23;
constexpr Oid k_text = 25;
constexpr Oid k_bpchar = 1042;
constexpr Oid k_varchar = 1043;
constexpr Oid k_numeric = 1700;

struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, CloseConnection>;

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

bool says_that_server_went(std::string_view state)
{
    return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03";
}

FaultKind kind_of_state(std::string_view state)
{
    if (says_that_server_went(state))
        return FaultKind::lost_connection;
    if (state == "23505")
        return FaultKind::unique_violation;
    if (state == "23503")
        return FaultKind::foreign_key;
    if (state.starts_with("23") || state.starts_with("22"))
        return FaultKind::check;
    // Serialization, deadlock, a lock not given in time, a statement ended for its length, too many connections.
    if (state == "40001" || state == "40P01" || state == "55P03" || state == "57014" ||
        state == "53300")
        return FaultKind::busy;
    if (state == "53100")
        return FaultKind::disk_full;
    if (state == "25006")
        return FaultKind::read_only;
    if (state == "XX001" || state == "XX002")
        return FaultKind::corrupt;
    if (state == "58030")
        return FaultKind::device;
    return FaultKind::other;
}

std::string field(const PGresult* result, int code)
{
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
}

bool is_integer(Oid type)
{
    return type == k_int8 || type == k_int4 || type == k_int2;
}

bool is_text(Oid type)
{
    return type == k_text || type == k_varchar || type == k_bpchar || type == k_name;
}

int digit_of(char letter)
{
    return letter <= '9' ? letter - '0' : letter - 'a' + 10;
}

// "\x01ff"
Bytes bytes_of(std::string_view text)
{
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::byte>(digit_of(text[i]) * 16 + digit_of(text[i + 1])));
    return bytes;
}

Value value_of(const PGresult* result, int row, int column)
{
    if (PQgetisnull(result, row, column) != 0)
        return {};
    const std::string_view text(PQgetvalue(result, row, column),
                                static_cast<std::size_t>(PQgetlength(result, row, column)));
    const Oid type = PQftype(result, column);
    if (is_text(type))
        return std::string(text);
    if (type == k_bytea)
        return bytes_of(text);
    if (type == k_bool)
        return text == "t";
    // The sum of whole numbers is a NUMERIC; one with a fraction is nobody's.
    if (is_integer(type) || type == k_numeric) {
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec == std::errc() && read.ptr == text.data() + text.size())
            return number;
    }
    throw ProgramFault("column " + std::string(PQfname(result, column)) + " is of a type (" +
                       std::to_string(type) + ") that is neither integer nor text nor bytes");
}

Row::Columns columns_of(const PGresult* result)
{
    std::vector<std::string> columns;
    for (int i = 0; i < PQnfields(result); ++i)
        columns.emplace_back(PQfname(result, i));
    return std::make_shared<const std::vector<std::string>>(std::move(columns));
}

void hand_over(const PGresult* result, const Row::Columns& columns, const RowReader& reader)
{
    const int fields = PQnfields(result);
    for (int row = 0; row < PQntuples(result); ++row) {
        std::vector<Value> values;
        values.reserve(static_cast<std::size_t>(fields));
        for (int column = 0; column < fields; ++column)
            values.push_back(value_of(result, row, column));
        reader(Row(columns, std::move(values)));
    }
}

// The values of a statement as libpq takes them: integers and texts as text, bytes as they are.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values)
    {
        numbers_.reserve(values.size());
        for (const Value& value : values) {
            const char* start = nullptr;
            int length = 0;
            int format = 0;
            if (const std::int64_t* number = value.integer()) {
                numbers_.push_back(std::to_string(*number));
                start = numbers_.back().c_str();
            } else if (const std::string* text = value.text()) {
                check_text(*text);
                start = text->c_str();
            } else if (const Bytes* bytes = value.bytes()) {
                // An empty vector has no address, and no address is NULL.
                start = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
                length = static_cast<int>(bytes->size());
                format = 1;
            }
            starts_.push_back(start);
            lengths_.push_back(length);
            formats_.push_back(format);
        }
    }

    [[nodiscard]] int count() const { return static_cast<int>(starts_.size()); }
    [[nodiscard]] const char* const* starts() const { return starts_.data(); }
    [[nodiscard]] const int* lengths() const { return lengths_.data(); }
    [[nodiscard]] const int* formats() const { return formats_.data(); }

private:
    std::vector<std::string> numbers_;
    std::vector<const char*> starts_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

// One value as COPY reads it.
void append_copied(std::string& text, const Value& value)
{
    constexpr std::string_view k_hex = "0123456789abcdef";
    if (const std::int64_t* number = value.integer()) {
        text += std::to_string(*number);
    } else if (const std::string* words = value.text()) {
        check_text(*words);
        for (const char letter : *words) {
            switch (letter) {
            case '\\': text += "\\\\"; break;
            case '\n': text += "\\n"; break;
            case '\r': text += "\\r"; break;
            case '\t': text += "\\t"; break;
            default: text += letter;
            }
        }
    } else if (const Bytes* bytes = value.bytes()) {
        text += "\\\\x";
        for (const std::byte byte : *bytes) {
            text += k_hex[std::to_integer<std::size_t>(byte) / 16];
            text += k_hex[std::to_integer<std::size_t>(byte) % 16];
        }
    } else {
        text += "\\N";
    }
}

enum class Access : std::uint8_t { writer, reader };

class PostgresConnection : public Connection {
public:
    PostgresConnection(const DatabaseSettings& settings, Access access) : access_(access)
    {
        // What stands after the address overrides it, what stands before it can be set in it.
        const std::string wait = std::to_string((settings.connect_wait.count() + 999) / 1000);
        const std::array<const char*, 7> names = {"connect_timeout",
                                                  "fallback_application_name",
                                                  "keepalives_idle",
                                                  "tcp_user_timeout",
                                                  "dbname",
                                                  "client_encoding",
                                                  nullptr};
        const std::array<const char*, 7> values = {wait.c_str(),         "taqwim", "30",   "30000",
                                                   settings.url.c_str(), "UTF8",   nullptr};
        connection_.reset(PQconnectdbParams(names.data(), values.data(), 1));
        if (PQstatus(handle()) != CONNECTION_OK) {
            const std::string reason = handle() == nullptr ? "no memory" : PQerrorMessage(handle());
            throw StorageFault(FaultKind::lost_connection, "08001",
                               "connect: " + reason.substr(0, reason.find_last_not_of('\n') + 1));
        }
        PQsetNoticeProcessor(
            handle(), [](void*, const char*) {}, nullptr);
        command("SET TIME ZONE 'UTC'; SET synchronous_commit = on; "
                "SET standard_conforming_strings = on; SET bytea_output = 'hex'; "
                "SET lock_timeout = '10s'; SET statement_timeout = " +
                std::to_string(settings.statement_time.count()));
    }

    [[nodiscard]] PGconn* handle() const { return connection_.get(); }

    std::int64_t execute(std::string_view sql, std::span<const Value> values) override
    {
        return affected_rows(run(sql, values).get());
    }

    void store(std::int64_t rows, std::string_view sql, std::span<const Value> values) override
    {
        const Prepared& prepared = prepare(sql);
        check_types(prepared, values, sql);
        for (const Value& value : values)
            if (const std::string* text = value.text())
                check_text(*text);
        pending_.push_back({std::string(sql), prepared.name, {values.begin(), values.end()}, rows});
        if (pending_.size() >= k_pending_statements)
            settle();
    }

    void settle() override
    {
        end_read();
        if (!pending_.empty())
            send_together(std::nullopt);
    }

    void fetch(std::string_view sql, std::span<const Value> values,
               const RowReader& reader) override
    {
        const ResultHandle result = run(sql, values);
        hand_over(result.get(), columns_of(result.get()), reader);
    }

    void stream(std::string_view sql, std::span<const Value> values,
                const RowReader& reader) override
    {
        settle();
        const std::string name = "rows_" + std::to_string(++cursors_);
        const std::string declare = "DECLARE " + name + " NO SCROLL CURSOR FOR " + std::string(sql);
        const Parameters parameters(values);
        check(ResultHandle(PQexecParams(handle(), declare.c_str(), parameters.count(), nullptr,
                                        parameters.starts(), parameters.lengths(),
                                        parameters.formats(), 0)),
              sql);
        const std::string next =
            "FETCH FORWARD " + std::to_string(k_rows_of_a_fetch) + " FROM " + name;
        Row::Columns columns;
        for (;;) {
            const ResultHandle result = check(ResultHandle(PQexec(handle(), next.c_str())), sql);
            if (PQntuples(result.get()) == 0)
                break;
            if (!columns)
                columns = columns_of(result.get());
            hand_over(result.get(), columns, reader);
        }
        command("CLOSE " + name);
    }

    void insert(std::string_view table, std::span<const std::string_view> columns,
                std::span<const Value> values) override
    {
        settle();
        std::string sql = "COPY " + std::string(table) + " (";
        for (std::size_t i = 0; i < columns.size(); ++i)
            sql.append(i == 0 ? "" : ", ").append(columns[i]);
        sql += ") FROM STDIN";
        check(ResultHandle(PQexec(handle(), sql.c_str())), sql, PGRES_COPY_IN);
        try {
            send_copy(values, columns.size());
        } catch (...) {
            // The server waits for rows until it is told that there are no more.
            PQputCopyEnd(handle(), "broken off");
            drain();
            throw;
        }
        PQputCopyEnd(handle(), nullptr);
        ResultHandle first(PQgetResult(handle()));
        drain();
        check(std::move(first), sql);
    }

    [[nodiscard]] std::string_view row_lock() const override { return " FOR UPDATE"; }
    [[nodiscard]] Schema read_schema(Session& session) override
    {
        return read_postgres_schema(session);
    }

    // Goes with the first statement.
    void begin_read() override
    {
        end_read();
        pending_.push_back({"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "", {}, {}});
    }
    // READ COMMITTED: the works of a school come one after the other, through its lock, and each sees all before it.
    void begin_write(detail::Company company) override
    {
        has_kept_work_ = false;
        command(company == detail::Company::group
                    ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                    : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
                      "SET LOCAL statement_timeout = 0");
    }
    void commit() override
    {
        if (access_ == Access::reader) {
            send_end_of_read();
            return;
        }
        has_kept_work_ = false;
        const ResultHandle result(PQexec(handle(), "COMMIT"));
        if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
            if (std::string_view(PQcmdStatus(result.get())) == "COMMIT")
                return;
            throw StorageFault(FaultKind::other, "25P02", "COMMIT of a broken transaction");
        }
        const std::string state = field(result.get(), PG_DIAG_SQLSTATE);
        if (note_loss(state))
            throw StorageFault(FaultKind::lost_connection, state.empty() ? "08006" : state,
                               "COMMIT", Outcome::unknown);
        throw_fault(result.get(), "COMMIT");
    }
    void roll_back() noexcept override
    {
        forget_pending();
        has_kept_work_ = false;
        if (!is_lost() && PQtransactionStatus(handle()) != PQTRANS_IDLE)
            const ResultHandle result(PQexec(handle(), "ROLLBACK"));
        is_lost_ = is_lost() || PQtransactionStatus(handle()) != PQTRANS_IDLE;
    }

    // The lock keeps the order of one school's works among several servers too. All of it goes with the first statement
    // of the work, and so does the release of the savepoint of the work before.
    void begin_work(std::int64_t partition) override
    {
        releases_kept_work_ = std::exchange(has_kept_work_, false);
        if (releases_kept_work_)
            pending_.push_back({"RELEASE work", "", {}, std::nullopt});
        pending_.push_back({"SAVEPOINT work", "", {}, std::nullopt});
        pending_.push_back({"SELECT pg_advisory_xact_lock(" + std::to_string(partition) + ')',
                            "",
                            {},
                            std::nullopt});
        begin_is_pending_ = true;
    }
    void keep_work() override
    {
        settle();
        has_kept_work_ = true;
    }
    void undo_work() override
    {
        const bool was_begun = !begin_is_pending_;
        forget_pending();
        if (was_begun)
            command("ROLLBACK TO work; RELEASE work");
    }

    void set_savepoint(int depth) override { command("SAVEPOINT s" + std::to_string(depth)); }
    void release_savepoint(int depth) override { command("RELEASE s" + std::to_string(depth)); }
    void roll_back_to_savepoint(int depth) override
    {
        forget_pending();
        const std::string name = std::to_string(depth);
        command("ROLLBACK TO s" + name + "; RELEASE s" + name);
    }

    [[nodiscard]] bool is_in_transaction() const override
    {
        const PGTransactionStatusType status = PQtransactionStatus(handle());
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
    }
    [[nodiscard]] bool is_lost() const override
    {
        return is_lost_ || PQstatus(handle()) != CONNECTION_OK;
    }
    void forget_statements() override
    {
        settle();
        prepared_.clear();
        command("DEALLOCATE ALL");
    }

    std::string one_text(const std::string& sql)
    {
        const ResultHandle result = check(ResultHandle(PQexec(handle(), sql.c_str())), sql);
        return PQntuples(result.get()) == 1 ? PQgetvalue(result.get(), 0, 0) : "";
    }

private:
    // A statement that is not sent yet.
    struct Pending {
        std::string sql;
        std::string name;  // of the prepared statement; empty for one without values
        std::vector<Value> values;
        std::optional<std::int64_t> rows;  // that it must affect
    };

    struct Prepared {
        std::string name;
        std::vector<Oid> types;  // of $1, $2 … as the server understood the statement
        std::uint64_t last_used = 0;
    };

    // What was read is there: nobody waits for the end of its transaction. A read without statements was never begun.
    void send_end_of_read()
    {
        if (!pending_.empty())
            pending_.clear();
        else if (PQsendQuery(handle(), "COMMIT") == 1)
            ends_read_ = true;
        else
            is_lost_ = true;
    }

    // Takes the answer to the end of the read before.
    void end_read()
    {
        if (!std::exchange(ends_read_, false))
            return;
        ResultHandle result(PQgetResult(handle()));
        drain();
        check(std::move(result), "COMMIT");
    }

    ResultHandle run(std::string_view sql, std::span<const Value> values)
    {
        const Prepared& prepared = prepare(sql);
        check_types(prepared, values, sql);
        if (!pending_.empty())
            return send_together(
                Pending{std::string(sql), prepared.name, {values.begin(), values.end()}, {}});
        const Parameters parameters(values);
        return check(ResultHandle(PQexecPrepared(handle(), prepared.name.c_str(),
                                                 parameters.count(), parameters.starts(),
                                                 parameters.lengths(), parameters.formats(), 0)),
                     sql);
    }

    static std::int64_t affected_rows(const PGresult* result)
    {
        // Of a SELECT the number is that of its rows, and nothing was changed.
        const std::string_view status = PQcmdStatus(const_cast<PGresult*>(result));
        const std::string_view count = PQcmdTuples(const_cast<PGresult*>(result));
        std::int64_t rows = 0;
        if (!status.starts_with("SELECT"))
            std::from_chars(count.data(), count.data() + count.size(), rows);
        return rows;
    }

    // The work was not begun, when its beginning still waits.
    void forget_pending()
    {
        if (begin_is_pending_)
            has_kept_work_ = releases_kept_work_;
        begin_is_pending_ = false;
        pending_.clear();
    }

    [[nodiscard]] bool send(const Pending& one)
    {
        const Parameters parameters(one.values);
        if (one.name.empty())
            return PQsendQueryParams(handle(), one.sql.c_str(), 0, nullptr, nullptr, nullptr,
                                     nullptr, 0) == 1;
        return PQsendQueryPrepared(handle(), one.name.c_str(), parameters.count(),
                                   parameters.starts(), parameters.lengths(), parameters.formats(),
                                   0) == 1;
    }

    // What waits, and `last` after it, in one journey; gives the answer to `last`. After the first that fails the server
    // runs none, and that one's fault is thrown.
    ResultHandle send_together(const std::optional<Pending>& last)
    {
        std::vector<Pending> all = std::exchange(pending_, {});
        begin_is_pending_ = false;
        if (last)
            all.push_back(*last);
        bool is_sent = PQenterPipelineMode(handle()) == 1;
        for (const Pending& one : all)
            is_sent = is_sent && send(one);
        is_sent = is_sent && PQpipelineSync(handle()) == 1;
        std::vector<ResultHandle> results;
        for (std::size_t i = 0; is_sent && i < all.size(); ++i) {
            results.emplace_back(PQgetResult(handle()));
            drain();
        }
        const ResultHandle synced(is_sent ? PQgetResult(handle()) : nullptr);
        if (PQresultStatus(synced.get()) != PGRES_PIPELINE_SYNC ||
            PQexitPipelineMode(handle()) != 1)
            is_lost_ = true;
        for (std::size_t i = 0; i < results.size(); ++i)
            results[i] = check(std::move(results[i]), all[i].sql);
        if (is_lost_)
            throw StorageFault(FaultKind::lost_connection, "08006", "pipeline");
        for (std::size_t i = 0; i < results.size(); ++i)
            if (all[i].rows)
                check_rows(affected_rows(results[i].get()), *all[i].rows, all[i].sql);
        return std::move(results.back());
    }

    const Prepared& prepare(std::string_view sql)
    {
        const auto found = prepared_.find(sql);
        if (found != prepared_.end()) {
            found->second.last_used = ++uses_;
            return found->second;
        }
        // A statement that cannot be prepared breaks the transaction: it must be undone with its work.
        settle();
        if (prepared_.size() >= k_prepared_statements)
            forget_oldest_statement();
        Prepared prepared;
        prepared.name = "s" + std::to_string(++statements_);
        prepared.last_used = ++uses_;
        check(ResultHandle(
                  PQprepare(handle(), prepared.name.c_str(), std::string(sql).c_str(), 0, nullptr)),
              sql);
        const ResultHandle described =
            check(ResultHandle(PQdescribePrepared(handle(), prepared.name.c_str())), sql);
        for (int i = 0; i < PQnparams(described.get()); ++i)
            prepared.types.push_back(PQparamtype(described.get(), i));
        return prepared_.emplace(std::string(sql), std::move(prepared)).first->second;
    }

    void forget_oldest_statement()
    {
        auto oldest = prepared_.begin();
        for (auto at = prepared_.begin(); at != prepared_.end(); ++at)
            if (at->second.last_used < oldest->second.last_used)
                oldest = at;
        command("DEALLOCATE " + oldest->second.name);
        prepared_.erase(oldest);
    }

    // SQLite would keep a text in a column of numbers; here the mistake shows.
    static void check_types(const Prepared& prepared, std::span<const Value> values,
                            std::string_view sql)
    {
        if (values.size() != prepared.types.size())
            throw ProgramFault("a statement takes " + std::to_string(prepared.types.size()) +
                               " values and is given " + std::to_string(values.size()) + ": " +
                               std::string(sql));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const Value& value = values[i];
            const Oid type = prepared.types[i];
            const bool fits = value.is_null() || (value.integer() != nullptr && is_integer(type)) ||
                              (value.text() != nullptr && is_text(type)) ||
                              (value.bytes() != nullptr && type == k_bytea);
            if (!fits)
                throw ProgramFault('$' + std::to_string(i + 1) + " is " +
                                   std::string(type_name(value)) +
                                   " where the statement takes another type: " + std::string(sql));
        }
    }

    void send_copy(std::span<const Value> values, std::size_t columns)
    {
        std::string text;
        text.reserve(k_copy_bytes + 1024);
        for (std::size_t i = 0; i < values.size(); ++i) {
            append_copied(text, values[i]);
            text += (i + 1) % columns == 0 ? '\n' : '\t';
            if (text.size() >= k_copy_bytes || i + 1 == values.size()) {
                if (PQputCopyData(handle(), text.data(), static_cast<int>(text.size())) != 1) {
                    note_loss("");
                    throw StorageFault(FaultKind::lost_connection, "08006", "COPY");
                }
                text.clear();
            }
        }
    }

    void drain()
    {
        while (PGresult* further = PQgetResult(handle()))
            PQclear(further);
    }

    void command(const std::string& sql)
    {
        settle();
        check(ResultHandle(PQexec(handle(), sql.c_str())), sql);
    }

    ResultHandle check(ResultHandle result, std::string_view sql,
                       ExecStatusType expected = PGRES_COMMAND_OK)
    {
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == expected || (expected == PGRES_COMMAND_OK && status == PGRES_TUPLES_OK))
            return result;
        throw_fault(result.get(), sql);
    }

    // Whether the connection is gone.
    bool note_loss(std::string_view state)
    {
        // An error without a state is libpq's own: it could not send or read.
        is_lost_ = is_lost_ || state.empty() || PQstatus(handle()) != CONNECTION_OK ||
                   says_that_server_went(state);
        return is_lost_;
    }

    [[noreturn]] void throw_fault(const PGresult* result, std::string_view sql)
    {
        const std::string state = field(result, PG_DIAG_SQLSTATE);
        if (note_loss(state))
            throw StorageFault(FaultKind::lost_connection, state.empty() ? "08006" : state,
                               std::string(sql.substr(0, sql.find(' '))));
        const bool is_ours = (state.starts_with("42") && state != "42501") || state == "25P02" ||
                             state == "25P01" || state == "08P01";
        // Messages of these classes hold names alone; others may quote the values.
        if (is_ours)
            throw ProgramFault(field(result, PG_DIAG_MESSAGE_PRIMARY) + ": " + std::string(sql));
        if (state == "25006" && access_ == Access::reader)
            throw ProgramFault("a session that reads was given a statement that writes: " +
                               std::string(sql));
        std::string what(sql.substr(0, sql.find(' ')));
        // A server that follows another one begins no transaction that may write.
        if (state == "0A000" && what == "BEGIN")
            throw StorageFault(FaultKind::read_only, state, what);
        for (const int part : {PG_DIAG_TABLE_NAME, PG_DIAG_COLUMN_NAME, PG_DIAG_CONSTRAINT_NAME})
            if (const std::string name = field(result, part); !name.empty())
                what += ' ' + name;
        throw StorageFault(kind_of_state(state), state, what);
    }

    Access access_;
    ConnectionHandle connection_;
    std::map<std::string, Prepared, std::less<>> prepared_;
    std::uint64_t uses_ = 0;
    std::uint64_t statements_ = 0;
    std::uint64_t cursors_ = 0;
    std::vector<Pending> pending_;
    bool begin_is_pending_ = false;
    bool ends_read_ = false;  // COMMIT was sent, its answer is not taken
    bool releases_kept_work_ = false;
    bool has_kept_work_ = false;
    bool is_lost_ = false;
};

class PostgresBackend : public Backend {
public:
    PostgresBackend(DatabaseSettings settings, std::string place)
        : settings_(std::move(settings)), place_(std::move(place))
    {}

    [[nodiscard]] std::unique_ptr<Connection> connect_reader() override
    {
        return std::make_unique<PostgresConnection>(settings_, Access::reader);
    }
    [[nodiscard]] std::unique_ptr<Connection> connect_writer() override
    {
        return std::make_unique<PostgresConnection>(settings_, Access::writer);
    }
    [[nodiscard]] int writers() const override { return settings_.writers; }
    [[nodiscard]] const std::string& place() const override { return place_; }
    [[nodiscard]] bool can_copy_itself() const override { return false; }
    [[nodiscard]] Result<Done> backup_to(const std::string& /*file*/) override
    {
        throw ProgramFault("PostgreSQL is read out table by table, not copied");
    }

private:
    DatabaseSettings settings_;
    std::string place_;
};

Refusal setting_invalid(std::string value, std::string expected)
{
    return {
        RefusalCode::setting_invalid,
        {{"setting", "database"}, {"value", std::move(value)}, {"expected", std::move(expected)}},
        {},
        {}};
}

}  // namespace

Result<std::unique_ptr<Backend>> open_postgres(const DatabaseSettings& settings)
{
    char* error = nullptr;
    PQconninfoOption* options = PQconninfoParse(settings.url.c_str(), &error);
    PQfreemem(error);  // it may quote the password
    if (options == nullptr)
        return setting_invalid("postgresql://…", "postgresql://user@host:5432/name");
    PQconninfoFree(options);

    PostgresConnection connection(settings, Access::reader);
    const std::string encoding = connection.one_text("SHOW server_encoding");
    if (encoding != "UTF8")
        return setting_invalid(encoding, "ENCODING 'UTF8'");
    // Texts sort by their bytes, as on SQLite; an order of a locale would differ from machine to machine.
    const std::string order = connection.one_text(
        "SELECT datcollate FROM pg_catalog.pg_database WHERE datname = current_database()");
    if (order != "C" && order != "POSIX" && order != "C.UTF-8" && order != "C.utf8")
        return setting_invalid(order, "LC_COLLATE 'C'");

    PGconn* handle = connection.handle();
    const std::string place =
        std::string("postgresql://") + PQhost(handle) + ':' + PQport(handle) + '/' + PQdb(handle);
    return std::unique_ptr<Backend>(std::make_unique<PostgresBackend>(settings, place));
}

}  // namespace taqwim::database
