// A fixed number of threads behind a queue of fixed length.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace taqwim::http {

class WorkerPool {
public:
    using Task = std::function<void()>;  // must not throw
    // behind_others: the system lets other threads of this program go first when there is not enough processor.
    enum class Rank : std::uint8_t { ordinary, behind_others };

    // `on_waiting_changed` is told by how many the waiting tasks became more (+1) or fewer (-1).
    WorkerPool(std::size_t threads, std::size_t queue_length,
               std::function<void(int)> on_waiting_changed, Rank rank = Rank::ordinary);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // False when the queue is full, or the pool has stopped; the task was not taken then.
    [[nodiscard]] bool offer(Task task);

    // How long a task offered now would wait, by the tasks so far. At least a second.
    [[nodiscard]] std::chrono::seconds expected_wait() const;

    // Waits for the running tasks; those that wait are dropped.
    void stop();

private:
    void work();

    const std::size_t queue_length_;
    const std::function<void(int)> on_waiting_changed_;
    const Rank rank_;
    mutable std::mutex mutex_;
    std::condition_variable has_tasks_;
    std::deque<Task> tasks_;
    bool is_stopping_ = false;
    std::atomic<std::int64_t> usual_microseconds_{0};  // a sliding mean
    std::vector<std::thread> threads_;
};

}  // namespace taqwim::http
