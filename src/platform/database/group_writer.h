// The thread that writes, and its queue; of this room alone.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/refusal.h"
#include "platform/database/backend.h"

namespace taqwim::database {

// Stores works in groups, each group one transaction. `submit` is safe to share between threads.
class GroupWriter {
public:
    // on_thread runs first on the new thread.
    GroupWriter(Backend& backend, const DatabaseSettings& settings,
                std::function<void()> on_thread);
    // Stores what is in the queue, then ends the thread.
    ~GroupWriter();
    GroupWriter(const GroupWriter&) = delete;
    GroupWriter& operator=(const GroupWriter&) = delete;

    // Returns when the work is stored or was undone; throws what it threw, or the fault of its transaction. Refuses
    // with server_busy or server_stopping a work that then has not run.
    std::optional<Refusal> submit(Partition partition, detail::Company company,
                                  const detail::WriteWork& work);

    void forget_statements() { ++generation_; }
    void connect() { connection_ = backend_.connect_writer(); }
    void start();
    void stop();

    [[nodiscard]] std::uint64_t writes() const { return writes_; }
    [[nodiscard]] std::uint64_t commits() const { return commits_; }
    [[nodiscard]] std::uint64_t refused_as_busy() const { return refused_as_busy_; }
    [[nodiscard]] std::uint64_t repeated() const { return repeated_; }
    [[nodiscard]] std::uint64_t reconnects() const { return reconnects_; }
    [[nodiscard]] std::size_t waiting() const;

private:
    struct Job;

    void run();
    Job* next_of_group();
    void store_group(Job* first);
    void store_alone(Job& job);
    void run_alone_once(Job& job);
    void run_work(Job& job);
    void make_ready();
    void finish(Job& job, const std::exception_ptr& fault);

    Backend& backend_;
    const DatabaseSettings& settings_;
    std::function<void()> on_thread_;
    std::unique_ptr<Connection> connection_;  // of the thread

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job*> queue_;
    bool is_stopping_ = false;

    std::atomic<std::uint64_t> generation_ = 0;
    std::uint64_t prepared_generation_ = 0;
    std::atomic<std::uint64_t> writes_ = 0;
    std::atomic<std::uint64_t> commits_ = 0;
    std::atomic<std::uint64_t> refused_as_busy_ = 0;
    std::atomic<std::uint64_t> repeated_ = 0;
    std::atomic<std::uint64_t> reconnects_ = 0;
    std::thread thread_;
};

}  // namespace taqwim::database
