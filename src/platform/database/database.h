// The record's storage: SQLite in one file, or PostgreSQL, behind one set of calls. It knows no table.
//
//   Result<std::unique_ptr<Database>> opened = Database::open({.url = "sqlite:/var/lib/taqwim/school.db"});
//   Database& database = **opened;
//
//   const auto name = database.read([&](Session& session) {
//       return session.find_one("SELECT name FROM school WHERE school_id = $1", school)->text("name");
//   });
//
//   const Result<Done> stored = database.write(school, [&](Session& session) -> Result<Done> {
//       if (session.execute("UPDATE sheet SET version = $1 WHERE school_id = $2 AND version = $3", …) != 1)
//           return Refusal{RefusalCode::version_stale, …};
//       return Done{};
//   });
//   // Here it is on the disk.
//
// A read runs on the calling thread, on a connection of a pool, in one snapshot.
//
// A write waits in a queue. A writer thread takes what waits there, runs each work in a savepoint of one transaction,
// commits once for all of them, and only then do their calls return: the cost of a flush is shared. A refused or failed
// work is rolled back alone. SQLite has one writer; PostgreSQL has several, and all works of one school go to the same,
// in order. There is no nesting: a read or write from inside a write, or a write from inside a read, is a ProgramFault.
//
// Work may run more than once: a read again when its connection was lost, a write when its group broke or PostgreSQL
// found a conflict. It changes nothing but the session and its own answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"
#include "platform/database/storage_fault.h"

namespace taqwim::database {

// The answer of a work that has nothing to say but that it is done.
struct Done {
    friend bool operator==(Done, Done) = default;
};

enum class OpenAs : std::uint8_t {
    owner,   // the one program that writes; a second one is refused with database_in_use (SQLite)
    reader,  // beside an owner: tools that look. Every write is a ProgramFault.
};

struct DatabaseSettings {
    // "sqlite:/path/school.db", "postgresql://user@host/name", or a path, which is SQLite's. The file is made when it
    // is not there; the database of PostgreSQL is not.
    std::string url = {};
    OpenAs open_as = OpenAs::owner;
    int readers = 8;                            // connections that read, opened when needed
    int writers = 4;                            // PostgreSQL: threads and connections that write
    std::size_t waiting_writes = 1024;          // of one writer; more are refused with server_busy
    std::size_t group_writes = 256;             // at most in one transaction
    std::chrono::milliseconds group_time{100};  // after which a transaction takes no further work
    std::chrono::milliseconds reader_wait{5'000};   // for a free connection; then the fault `busy`
    std::chrono::milliseconds connect_wait{5'000};  // for PostgreSQL to answer
    // PostgreSQL ends a statement after this, but none of write_alone; 0 is no limit.
    std::chrono::milliseconds statement_time{60'000};
};

// Which works are kept in order among each other: those of one school, or those of the whole installation.
class Partition {
public:
    Partition(SchoolId school) : key_(school.value) {}  // NOLINT: a school is a partition
    [[nodiscard]] static Partition installation() { return Partition(SchoolId{0}); }

    [[nodiscard]] std::int64_t key() const { return key_; }

private:
    std::int64_t key_;
};

// Counted since the database was opened, for who watches the server.
struct DatabaseFigures {
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;           // works that were stored
    std::uint64_t commits = 0;          // transactions that stored them
    std::uint64_t refused_as_busy = 0;  // writes for which the queue had no room
    std::uint64_t repeated = 0;         // works that ran again
    std::uint64_t reconnects = 0;
    std::size_t waiting_writes = 0;  // now
};

namespace detail {

enum class Verdict : std::uint8_t { keep, roll_back };
enum class Company : std::uint8_t { group, alone };
using WriteWork = std::function<Verdict(Session&)>;

template <class T>
struct AnswerOf {
    using type = Result<T>;
};
template <class T>
struct AnswerOf<Result<T>> {
    using type = Result<T>;
};
template <>
struct AnswerOf<void> {
    using type = Result<Done>;
};

template <class Work>
using WorkAnswer = typename AnswerOf<std::invoke_result_t<Work&, Session&>>::type;

}  // namespace detail

// Safe to share between threads.
class Database {
public:
    // Refuses with setting_invalid, database_in_use; throws a StorageFault when the file or the server cannot be
    // reached, is no database, or takes no writes.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const DatabaseSettings& settings);

    // Stores what was accepted, then stops.
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Gives what `work(Session&)` gives. A read inside a read of the same thread sees the same snapshot.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work&, Session&>
    {
        using Answer = std::invoke_result_t<Work&, Session&>;
        if constexpr (std::is_void_v<Answer>) {
            run_read([&](Session& session) { work(session); });
        } else {
            std::optional<Answer> answer;
            run_read([&](Session& session) { answer.emplace(work(session)); });
            return std::move(*answer);
        }
    }

    // `work(Session&)` gives T, Result<T> or nothing; the call gives Result<T>, or Result<Done> for nothing. A refusal
    // of the work and any exception from it undo what it did; the exception is thrown here. When it returns, the work
    // is stored. Refuses by itself with server_busy and server_stopping, and the work has then not run.
    template <class Work>
    [[nodiscard]] auto write(Partition partition, Work&& work) -> detail::WorkAnswer<Work>
    {
        return submit(partition, detail::Company::group, work);
    }

    // The same in a transaction of its own, for long works: imports, migrations. Others of that writer wait meanwhile.
    template <class Work>
    [[nodiscard]] auto write_alone(Partition partition, Work&& work) -> detail::WorkAnswer<Work>
    {
        return submit(partition, detail::Company::alone, work);
    }

    // Whether the whole database can be copied by backup_to. When not (PostgreSQL), read it out table by table in one
    // `read`.
    [[nodiscard]] bool can_copy_itself() const;

    // Copies the whole database, as it is at one moment, into a new file while others write. Refuses with file_exists.
    [[nodiscard]] Result<Done> backup_to(const std::string& file);

    // Prepared statements are made anew: for who changed tables.
    void forget_statements();

    // Where it is, without user and password: "sqlite:/var/lib/taqwim/school.db", "postgresql://host:5432/name".
    [[nodiscard]] const std::string& place() const;

    [[nodiscard]] DatabaseFigures figures() const;

    class Machinery;  // of database.cpp

private:
    explicit Database(std::unique_ptr<Machinery> machinery);

    template <class Work>
    detail::WorkAnswer<Work> submit(Partition partition, detail::Company company, Work& work)
    {
        using Answer = detail::WorkAnswer<Work>;
        std::optional<Answer> answer;
        const detail::WriteWork run = [&](Session& session) {
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, Session&>>) {
                work(session);
                answer.emplace(Done{});
            } else {
                answer.emplace(work(session));
            }
            return *answer ? detail::Verdict::keep : detail::Verdict::roll_back;
        };
        if (auto refusal = run_write(partition, company, run))
            return Answer(std::move(*refusal));
        return std::move(*answer);
    }

    void run_read(const std::function<void(Session&)>& work);
    std::optional<Refusal> run_write(Partition partition, detail::Company company,
                                     const detail::WriteWork& work);

    std::unique_ptr<Machinery> machinery_;
};

}  // namespace taqwim::database
