#include "tests/support/database_kills.h"

#include <chrono>
#include <csignal>
#include <cstring>
#include <map>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace taqwim::tests {

namespace {

using namespace database;

constexpr int k_threads = 8;
constexpr std::int64_t k_rows_a_round = 10'000'000;

// note_id has no key of its own: were a work stored twice, both rows would show. Every second row is written with its
// sum in another table, so that half a transaction would show too.
constexpr const char* k_notes =
    "CREATE TABLE note (school_id BIGINT NOT NULL, note_id BIGINT NOT NULL)";
constexpr const char* k_totals =
    "CREATE TABLE total (school_id BIGINT NOT NULL PRIMARY KEY, notes BIGINT NOT NULL)";

void write_one(Database& database, SchoolId school, std::int64_t note)
{
    const auto stored = database.write(school, [&](Session& session) {
        session.execute("INSERT INTO note (school_id, note_id) VALUES ($1, $2)", school, note);
        session.execute("INSERT INTO total (school_id, notes) VALUES ($1, 1) ON CONFLICT "
                        "(school_id) DO UPDATE SET notes = total.notes + 1",
                        school);
    });
    (void)stored;
}

// Never returns. Each row's number goes into the pipe once it is acknowledged; so few bytes are written as a whole.
[[noreturn]] void write_until_killed(const DatabaseSettings& settings, int round, int acknowledged)
{
    try {
        auto opened = Database::open(settings);
        if (!opened)
            ::_exit(3);
        std::vector<std::thread> threads;
        for (int t = 0; t < k_threads; ++t)
            threads.emplace_back([&, t] {
                for (std::int64_t i = 0;; ++i) {
                    const std::int64_t note =
                        (std::int64_t{round} * k_threads + t) * k_rows_a_round + i;
                    write_one(**opened, SchoolId{t}, note);
                    if (::write(acknowledged, &note, sizeof note) != sizeof note)
                        ::_exit(4);
                }
            });
        for (std::thread& thread : threads)
            thread.join();
    } catch (...) {}
    ::_exit(5);
}

void kill_once(const DatabaseSettings& settings, int round, std::chrono::milliseconds after,
               std::set<std::int64_t>& acknowledged, std::string& problem)
{
    int ends[2];
    if (::pipe(ends) != 0) {
        problem = "no pipe";
        return;
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        write_until_killed(settings, round, ends[1]);
    }
    ::close(ends[1]);
    std::thread reader([&] {
        std::int64_t note = 0;
        while (::read(ends[0], &note, sizeof note) == sizeof note)
            acknowledged.insert(note);
    });
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    reader.join();
    ::close(ends[0]);
    if (!WIFSIGNALED(status))
        problem = "the child ended by itself with " + std::to_string(WEXITSTATUS(status));
}

std::string look(const DatabaseSettings& settings, const std::set<std::int64_t>& acknowledged,
                 std::int64_t& stored)
{
    auto opened = Database::open(settings);
    if (!opened)
        return "the database cannot be opened";
    std::string problem;
    (*opened)->read([&](Session& session) {
        std::map<std::int64_t, int> times;
        session.for_each("SELECT note_id FROM note",
                         [&](const Row& row) { ++times[row.integer("note_id")]; });
        stored = static_cast<std::int64_t>(times.size());
        for (const auto& [note, count] : times)
            if (count != 1)
                problem = "stored " + std::to_string(count) + " times: " + std::to_string(note);
        for (const std::int64_t note : acknowledged)
            if (!times.contains(note))
                problem = "acknowledged and lost: " + std::to_string(note);
        const auto sum = session.find_one("SELECT COALESCE(sum(notes), 0) AS notes FROM total");
        if (sum->integer("notes") != stored)
            problem = "half a transaction: " + std::to_string(sum->integer("notes")) +
                      " counted and " + std::to_string(stored) + " stored";
    });
    if ((*opened)->can_copy_itself()) {
        const auto check = (*opened)->read([](Session& session) {
            return session.find_one("PRAGMA integrity_check")->text("integrity_check");
        });
        if (check != "ok")
            problem = "integrity_check: " + check;
    }
    return problem;
}

}  // namespace

KillReport kill_while_writing(const DatabaseSettings& settings, int kills, unsigned seed)
{
    KillReport report;
    {
        auto opened = Database::open(settings);
        if (!opened || !(*opened)->write_alone(Partition::installation(), [](Session& session) {
                session.execute(k_notes);
                session.execute(k_totals);
            })) {
            report.problem = "the tables were not made";
            return report;
        }
    }
    std::mt19937 draw(seed);
    std::set<std::int64_t> acknowledged;
    for (int round = 0; round < kills && report.problem.empty(); ++round) {
        kill_once(settings, round, std::chrono::milliseconds(30 + draw() % 170), acknowledged,
                  report.problem);
        if (report.problem.empty())
            report.problem = look(settings, acknowledged, report.stored);
    }
    report.acknowledged = static_cast<std::int64_t>(acknowledged.size());
    return report;
}

}  // namespace taqwim::tests
