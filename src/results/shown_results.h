// Published results in memory: results day is a feature. Each is made ready once, as the bytes that browsers take
// (gzip; both languages are in one answer), and given out on the I/O thread.
//
//   ShownResults shown(record, publications, {});
//   shown.start();                                   // fills itself beside the running server
//   if (const auto result = shown.find(student, year, now)) …
//
// What is not here is answered from the database, with the same content: this is only ever a faster way. Nothing here
// decides who may look; the guard does, for each request.
//
// What is kept is right for a moment that lies at most `trusted_for` back. Every write that changes what is shown raises
// a count of the school in its own transaction (shown_generation). A write of this process says so with `changed`
// before it is answered; those of other processes are seen by reading the counts every `check_period`. When that could
// not be done lately, nothing is given out from here.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/identity.h"
#include "core/instant.h"
#include "results/publications.h"
#include "school/record.h"

namespace taqwim::results {

struct ShownSettings {
    // Of everything that is kept. What is asked for then takes the place of what was not asked for longest, when that
    // is at least `kept_for` ago: where everything is asked for all the time, nothing is made ready for nothing.
    std::size_t most_bytes = std::size_t{256} * 1024 * 1024;
    std::chrono::milliseconds kept_for{60'000};
    std::chrono::milliseconds check_period{250};
    std::chrono::milliseconds trusted_for{1000};
};

// A result that is ready to be sent, as a family is given it. Its bytes are shared and never change.
struct ReadyResult {
    Instant visible_from;
    bool is_whole = true;  // staff are given the same (family_view.h)
    std::shared_ptr<const std::string> gzip;
    std::string etag_of_gzip;
};

// Safe to share between threads.
class ShownResults {
public:
    using Pointer = std::shared_ptr<const ReadyResult>;

    struct Figures {
        std::size_t results = 0;
        std::size_t bytes = 0;
        std::size_t waiting = 0;  // to be made ready
        std::uint64_t given = 0;
        std::uint64_t not_at_hand = 0;
    };

    // Both outlive it.
    ShownResults(school::Record& record, const Publications& publications, ShownSettings settings);
    ~ShownResults();
    ShownResults(const ShownResults&) = delete;
    ShownResults& operator=(const ShownResults&) = delete;

    // A thread that keeps what is here right, and makes ready what is missing: first the newest published year of every
    // school, as far as there is room. Once.
    void start();

    // What is shown at this moment; nothing when it is not at hand, not visible yet, withheld, or was not checked
    // lately. Never waits for the database.
    [[nodiscard]] Pointer find(const YearOfStudent& wanted, Instant now);

    // To be made ready when there is time, for who asks again.
    void want(const YearOfStudent& wanted);

    // After a write of this process was stored: what it changed, and the school's count as the write left it. When it
    // returns, nothing of what was before is given out.
    void changed(SchoolId school, std::int64_t generation, const std::vector<YearOfStudent>& years);

    // The parts of the thread's work, for tests: one look at the counts of all schools, and everything that waits.
    void check();
    void make_ready();

    [[nodiscard]] Figures figures() const;

private:
    using Steady = std::chrono::steady_clock;

    struct Entry {
        std::vector<Pointer> versions;  // the newest first
        std::size_t bytes = 0;
        Steady::time_point used_at;
        std::list<YearOfStudent>::iterator place;
    };
    struct School {
        std::int64_t generation = 0;
        std::map<YearOfStudent, Entry> entries;
    };
    // Read in one snapshot.
    struct Made {
        YearOfStudent year;
        std::int64_t generation = 0;
        std::vector<Pointer> versions;
        std::size_t bytes = 0;
    };

    void run();
    [[nodiscard]] bool is_stopping() const;
    // One batch of what waits; false when nothing does.
    bool make_some();
    [[nodiscard]] std::vector<Made> read_batch(const std::vector<YearOfStudent>& years);
    void queue_newest_year(SchoolId school);

    // With the lock held.
    void keep(Made made, bool was_asked_for);
    void drop(School& school, std::map<YearOfStudent, Entry>::iterator entry);
    void begin_anew(SchoolId id, School& school, std::int64_t generation);
    void queue(const YearOfStudent& year, bool was_asked_for);
    [[nodiscard]] bool make_room(std::size_t bytes, bool may_displace);

    school::Record& record_;
    const Publications& publications_;
    const ShownSettings settings_;

    mutable std::mutex mutex_;
    std::condition_variable wakes_;
    std::map<SchoolId, School> schools_;
    std::list<YearOfStudent> order_;  // the last used first
    std::size_t bytes_ = 0;
    std::optional<Steady::time_point> checked_at_;
    std::deque<SchoolId> schools_to_fill_;
    std::deque<YearOfStudent> waiting_;
    std::map<YearOfStudent, bool> is_waiting_;  // and whether somebody asked for it
    std::uint64_t given_ = 0;
    std::uint64_t not_at_hand_ = 0;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace taqwim::results
