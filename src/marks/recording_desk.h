// Where entries that arrive at the same time meet. While one write of a school is being stored, what its other clients
// send gathers; one of them then takes all of it with it in one transaction (joined_recording.h). Who is alone does not wait.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "marks/joined_recording.h"
#include "school/record.h"

namespace taqwim::marks {

// Safe to share between threads. The calling threads do the work: the desk has none of its own.
class RecordingDesk {
public:
    explicit RecordingDesk(school::Record& record) : record_(record) {}

    // The answer, as of a write of its own; nothing when it has to be written alone: its cell was just changed by
    // another, or what they wrote together failed and was not stored. Throws a StorageFault where the database cannot say
    // whether it was stored. For at most k_most_joined_entries.
    [[nodiscard]] std::optional<Result<school::Answer>> record(const EntryWish& wish,
                                                               const RefusalWriter& write_refusal);

private:
    class Waiting;
    struct Counter {
        bool is_served = false;
        std::deque<Waiting*> queue;
    };

    [[nodiscard]] std::optional<std::vector<Waiting*>> begin(SchoolId school, Waiting& own);
    [[nodiscard]] std::vector<Waiting*> take(Counter& counter, Waiting& first);
    void serve(const std::vector<Waiting*>& together, const RefusalWriter& write_refusal);
    void leave(SchoolId school);

    school::Record& record_;
    std::mutex mutex_;
    std::map<std::int64_t, Counter> counters_;  // of the schools that are served now
};

}  // namespace taqwim::marks
