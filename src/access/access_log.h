// Who looked at what is sensitive, and who tried what he may not: SR-3.7, OM-64.
//
// Entries are written by a thread of the log, many at once, so that nobody waits for them. What waits is bounded; when
// there is no room, the look itself is refused: nothing is looked at that is not written down. Refused attempts
// without room are counted, so that their loss shows.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/identity.h"
#include "core/instant.h"
#include "platform/crypto/digest.h"
#include "platform/database/database.h"

namespace taqwim::access {

struct AccessEntry {
    SchoolId school;
    std::int64_t access_log_id = 0;  // given by the log
    std::int64_t account_id = 0;
    std::string role;
    std::string action;  // the route's name
    std::optional<std::int64_t> student_id = std::nullopt;
    std::string subject;  // "class 7318… MATHS": kinds, ids and codes of subjects, no names
    Instant at;
    bool was_refused = false;
    // SR-3.6: of looks at results of many students; empty for others.
    std::string purpose = {};
    std::string filter = {};                                     // what was asked for
    std::optional<crypto::Digest> answer_digest = std::nullopt;  // of what was given
    std::optional<std::int64_t> directorate_id =
        std::nullopt;  // of an office's look at its schools
};

// Safe to share between threads.
class AccessLog {
public:
    AccessLog(database::Database& database, IdSource& ids, std::size_t most_waiting = 20'000);
    // Writes what waits, as far as the database takes it.
    ~AccessLog();
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    // False when there is no room, also after waiting so long for some: the look must then not be given.
    [[nodiscard]] bool add(AccessEntry entry,
                           std::chrono::milliseconds patience = std::chrono::milliseconds(0));

    // Waits until what was added before is written, or the database refused it.
    void flush();

    // Refused attempts that found no room, and entries that were still waiting for a database that did not come back
    // when the log ended.
    [[nodiscard]] std::uint64_t lost() const;
    [[nodiscard]] std::size_t waiting() const;

private:
    void run();
    // Gives whether they are stored. `may_be_stored`: some were written before, by a round that met a fault.
    [[nodiscard]] bool write(const std::vector<AccessEntry>& entries, bool may_be_stored);

    database::Database& database_;
    IdSource& ids_;
    std::size_t most_waiting_;
    mutable std::mutex mutex_;
    std::condition_variable something_waits_;
    std::condition_variable round_ended_;
    std::deque<AccessEntry> waiting_;
    std::uint64_t lost_ = 0;
    std::uint64_t rounds_ = 0;
    bool is_writing_ = false;
    bool is_stopping_ = false;
    std::thread writer_;
};

namespace access_log_store {

struct SeenEntry {
    AccessEntry entry;
    std::string display_name;  // of who looked
};

void insert(database::Session& session, SchoolId school, const std::vector<AccessEntry>& entries);
// Those of them that are not stored yet.
void insert_missing(database::Session& session, SchoolId school,
                    const std::vector<AccessEntry>& entries);
// The newest first, those before `before`; of one student when one is given.
[[nodiscard]] std::vector<SeenEntry> list(database::Session& session, SchoolId school,
                                          std::optional<std::int64_t> student_id,
                                          std::int64_t before, std::int64_t limit);
// The same of what the offices of a directorate looked at: the counts of its schools.
[[nodiscard]] std::vector<SeenEntry> list_of_directorate(database::Session& session,
                                                         std::int64_t directorate_id,
                                                         std::int64_t before, std::int64_t limit);

}  // namespace access_log_store
}  // namespace taqwim::access
