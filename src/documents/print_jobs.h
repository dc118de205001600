// Printing that takes longer than a request: the papers of a class or a school, made in the background by one thread, with
// progress, and given as one file, or in a ZIP of single papers or of their tables as workbooks. A job is its maker's alone. What a job issued stands in the
// register, whatever becomes of the job; its file is forgotten k_kept_minutes after its end, earlier when k_most_ended others
// ended since, and with the process.
//
//   const auto job = jobs.begin(act, school, {.papers = …, .form = PrintForm::zip});
//   jobs.find(school, act, *job)->done;
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/clock.h"
#include "documents/paper_desk.h"

namespace taqwim::documents {

enum class PrintForm : std::uint8_t {
    one_file,
    zip,
    tables  // a ZIP of workbooks; of drafts alone
};

struct PrintOrder {
    std::string kind;
    std::vector<PaperWanted> papers;  // of that kind, of one stage
    Stage stage = Stage::draft;
    print::DigitSet digits = print::DigitSet::arabic_indic;
    PrintForm form = PrintForm::one_file;
    // Whether those are left out who hold one that stands: of the same kind, part, year and language.
    bool leaves_out_holders = false;
};

// Whose paper is not made again, and which one he holds.
struct LeftOut {
    std::optional<std::int64_t> student_id;
    std::optional<std::int64_t> class_id;
    std::string serial;
};

// A paper that could not be made; the others go on.
struct Unprinted {
    std::optional<std::int64_t> student_id;
    std::optional<std::int64_t> class_id;
    Refusal why;
};

struct PrintJob {
    enum class State : std::uint8_t { waiting, running, done, cancelled };

    std::int64_t id = 0;
    std::string kind;
    std::string part;                     // empty where the kind has none
    std::string subject;                  // empty: all of them
    std::vector<std::int64_t> class_ids;  // each once, as they were ordered
    Stage stage = Stage::draft;
    PrintForm form = PrintForm::one_file;
    State state = State::waiting;
    std::size_t total = 0;
    std::size_t done = 0;  // looked at, printed or not
    bool leaves_out_holders = false;
    std::size_t printed = 0;
    std::vector<Unprinted> unprinted;
    std::vector<LeftOut> left_out;
    Instant begun;
    std::optional<Instant> ended;
    bool has_file = false;
};

[[nodiscard]] std::string_view to_text(PrintForm form);
[[nodiscard]] std::string_view to_text(PrintJob::State state);

// A job as it was when it began, also when it is asked for again.
struct BegunJob {
    PrintJob job;
    bool is_repeat = false;
};

// Safe to share between threads. Everything given to it outlives it.
class PrintJobs {
public:
    PrintJobs(PaperDesk& desk, const Clock& clock) : desk_(desk), clock_(clock) {}
    ~PrintJobs();
    PrintJobs(const PrintJobs&) = delete;
    PrintJobs& operator=(const PrintJobs&) = delete;

    // The same key again gives the same job, and even in another process issues nothing twice. Refuses with
    // idempotency_key_reused (another order under the key), with value_out_of_range (no papers, or more than k_most_papers), server_busy while
    // k_most_jobs wait or run, what PaperDesk::refuses says, paper_without_table for tables of a kind that is none, value_not_listed for an issue of tables, and, of
    // an issue, as SigningKeys::opened does before anything begins.
    [[nodiscard]] Result<BegunJob> begin(const school::Act& act, SchoolId school, PrintOrder order);

    // Those of the acting account at the school, the newest first.
    [[nodiscard]] std::vector<PrintJob> jobs(const school::Act& act, SchoolId school);
    [[nodiscard]] std::optional<PrintJob> find(const school::Act& act, SchoolId school,
                                               std::int64_t job);
    // Whether there was something to cancel. What is printed by then can be fetched.
    bool cancel(const school::Act& act, SchoolId school, std::int64_t job);
    // Empty while the job runs, and when it printed nothing.
    [[nodiscard]] std::shared_ptr<const std::string> file(const school::Act& act, SchoolId school,
                                                          std::int64_t job);

    static constexpr std::size_t k_most_papers = 3000;
    static constexpr std::size_t k_most_jobs = 16;
    // Kept after their end, of everybody together.
    static constexpr std::size_t k_most_ended = 64;
    static constexpr std::int64_t k_kept_minutes = 60;

private:
    struct Kept {
        PrintJob first;
        PrintJob shown;
        std::int64_t account = 0;
        SchoolId school;
        school::Act act;
        PrintOrder order;
        bool is_cancelled = false;
        std::shared_ptr<const std::string> file;
    };
    using Made = std::vector<std::pair<std::string, std::string>>;  // name and file

    // Nothing for a request that did not come before.
    [[nodiscard]] std::optional<Result<BegunJob>> repeat_of(const school::Act& act);
    void run();
    void work(Kept& job);
    // With the lock not held.
    void print_some(Kept& job, std::span<const PaperWanted> some, Made& made);
    [[nodiscard]] Kept* own(const school::Act& act, SchoolId school, std::int64_t job);
    void forget_old();

    PaperDesk& desk_;
    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    std::map<std::int64_t, std::unique_ptr<Kept>> jobs_;
    std::deque<std::int64_t> waiting_;
    std::int64_t last_ = 0;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace taqwim::documents
