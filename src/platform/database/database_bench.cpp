// Durable writes of one row each from 64 threads, beside what the disk can do: how often a second it flushes one page
// (fdatasync). Both are measured in one run, as the disk's own rate differs from one hour to the next.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "platform/database/database.h"
#include "tests/support/postgres_server.h"

namespace {

using namespace taqwim::database;
using taqwim::SchoolId;

constexpr int k_clients = 64;
constexpr int k_rows_of_a_client = 100;
constexpr int k_rows_of_a_bulk = 20'000;
constexpr std::string_view k_table =
    "CREATE TABLE entry (school_id BIGINT NOT NULL, entry_id BIGINT NOT NULL, mark_centi BIGINT, "
    "entered_at TEXT NOT NULL, PRIMARY KEY (school_id, entry_id))";

class Folder {
public:
    Folder()
        : path_(std::filesystem::temp_directory_path() /
                ("taqwim_bench_" + std::to_string(::getpid()) + "_database"))
    {
        std::filesystem::create_directories(path_);
    }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

void require(bool holds, const char* what)
{
    if (!holds)
        throw std::runtime_error(what);
}

// Appends a page and flushes it, for half a second.
double flushes_a_second(const Folder& folder)
{
    const int file = ::open(folder.file("flushes").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    require(file >= 0, "no file to flush");
    const std::vector<char> page(4096, 'x');
    const auto begun = std::chrono::steady_clock::now();
    std::chrono::duration<double> passed{};
    int flushes = 0;
    for (; passed.count() < 0.5; ++flushes, passed = std::chrono::steady_clock::now() - begun) {
        require(::write(file, page.data(), page.size()) == static_cast<ssize_t>(page.size()),
                "no page written");
        require(::fdatasync(file) == 0, "no flush");
    }
    ::close(file);
    return flushes / passed.count();
}

enum class On { sqlite, postgres };

// An empty database with its table, and all that it stands on.
struct Ground {
    explicit Ground(On backend)
    {
        if (backend == On::postgres)
            server = std::make_unique<taqwim::tests::PostgresServer>();
        auto opened =
            Database::open({.url = server ? server->make_database() : folder.file("bench.db")});
        require(static_cast<bool>(opened), "the database was not opened");
        database = std::move(*opened);
        require(static_cast<bool>(database->write_alone(
                    Partition::installation(), [](Session& session) { session.execute(k_table); })),
                "no table");
    }

    Folder folder;
    std::unique_ptr<taqwim::tests::PostgresServer> server;
    std::unique_ptr<Database> database;
};

void write_one(Database& database, std::int64_t school, std::int64_t entry)
{
    const auto stored = database.write(SchoolId{school}, [&](Session& session) {
        session.execute("INSERT INTO entry (school_id, entry_id, mark_centi, entered_at) VALUES "
                        "($1, $2, $3, $4)",
                        school, entry, 8'750, "2026-11-22T04:10:00.250Z");
    });
    require(static_cast<bool>(stored), "a write was refused");
}

void durable_writes(benchmark::State& state, On backend)
{
    const Ground ground(backend);
    Database& database = *ground.database;
    const double flushes = flushes_a_second(ground.folder);
    const std::uint64_t commits = database.figures().commits;
    std::int64_t round = 0;
    const auto begun = std::chrono::steady_clock::now();
    for (auto _ : state) {
        std::vector<std::thread> clients;
        for (int client = 0; client < k_clients; ++client)
            clients.emplace_back([&, client] {
                for (int i = 0; i < k_rows_of_a_client; ++i)
                    write_one(database, client, round * k_rows_of_a_client + i);
            });
        for (std::thread& client : clients)
            client.join();
        ++round;
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
    const auto rows = static_cast<double>(round * k_clients * k_rows_of_a_client);
    state.SetItemsProcessed(round * k_clients * k_rows_of_a_client);
    state.counters["disk_flushes/s"] = flushes;
    state.counters["rows/flush"] = rows / passed.count() / flushes;
    state.counters["rows/commit"] =
        rows / static_cast<double>(database.figures().commits - commits);
}
BENCHMARK_CAPTURE(durable_writes, sqlite_64_clients, On::sqlite)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(durable_writes, postgres_64_clients, On::postgres)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// Many rows in one transaction: what an import does.
void bulk_rows(benchmark::State& state, On backend)
{
    const Ground ground(backend);
    const std::vector<std::string_view> columns = {"school_id", "entry_id", "mark_centi",
                                                   "entered_at"};
    std::int64_t next = 0;
    for (auto _ : state) {
        std::vector<Value> values;
        values.reserve(k_rows_of_a_bulk * columns.size());
        for (int i = 0; i < k_rows_of_a_bulk; ++i)
            for (Value& value : std::vector<Value>{1, next++, 8'750, "2026-11-22T04:10:00.250Z"})
                values.push_back(std::move(value));
        require(static_cast<bool>(ground.database->write_alone(
                    SchoolId{1},
                    [&](Session& session) { session.insert_values("entry", columns, values); })),
                "a bulk was refused");
    }
    state.SetItemsProcessed(next);
}
BENCHMARK_CAPTURE(bulk_rows, sqlite, On::sqlite)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bulk_rows, postgres, On::postgres)->UseRealTime()->Unit(benchmark::kMillisecond);

// One row by its key, a snapshot for each: what most requests begin with.
void find_by_key(benchmark::State& state, On backend)
{
    const Ground ground(backend);
    for (std::int64_t i = 0; i < 1'000; ++i)
        if (i % 250 == 0)
            write_one(*ground.database, 1, i);
    for (auto _ : state)
        benchmark::DoNotOptimize(ground.database->read([](Session& session) {
            return session
                .find_one("SELECT mark_centi FROM entry WHERE school_id = $1 AND entry_id = $2", 1,
                          500)
                ->integer("mark_centi");
        }));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(find_by_key, sqlite, On::sqlite)->UseRealTime();
BENCHMARK_CAPTURE(find_by_key, postgres, On::postgres)->UseRealTime();

}  // namespace
