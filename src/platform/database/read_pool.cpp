#include "platform/database/read_pool.h"

#include <utility>

namespace taqwim::database {

void ReadPool::run(const std::function<void(Session&)>& work)
{
    for (bool is_repeat = false;; is_repeat = true) {
        Member member = take();
        try {
            member.connection->begin_read();
            Session session(*member.connection);
            work(session);
            member.connection->commit();
            ++reads_;
            give_back(std::move(member));
            return;
        } catch (const StorageFault&) {
            member.connection->roll_back();
            const bool is_lost = member.connection->is_lost();
            give_back(std::move(member));
            if (!is_lost || is_repeat)
                throw;
            drop_all();
            ++repeated_;
        } catch (...) {
            member.connection->roll_back();
            give_back(std::move(member));
            throw;
        }
    }
}

ReadPool::Member ReadPool::take()
{
    {
        std::unique_lock lock(mutex_);
        if (!freed_.wait_for(lock, wait_, [&] { return !free_.empty() || open_ < limit_; }))
            throw StorageFault(FaultKind::busy, "pool", "no connection to read with became free");
        if (!free_.empty()) {
            Member member = std::move(free_.back());
            free_.pop_back();
            lock.unlock();
            if (const std::uint64_t now = generation_; member.generation != now) {
                member.connection->forget_statements();
                member.generation = now;
            }
            return member;
        }
        ++open_;
    }
    try {
        return {backend_.connect_reader(), generation_};
    } catch (...) {
        give_back({});
        throw;
    }
}

void ReadPool::give_back(Member member)
{
    {
        const std::lock_guard lock(mutex_);
        if (member.connection && !member.connection->is_lost())
            free_.push_back(std::move(member));
        else
            --open_;
    }
    freed_.notify_one();
}

void ReadPool::drop_all()
{
    std::vector<Member> dropped;
    {
        const std::lock_guard lock(mutex_);
        dropped.swap(free_);
        open_ -= static_cast<int>(dropped.size());
    }
    ++reconnects_;
    freed_.notify_all();
}

}  // namespace taqwim::database
