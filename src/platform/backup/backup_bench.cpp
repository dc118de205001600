// A backup of a ledger of 300,000 rows beside a plain copy of the same database file, flushed too, in the same run: taken,
// checked, restored. MB are those of the database's file, so that all rates can be compared.
#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "platform/backup/backup.h"

namespace {

using namespace taqwim;
using namespace taqwim::backup;
using database::Database;
using database::Session;
using database::Value;

constexpr std::int64_t k_rows = 300'000;
constexpr std::int64_t k_rows_of_a_batch = 10'000;

void require(bool holds, const char* what)
{
    if (!holds)
        throw std::runtime_error(what);
}

// A ledger as the marks' is one: ids that grow, instants, a chain's digest that nothing compresses.
const std::vector<database::Migration>& migrations()
{
    static const std::vector<database::Migration> all = {
        {1, "ledger", "migrations/0001_ledger.sql",
         "CREATE TABLE ledger (school_id BIGINT NOT NULL, ledger_id BIGINT NOT NULL, student_id "
         "BIGINT NOT NULL, "
         "mark_centi BIGINT, status TEXT NOT NULL, entered_at TEXT NOT NULL, digest BYTEA NOT "
         "NULL, "
         "PRIMARY KEY (school_id, ledger_id))"}};
    return all;
}

class Ground {
public:
    Ground()
        : folder_(std::filesystem::temp_directory_path() /
                  ("taqwim_bench_" + std::to_string(::getpid()) + "_backup"))
    {
        std::filesystem::create_directories(folder_);
        database_ = opened("source.db");
        require(static_cast<bool>(database::upgrade(*database_, migrations(), Instant{0})),
                "tables");
        crypto::SeededRandom random(7);
        for (std::int64_t first = 0; first < k_rows; first += k_rows_of_a_batch) {
            const auto stored = database_->write_alone(SchoolId{1}, [&](Session& session) {
                constexpr std::array<std::string_view, 7> k_columns = {
                    "school_id", "ledger_id",  "student_id", "mark_centi",
                    "status",    "entered_at", "digest"};
                std::vector<Value> values;
                for (std::int64_t row = first; row < first + k_rows_of_a_batch; ++row) {
                    crypto::Bytes digest(32);
                    random.fill(digest);
                    const auto bytes = std::as_bytes(std::span(digest));
                    values.insert(values.end(),
                                  {Value(1), Value(INT64_C(7'318'349'394'477'056) + row),
                                   Value(INT64_C(7'318'349'300'000'000) + row / 300),
                                   Value(row % 10'000), Value("present"),
                                   Value(Instant{1'795'000'000'000 + row * 997}),
                                   Value(database::Bytes(bytes.begin(), bytes.end()))});
                }
                session.insert_values("ledger", k_columns, values);
            });
            require(static_cast<bool>(stored), "rows");
        }
        // The log is copied into the file.
        database_.reset();
        database_ = opened("source.db");
    }
    ~Ground()
    {
        database_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Ground(const Ground&) = delete;
    Ground& operator=(const Ground&) = delete;

    [[nodiscard]] std::unique_ptr<Database> opened(const std::string& name) const
    {
        auto database = Database::open({.url = file(name)});
        require(static_cast<bool>(database), "the database was not opened");
        return std::move(*database);
    }
    [[nodiscard]] std::string file(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] Database& database() const { return *database_; }
    [[nodiscard]] std::int64_t bytes() const
    {
        return static_cast<std::int64_t>(std::filesystem::file_size(file("source.db")));
    }
    // Seconds that a plain copy takes, flushed.
    [[nodiscard]] double copy() const
    {
        const auto begun = std::chrono::steady_clock::now();
        std::filesystem::remove(file("copy"));
        std::filesystem::copy_file(file("source.db"), file("copy"));
        const int copied = ::open(file("copy").c_str(), O_WRONLY);
        require(copied >= 0 && ::fsync(copied) == 0, "the copy was not flushed");
        ::close(copied);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    }

private:
    std::filesystem::path folder_;
    std::unique_ptr<Database> database_;
};

const crypto::StreamKey& key()
{
    static const crypto::StreamKey made =
        crypto::StreamKey::from_key(*crypto::MasterKey::from_bytes(crypto::Bytes(32, 7)));
    return made;
}

void take(const Ground& ground, const std::string& name)
{
    std::filesystem::remove(ground.file(name));
    require(static_cast<bool>(write_backup(ground.database(), ground.file(name), key(),
                                           {.program = "bench", .taken_at = Instant{0}})),
            "no backup");
}

void tell(benchmark::State& state, const Ground& ground, double seconds)
{
    const auto bytes = static_cast<double>(ground.bytes());
    state.SetBytesProcessed(state.iterations() * ground.bytes());
    state.counters["copy_MB/s"] = bytes / 1e6 / ground.copy();
    state.counters["MB/s"] = bytes / 1e6 * static_cast<double>(state.iterations()) / seconds;
    if (std::filesystem::exists(ground.file("b")))
        state.counters["size_of_backup"] =
            static_cast<double>(std::filesystem::file_size(ground.file("b"))) / bytes;
}

template <class Work>
void measure(benchmark::State& state, const Ground& ground, Work&& work)
{
    const auto begun = std::chrono::steady_clock::now();
    for (auto _ : state)
        work();
    tell(state, ground,
         std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
}

void backup_taken(benchmark::State& state)
{
    const Ground ground;
    measure(state, ground, [&] { take(ground, "b"); });
}
BENCHMARK(backup_taken)->UseRealTime()->Unit(benchmark::kMillisecond);

void backup_checked(benchmark::State& state)
{
    const Ground ground;
    take(ground, "b");
    measure(state, ground,
            [&] { require(static_cast<bool>(check_backup(ground.file("b"), key())), "damaged"); });
}
BENCHMARK(backup_checked)->UseRealTime()->Unit(benchmark::kMillisecond);

void backup_restored(benchmark::State& state)
{
    const Ground ground;
    take(ground, "b");
    int round = 0;
    measure(state, ground, [&] {
        const auto empty = ground.opened("restored" + std::to_string(++round) + ".db");
        require(static_cast<bool>(restore_backup(*empty, ground.file("b"), key(),
                                                 {.migrations = migrations(), .now = Instant{0}})),
                "not restored");
    });
}
BENCHMARK(backup_restored)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
