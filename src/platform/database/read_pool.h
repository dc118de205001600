// The connections that read; of this room alone.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/database/backend.h"

namespace taqwim::database {

// Opens connections as they are needed, up to its limit, and keeps them. Safe to share between threads.
class ReadPool {
public:
    ReadPool(Backend& backend, int limit, std::chrono::milliseconds wait)
        : backend_(backend), limit_(limit), wait_(wait)
    {}

    // Runs the work in one snapshot. Once more on a new connection when the first one proves to be lost.
    void run(const std::function<void(Session&)>& work);

    // Statements of connections are prepared anew from here on.
    void forget_statements() { ++generation_; }

    [[nodiscard]] std::uint64_t reads() const { return reads_; }
    [[nodiscard]] std::uint64_t repeated() const { return repeated_; }
    [[nodiscard]] std::uint64_t reconnects() const { return reconnects_; }

private:
    struct Member {
        std::unique_ptr<Connection> connection;
        std::uint64_t generation = 0;
    };

    [[nodiscard]] Member take();
    void give_back(Member member);
    // One connection is lost: so are, most likely, all that wait here.
    void drop_all();

    Backend& backend_;
    const int limit_;
    const std::chrono::milliseconds wait_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<Member> free_;
    int open_ = 0;  // in use and free together
    std::atomic<std::uint64_t> generation_ = 0;
    std::atomic<std::uint64_t> reads_ = 0;
    std::atomic<std::uint64_t> repeated_ = 0;
    std::atomic<std::uint64_t> reconnects_ = 0;
};

}  // namespace taqwim::database
