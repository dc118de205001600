#include "platform/database/group_writer.h"

#include <chrono>
#include <utility>

#include "core/refusal_codes.h"

namespace taqwim::database {

namespace {

// How often a work runs again by itself when PostgreSQL says that it collided with another.
constexpr int k_collisions = 5;

}  // namespace

// Stands on the stack of the caller, who waits for it.
struct GroupWriter::Job {
    Partition partition;
    detail::Company company;
    const detail::WriteWork& work;

    bool is_kept = false;
    std::exception_ptr fault;  // of the work itself

    std::mutex mutex;
    std::condition_variable finished;
    bool is_finished = false;
};

GroupWriter::GroupWriter(Backend& backend, const DatabaseSettings& settings,
                         std::function<void()> on_thread)
    : backend_(backend), settings_(settings), on_thread_(std::move(on_thread))
{}

GroupWriter::~GroupWriter()
{
    stop();
}

void GroupWriter::start()
{
    thread_ = std::thread([this] { run(); });
}

void GroupWriter::stop()
{
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    arrived_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

std::size_t GroupWriter::waiting() const
{
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

std::optional<Refusal> GroupWriter::submit(Partition partition, detail::Company company,
                                           const detail::WriteWork& work)
{
    Job job{.partition = partition,
            .company = company,
            .work = work,
            .fault = {},
            .mutex = {},
            .finished = {}};
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_)
            return Refusal{RefusalCode::server_stopping, {}, {}, {}};
        if (queue_.size() >= settings_.waiting_writes) {
            ++refused_as_busy_;
            return Refusal{RefusalCode::server_busy, {{"seconds", "1"}}, {}, {}};
        }
        queue_.push_back(&job);
    }
    arrived_.notify_one();

    std::unique_lock lock(job.mutex);
    job.finished.wait(lock, [&] { return job.is_finished; });
    if (job.fault)
        std::rethrow_exception(job.fault);
    return std::nullopt;
}

namespace {

// The waiting thread's own: of one fault of the storage several threads are told, and none reads what another frees.
std::exception_ptr own(const std::exception_ptr& fault)
{
    try {
        if (fault)
            std::rethrow_exception(fault);
    } catch (const StorageFault& storage) {
        return std::make_exception_ptr(storage);
    } catch (...) {
        return fault;
    }
    return nullptr;
}

}  // namespace

// The caller may go on, and the job with it, as soon as the lock is given back.
void GroupWriter::finish(Job& job, const std::exception_ptr& fault)
{
    std::exception_ptr told = own(fault);
    if (!fault && job.is_kept)
        ++writes_;
    const std::lock_guard lock(job.mutex);
    job.fault = std::move(told);
    job.is_finished = true;
    job.finished.notify_one();
}

void GroupWriter::run()
{
    on_thread_();
    for (;;) {
        Job* first = nullptr;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [&] { return is_stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            first = queue_.front();
            queue_.pop_front();
        }
        if (first->company == detail::Company::alone)
            store_alone(*first);
        else
            store_group(first);
    }
}

GroupWriter::Job* GroupWriter::next_of_group()
{
    const std::lock_guard lock(mutex_);
    if (queue_.empty() || queue_.front()->company == detail::Company::alone)
        return nullptr;
    Job* job = queue_.front();
    queue_.pop_front();
    return job;
}

void GroupWriter::make_ready()
{
    if (!connection_ || connection_->is_lost()) {
        if (connection_)
            ++reconnects_;
        connection_.reset();
        connection_ = backend_.connect_writer();
        prepared_generation_ = generation_;
    } else if (const std::uint64_t now = generation_; prepared_generation_ != now) {
        connection_->forget_statements();
        prepared_generation_ = now;
    }
}

// A fault of any kind must leave through the job: one that left the thread would end the program.
//
// Runs one work between begin_work and keep_work or undo_work. What the work threw is kept in the job; what this throws
// is a fault of the transaction around it.
void GroupWriter::run_work(Job& job)
{
    job.is_kept = false;
    job.fault = nullptr;
    connection_->begin_work(job.partition.key());
    try {
        Session session(*connection_);
        const bool is_accepted = job.work(session) == detail::Verdict::keep;
        if (session.fault())
            throw StorageFault(*session.fault());
        if (is_accepted)
            connection_->settle();
        job.is_kept = is_accepted;
    } catch (...) {
        job.fault = std::current_exception();
    }
    if (job.is_kept && !connection_->is_in_transaction() && !connection_->is_lost()) {
        job.is_kept = false;
        job.fault = std::make_exception_ptr(ProgramFault("a work ended its transaction by itself"));
    }
    if (job.is_kept)
        connection_->keep_work();
    else if (connection_->is_in_transaction() && !connection_->is_lost())
        connection_->undo_work();
}

namespace {

bool is_collision_of(const std::exception_ptr& fault)
{
    if (!fault)
        return false;
    try {
        std::rethrow_exception(fault);
    } catch (const StorageFault& storage_fault) {
        return is_collision(storage_fault);
    } catch (...) {
        return false;
    }
}

}  // namespace

void GroupWriter::store_group(Job* first)
{
    const auto begun = std::chrono::steady_clock::now();
    std::vector<Job*>
        group;  // whose answers hold once this transaction is stored, refusals and faults too
    std::vector<Job*> separately;  // that run again by themselves
    try {
        make_ready();
        connection_->begin_write(detail::Company::group);
    } catch (...) {
        // A connection that went while nobody wrote is noticed here; a new one is worth a try.
        if (connection_ && connection_->is_lost())
            store_alone(*first);
        else
            finish(*first, std::current_exception());
        return;
    }

    bool is_broken = false;
    for (Job* job = first; job != nullptr;
         job = group.size() + separately.size() < settings_.group_writes &&
                       std::chrono::steady_clock::now() - begun < settings_.group_time
                   ? next_of_group()
                   : nullptr) {
        try {
            run_work(*job);
        } catch (...) {
            // begin_work, keep_work or undo_work: not this work's fault, and not the end of it.
            job->fault = nullptr;
            is_broken = true;
            separately.push_back(job);
            break;
        }
        if (connection_->is_lost()) {
            is_broken = true;
            separately.push_back(job);
            break;
        }
        if (!connection_->is_in_transaction()) {
            // This one took the transaction down with it, and alone bears the fault.
            is_broken = true;
            finish(*job, job->fault);
            break;
        }
        if (is_collision_of(job->fault))
            separately.push_back(job);
        else
            group.push_back(job);
    }

    if (is_broken) {
        // Nothing was stored, so the others of the group may run again; each alone, so that each has its own outcome.
        connection_->roll_back();
        separately.insert(separately.begin(), group.begin(), group.end());
    } else {
        try {
            connection_->commit();
            ++commits_;
            for (Job* job : group)
                finish(*job, job->fault);
        } catch (...) {
            const std::exception_ptr fault = std::current_exception();
            connection_->roll_back();
            for (Job* job : group)
                finish(*job, fault);
        }
    }
    for (Job* job : separately) {
        ++repeated_;
        store_alone(*job);
    }
}

void GroupWriter::run_alone_once(Job& job)
{
    make_ready();
    connection_->begin_write(job.company);
    run_work(job);
    if (!connection_->is_in_transaction() || connection_->is_lost())
        return;
    if (!job.is_kept) {
        connection_->roll_back();
        return;
    }
    try {
        connection_->commit();
        ++commits_;
    } catch (...) {
        job.is_kept = false;
        job.fault = std::current_exception();
        connection_->roll_back();
    }
}

void GroupWriter::store_alone(Job& job)
{
    bool is_reconnected = false;
    for (int collisions = 0;;) {
        try {
            run_alone_once(job);
        } catch (...) {
            job.is_kept = false;
            job.fault = std::current_exception();
            if (connection_)
                connection_->roll_back();
        }
        const auto may_be_stored = [&] {
            try {
                std::rethrow_exception(job.fault);
            } catch (const StorageFault& fault) {
                return fault.may_be_stored();
            } catch (...) {
                return false;
            }
        };
        if (!job.fault)
            break;
        if (is_collision_of(job.fault) && ++collisions <= k_collisions) {
            ++repeated_;
            continue;
        }
        // The connection went before COMMIT was sent: nothing is stored, and a new one may do.
        if (connection_ && connection_->is_lost() && !may_be_stored() && !is_reconnected) {
            is_reconnected = true;
            ++repeated_;
            continue;
        }
        break;
    }
    finish(job, job.fault);
}

}  // namespace taqwim::database
