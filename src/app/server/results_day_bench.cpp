// Results day: guardians in open sessions look at their children's published results, over real sockets, with the server
// as `taqwim serve` runs it (guard, access log, request log, figures) and the load generator beside it on the same
// processors. The goal is 20,000 looks a second on two of them; each look stands in the access log when the run ends.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "app/server/installation.h"
#include "app/server/settings.h"
#include "app/server/system_clock.h"
#include "platform/http/log.h"
#include "platform/http/metrics.h"
#include "platform/http/server.h"
#include "regulations/registration.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/postgres_server.h"

namespace {

using namespace taqwim;

constexpr int k_connections = 64;
constexpr int k_rounds = 200;
constexpr std::int64_t k_students = 2000;
constexpr std::int64_t k_first = 10'000;
const SchoolId k_school{101};
constexpr std::int64_t k_class = 501;
constexpr std::int64_t k_year = 301;

// Eight subjects with four marks each, another year for every student.
std::string saudi_year(std::int64_t student)
{
    std::string plan;
    std::string marks;
    constexpr std::array codes = {"QRN", "TWH", "GRM", "LIT", "MTH", "SCI", "ENG", "HIS"};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const std::string group = i < 2 ? "ISLAMIC" : i < 4 ? "ARABIC" : "OTHER";
        plan += std::string(i == 0 ? "" : ",") + R"({"code": ")" + codes[i] + R"(", "group": ")" +
                group + R"(", "weekly_periods": 3})";
        const auto mark = [&](std::int64_t most, std::int64_t seed) {
            return '"' + std::to_string(most - (student * 7 + seed) % (most / 2)) + '"';
        };
        const auto seed = static_cast<std::int64_t>(i);
        marks += std::string(i == 0 ? "" : ",") + '"' + codes[i] + "\": [" + mark(20, seed) + "," +
                 mark(30, seed + 3) + "," + mark(20, seed + 5) + "," + mark(30, seed + 9) + "]";
    }
    return R"({"student_kind": "regular", "grade": 8, "school_year": "1446-1447", "plan": [)" +
           plan + R"(], "marks": {)" + marks + "}}";
}

class BenchFacts final : public results::FactsSource {
public:
    Result<results::YearFacts> facts(database::Session&, StudentId student,
                                     std::int64_t) const override
    {
        return results::YearFacts{
            .regulation = "sa_1426", .class_id = k_class, .json = saudi_year(student.value)};
    }
};

// An open server whose memory holds the results of `k_students`.
class ResultsDay {
public:
    explicit ResultsDay(const std::string& url)
    {
        const std::vector<std::string> assignments = {
            "database.url=" + (url.empty() ? "sqlite:" + folder_.path() + "/record.db" : url),
            "installation.key_folder=" + folder_.path() + "/keys", "session.second_factor=false"};
        const auto settings = app::Settings::read(
            std::nullopt, [](const char*) { return std::nullopt; }, assignments);
        auto opened = app::Installation::open(*settings, rule_sets_, clock_);
        if (!opened)
            throw std::runtime_error("the record does not open");
        installation_ = std::move(*opened);
        fill();

        http::Router router;
        installation_->add_routes(router);
        const auto log =
            std::make_shared<http::Log>(http::LogSettings{.file = folder_.path() + "/server.log"});
        const auto metrics = std::make_shared<http::Metrics>();
        server_ = std::make_unique<http::Server>(
            http::ServerSettings{.max_connections_of_one_peer = 4096}, std::move(router),
            http::bare_problem,
            std::vector{http::log_observer(log), http::metrics_observer(metrics)});
        if (server_->start())
            throw std::runtime_error("the server does not start");
        while (installation_->shown_results().figures().results <
               static_cast<std::size_t>(k_students))
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }

    // One request for each of so many sessions: every account's first, every account's second …
    std::vector<std::string> requests(std::int64_t sessions, std::string_view encoding)
    {
        std::vector<std::string> all;
        const auto stored = installation_->database().write(
            database::Partition::installation(), [&](database::Session& session) {
                all.clear();
                for (std::int64_t i = 0; i < sessions; ++i) {
                    const std::int64_t student = k_first + i % k_students;
                    const auto opened = installation_->access().sessions.open(
                        session, student, clock_.now(), std::nullopt);
                    all.push_back("GET /v1/schools/101/students/" + std::to_string(student) +
                                  "/results/301 HTTP/1.1\r\nHost: localhost\r\n"
                                  "User-Agent: Mozilla/5.0 (Linux; Android 14) bench\r\n"
                                  "Accept: application/json\r\nAccept-Language: ar\r\n"
                                  "Accept-Encoding: " +
                                  std::string(encoding) + "\r\nCookie: taqwim=" + opened.token +
                                  "\r\n\r\n");
                }
            });
        if (!stored)
            throw std::runtime_error("sessions were refused");
        return all;
    }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] app::Installation& installation() { return *installation_; }
    [[nodiscard]] std::int64_t looks_logged()
    {
        installation_->access().log.flush();
        while (installation_->access().log.waiting() > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return installation_->database().read([](database::Session& session) {
            return session
                .find_one("SELECT COUNT(*) AS n FROM access_log WHERE action = 'result.read'")
                ->integer("n");
        });
    }

private:
    void fill()
    {
        const auto stored = installation_->database().write_alone(
            k_school, [&](database::Session& session) { lay_down(session); });
        if (!stored)
            throw std::runtime_error("the school was refused");
        const BenchFacts facts;
        const results::Publications publications(facts, rule_sets_, {});
        school::Act act{.account_id = 1, .role = "head_teacher", .at = clock_.now()};
        const auto published =
            installation_->record().write_alone(k_school, act, [&](school::Changes& changes) {
                return publications.publish(changes, k_school,
                                            {.class_id = k_class, .visible_from = clock_.now()});
            });
        if (!published)
            throw std::runtime_error("the publication was refused");
    }

    static void lay_down(database::Session& session)
    {
        const database::Bytes nothing;
        session.execute("INSERT INTO directorate (directorate_id, country, name_ar, name_en) "
                        "VALUES (1, 'SA', 'd', 'd')");
        session.execute("INSERT INTO school (school_id, directorate_id, ministry_number, name_ar, "
                        "name_en, kind, shift, students_sex, utc_offset_minutes) "
                        "VALUES ($1, 1, '1', 's', 's', 'government', 'day', 'boys', 180)",
                        k_school);
        session.execute("INSERT INTO school_year (school_id, school_year_id, name, first_day, "
                        "last_day) VALUES ($1, $2, '1446-1447', '2024-08-18', '2025-06-26')",
                        k_school, k_year);
        session.execute("INSERT INTO study_plan (school_id, study_plan_id, school_year_id, grade, "
                        "track, regulation) VALUES ($1, 401, $2, 8, '', 'sa_1426')",
                        k_school, k_year);
        session.execute("INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, "
                        "name, capacity) VALUES ($1, $2, $3, 401, 'a', 30)",
                        k_school, k_class, k_year);
        for (std::int64_t id = k_first; id < k_first + k_students; ++id) {
            const std::string name = std::to_string(id);
            session.execute("INSERT INTO student (school_id, student_id, student_number, "
                            "name_parts, name_ar, name_en, search_name, sort_key, sex, "
                            "nationality) VALUES ($1, $2, $3, '[]', $3, $3, $3, $4, 'male', 'SA')",
                            k_school, id, name, nothing);
            session.execute("INSERT INTO enrolment (school_id, enrolment_id, student_id, "
                            "school_year_id, class_id, kind, is_newcomer, first_day) "
                            "VALUES ($1, $2, $2, $3, $4, 'regular', 0, '2024-08-18')",
                            k_school, id, k_year, k_class);
            session.execute("INSERT INTO guardian (school_id, guardian_id, name_ar, name_en, "
                            "search_name, sort_key) VALUES ($1, $2, $3, $3, $3, $4)",
                            k_school, id, name, nothing);
            session.execute("INSERT INTO guardianship (school_id, guardianship_id, guardian_id, "
                            "student_id, relation, first_day) "
                            "VALUES ($1, $2, $2, $2, 'father', '2020-01-01')",
                            k_school, id);
            session.execute(
                "INSERT INTO account (account_id, name, display_name) VALUES ($1, $2, $2)", id,
                name);
            session.execute("INSERT INTO account_link (account_id, school_id, kind, person_id) "
                            "VALUES ($1, $2, 'guardian', $1)",
                            id, k_school);
        }
    }

    tests::ScratchFolder folder_;
    app::SystemClock clock_;
    app::RuleSetList rule_sets_ = all_rule_sets();
    std::unique_ptr<app::Installation> installation_;
    std::unique_ptr<http::Server> server_;
};

// Each connection asks with one session after another and waits for every answer, as browsers do.
class Guardians {
public:
    Guardians(std::uint16_t port, std::vector<std::string> requests)
        : requests_(std::move(requests))
    {
        for (int i = 0; i < k_connections; ++i) {
            const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            const int yes = 1;
            setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
                0)
                throw std::runtime_error("no connection");
            polls_.push_back({descriptor, POLLIN, 0});
        }
    }
    ~Guardians()
    {
        for (const pollfd& poll : polls_)
            close(poll.fd);
    }
    Guardians(const Guardians&) = delete;
    Guardians& operator=(const Guardians&) = delete;

    // So many looks on each connection.
    void look(int rounds)
    {
        std::vector<int> left(polls_.size(), rounds);
        missing_.assign(polls_.size(), 0);
        for (const pollfd& poll : polls_)
            send_next(poll.fd);
        std::size_t active = polls_.size();
        while (active > 0) {
            if (poll(polls_.data(), polls_.size(), 10'000) <= 0)
                throw std::runtime_error("no answer");
            for (std::size_t i = 0; i < polls_.size(); ++i) {
                if ((polls_[i].revents & POLLIN) == 0 || !has_whole_answer(i))
                    continue;
                if (--left[i] > 0)
                    send_next(polls_[i].fd);
                else
                    --active;
            }
        }
    }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    void send_next(int descriptor)
    {
        const std::string& request = requests_[next_++ % requests_.size()];
        if (send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request.size()))
            throw std::runtime_error("not sent");
    }
    bool has_whole_answer(std::size_t connection)
    {
        const ssize_t size = recv(polls_[connection].fd, buffer_.data(), buffer_.size(), 0);
        if (size <= 0)
            throw std::runtime_error("closed");
        bytes_ += static_cast<std::uint64_t>(size);
        std::size_t& missing = missing_[connection];
        if (missing == 0) {
            // The server writes the head at once.
            const std::string_view text(buffer_.data(), static_cast<std::size_t>(size));
            const std::size_t end = text.find("\r\n\r\n");
            const std::size_t length = text.find("Content-Length: ");
            if (!text.starts_with("HTTP/1.1 200") || end == std::string_view::npos ||
                length == std::string_view::npos)
                throw std::runtime_error("another answer: " + std::string(text));
            missing = end + 4 + std::stoul(std::string(text.substr(length + 16, 12)));
        }
        missing -= static_cast<std::size_t>(size);
        return missing == 0;
    }

    std::vector<std::string> requests_;
    std::size_t next_ = 0;
    std::vector<pollfd> polls_;
    std::vector<std::size_t> missing_;
    std::array<char, 65536> buffer_{};
    std::uint64_t bytes_ = 0;
};

void run_day(benchmark::State& state, const std::string& url)
{
    ResultsDay day(url);
    const std::int64_t sessions = state.range(0);
    Guardians guardians(day.port(), day.requests(sessions, "gzip, deflate, br"));
    // Every session is known to the server before the clock runs, as it is after its first look.
    guardians.look(static_cast<int>(sessions / k_connections + 1));
    const std::int64_t before = day.looks_logged();
    const std::uint64_t given_before = day.installation().shown_results().figures().given;
    std::int64_t looks = 0;
    for (auto _ : state) {
        guardians.look(k_rounds);
        looks += std::int64_t{k_connections} * k_rounds;
    }
    state.SetItemsProcessed(looks);
    state.counters["bytes_a_look"] =
        benchmark::Counter(static_cast<double>(guardians.bytes()) /
                           static_cast<double>(looks + sessions / k_connections * k_connections));
    state.counters["from_memory"] = benchmark::Counter(
        static_cast<double>(day.installation().shown_results().figures().given - given_before) /
        static_cast<double>(looks));
    if (day.looks_logged() - before != looks)
        state.SkipWithError("looks are missing in the access log");
}

void results_day_sqlite(benchmark::State& state)
{
    run_day(state, {});
}
BENCHMARK(results_day_sqlite)
    ->ArgName("sessions")
    ->Arg(2000)
    ->Arg(20'000)
    ->Unit(benchmark::kMillisecond)
    ->MinTime(3)
    ->UseRealTime();

void results_day_postgres(benchmark::State& state)
{
    const tests::SharedPostgresDatabase database;
    run_day(state, database.url());
}
BENCHMARK(results_day_postgres)
    ->ArgName("sessions")
    ->Arg(2000)
    ->Arg(20'000)
    ->Unit(benchmark::kMillisecond)
    ->MinTime(3)
    ->UseRealTime();

}  // namespace
