#include "platform/http/worker_pool.h"

#include <algorithm>

#include <sys/resource.h>
#include <unistd.h>

namespace taqwim::http {

namespace {

constexpr int k_niceness_behind_others = 10;

}  // namespace

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_length,
                       std::function<void(int)> on_waiting_changed, Rank rank)
    : queue_length_(queue_length), on_waiting_changed_(std::move(on_waiting_changed)), rank_(rank)
{
    threads_.reserve(threads);
    for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i)
        threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

bool WorkerPool::offer(Task task)
{
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_ || tasks_.size() >= queue_length_)
            return false;
        tasks_.push_back(std::move(task));
    }
    has_tasks_.notify_one();
    on_waiting_changed_(+1);
    return true;
}

std::chrono::seconds WorkerPool::expected_wait() const
{
    std::size_t waiting = 0;
    {
        const std::lock_guard lock(mutex_);
        waiting = tasks_.size();
    }
    const auto each =
        std::chrono::microseconds(usual_microseconds_.load(std::memory_order_relaxed));
    const auto wait = each * static_cast<std::int64_t>(waiting) /
                      static_cast<std::int64_t>(std::max<std::size_t>(threads_.size(), 1));
    return std::max(std::chrono::seconds(1), std::chrono::ceil<std::chrono::seconds>(wait));
}

void WorkerPool::stop()
{
    std::deque<Task> dropped;
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        dropped.swap(tasks_);
    }
    has_tasks_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable())
            thread.join();
    if (!dropped.empty())
        on_waiting_changed_(-static_cast<int>(dropped.size()));
}

void WorkerPool::work()
{
    // Linux gives every thread its own niceness. Where that fails, the thread is as the others.
    if (rank_ == Rank::behind_others)
        static_cast<void>(
            ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), k_niceness_behind_others));
    while (true) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            has_tasks_.wait(lock, [this] { return is_stopping_ || !tasks_.empty(); });
            if (tasks_.empty())
                return;
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        on_waiting_changed_(-1);
        const auto start = std::chrono::steady_clock::now();
        task();
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::steady_clock::now() - start)
                              .count();
        const std::int64_t usual = usual_microseconds_.load(std::memory_order_relaxed);
        usual_microseconds_.store(usual == 0 ? took : usual + (took - usual) / 16,
                                  std::memory_order_relaxed);
    }
}

}  // namespace taqwim::http
