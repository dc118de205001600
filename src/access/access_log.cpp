#include "access/access_log.h"

#include <chrono>
#include <exception>
#include <map>
#include <utility>

namespace taqwim::access {

namespace {

constexpr std::size_t k_group = 2000;
constexpr std::chrono::milliseconds k_pause_after_fault{500};

}  // namespace

AccessLog::AccessLog(database::Database& database, IdSource& ids, std::size_t most_waiting)
    : database_(database), ids_(ids), most_waiting_(most_waiting), writer_([this] { run(); })
{}

AccessLog::~AccessLog()
{
    {
        const std::scoped_lock lock(mutex_);
        is_stopping_ = true;
    }
    something_waits_.notify_all();
    writer_.join();
}

bool AccessLog::add(AccessEntry entry, std::chrono::milliseconds patience)
{
    {
        std::unique_lock lock(mutex_);
        if (patience.count() > 0)
            round_ended_.wait_for(lock, patience,
                                  [&] { return is_stopping_ || waiting_.size() < most_waiting_; });
        if (waiting_.size() >= most_waiting_) {
            if (entry.was_refused)
                ++lost_;
            return false;
        }
        entry.access_log_id = ids_.next(entry.at);
        waiting_.push_back(std::move(entry));
    }
    something_waits_.notify_one();
    return true;
}

void AccessLog::flush()
{
    std::unique_lock lock(mutex_);
    // The round that runs now may have begun before the last entry came.
    const std::uint64_t enough = rounds_ + 2;
    something_waits_.notify_one();
    round_ended_.wait(lock, [&] {
        return is_stopping_ || (waiting_.empty() && !is_writing_) || rounds_ >= enough;
    });
}

std::uint64_t AccessLog::lost() const
{
    const std::scoped_lock lock(mutex_);
    return lost_;
}

std::size_t AccessLog::waiting() const
{
    const std::scoped_lock lock(mutex_);
    return waiting_.size();
}

void AccessLog::run()
{
    std::unique_lock lock(mutex_);
    bool may_be_stored = false;
    while (true) {
        something_waits_.wait(lock, [&] { return is_stopping_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        // They stay in the queue until they are stored, so that what waits is counted whole.
        const std::size_t count = std::min(waiting_.size(), k_group);
        const std::vector<AccessEntry> group(waiting_.begin(),
                                             waiting_.begin() + static_cast<std::ptrdiff_t>(count));
        is_writing_ = true;
        lock.unlock();
        const bool is_stored = write(group, may_be_stored);
        lock.lock();
        is_writing_ = false;
        ++rounds_;
        // What is written after a fault may hold what was stored before it, until a whole round went well.
        may_be_stored = !is_stored;
        if (is_stored) {
            waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
        } else if (is_stopping_) {
            lost_ += waiting_.size();
            waiting_.clear();
        }
        round_ended_.notify_all();
        if (!is_stored)
            something_waits_.wait_for(lock, k_pause_after_fault, [&] { return is_stopping_; });
    }
}

bool AccessLog::write(const std::vector<AccessEntry>& entries, bool may_be_stored)
{
    std::map<SchoolId, std::vector<AccessEntry>> by_school;
    for (const AccessEntry& entry : entries)
        by_school[entry.school].push_back(entry);
    bool is_stored = true;
    for (const auto& [school, of_school] : by_school) {
        try {
            const auto stored = database_.write(school, [&](database::Session& session) {
                if (may_be_stored)
                    access_log_store::insert_missing(session, school, of_school);
                else
                    access_log_store::insert(session, school, of_school);
            });
            is_stored = stored && is_stored;
        } catch (const std::exception&) {
            is_stored = false;
        }
    }
    return is_stored;
}

}  // namespace taqwim::access
