#include "marks/recording_desk.h"

#include <condition_variable>
#include <exception>
#include <set>
#include <string>
#include <utility>

#include "platform/database/storage_fault.h"

namespace taqwim::marks {

namespace {

constexpr std::size_t k_most_entries_together = 256;

}  // namespace

// Stands on the stack of the caller, who waits for it with a lock of his own: called all at once, they do not meet at
// the desk's.
class RecordingDesk::Waiting {
public:
    enum class Call : std::uint8_t { none, serve, done };

    explicit Waiting(const EntryWish& its_wish) : wish(its_wish) {}

    void call(Call call)
    {
        const std::lock_guard lock(mutex_);
        call_ = call;
        // Under the lock: once it is free, the caller may go, and this with him.
        called_.notify_one();
    }
    [[nodiscard]] Call wait()
    {
        std::unique_lock lock(mutex_);
        called_.wait(lock, [&] { return call_ != Call::none; });
        return call_;
    }

    const EntryWish& wish;
    std::optional<Result<school::Answer>> answer;  // none: to be written alone
    std::exception_ptr fault;

private:
    std::mutex mutex_;
    std::condition_variable called_;
    Call call_ = Call::none;
};

std::optional<Result<school::Answer>> RecordingDesk::record(const EntryWish& wish,
                                                            const RefusalWriter& write_refusal)
{
    const SchoolId school = wish.sheet.school;
    Waiting own(wish);
    if (const std::optional<std::vector<Waiting*>> together = begin(school, own)) {
        serve(*together, write_refusal);
        // The next is called last: the answers are on their way before, and more have gathered for him.
        for (Waiting* const one : *together)
            if (one != &own)
                one->call(Waiting::Call::done);
        leave(school);
    }
    if (own.fault)
        std::rethrow_exception(own.fault);
    return std::move(own.answer);
}

// Waits for its turn. Gives those whom it takes with it; none when another took it with him.
std::optional<std::vector<RecordingDesk::Waiting*>> RecordingDesk::begin(SchoolId school,
                                                                         Waiting& own)
{
    std::unique_lock lock(mutex_);
    Counter& counter = counters_[school.value];
    if (counter.is_served) {
        counter.queue.push_back(&own);
        lock.unlock();
        if (own.wait() == Waiting::Call::done)
            return std::nullopt;
        lock.lock();
    }
    counter.is_served = true;
    return take(counter, own);
}

// The first with those behind it; who sends the same key once more waits for the next time.
std::vector<RecordingDesk::Waiting*> RecordingDesk::take(Counter& counter, Waiting& first)
{
    std::vector<Waiting*> together{&first};
    std::set<std::pair<std::int64_t, std::string>> keys;
    const auto is_new = [&](const school::Act& act) {
        return act.client_key.empty() || keys.emplace(act.account_id, act.client_key).second;
    };
    is_new(*first.wish.act);
    std::size_t entries = first.wish.entries.size();
    std::deque<Waiting*> later;
    for (Waiting* const one : counter.queue)
        if (entries + one->wish.entries.size() <= k_most_entries_together &&
            is_new(*one->wish.act)) {
            entries += one->wish.entries.size();
            together.push_back(one);
        } else {
            later.push_back(one);
        }
    counter.queue = std::move(later);
    return together;
}

// Of a fault nothing was stored, and each goes alone and has its own outcome; unless the database cannot say so.
void RecordingDesk::serve(const std::vector<Waiting*>& together, const RefusalWriter& write_refusal)
{
    std::vector<const school::Act*> acts;
    std::map<const school::Act*, const EntryWish*> wish_of;
    for (const Waiting* const one : together) {
        acts.push_back(one->wish.act);
        wish_of.emplace(one->wish.act, &one->wish);
    }
    // Each its own: what one thread has done with, another may still read.
    const auto tell_all = [&](const database::StorageFault& fault) {
        for (Waiting* const one : together)
            one->fault = std::make_exception_ptr(fault);
    };
    try {
        auto answers = record_.write_joined(
            together.front()->wish.sheet.school, acts, [&](std::span<school::JoinedWrite> writes) {
                std::vector<const EntryWish*> wishes;
                for (const school::JoinedWrite& write : writes)
                    wishes.push_back(wish_of.at(&write.changes.act()));
                record_joined(wishes, writes, write_refusal);
            });
        for (std::size_t i = 0; i < together.size(); ++i)
            if (answers)
                together[i]->answer = std::move((*answers)[i]);
            else
                together[i]->answer = answers.refusal();
    } catch (const database::StorageFault& fault) {
        if (fault.may_be_stored())
            tell_all(fault);
    } catch (...) {
        // Written alone, the one that it came from meets it again, and is told.
    }
}

// Gives the counter to the next who waits, or closes it.
void RecordingDesk::leave(SchoolId school)
{
    const std::lock_guard lock(mutex_);
    const auto counter = counters_.find(school.value);
    std::deque<Waiting*>& queue = counter->second.queue;
    if (queue.empty()) {
        counters_.erase(counter);
        return;
    }
    Waiting* const next = queue.front();
    queue.pop_front();
    next->call(Waiting::Call::serve);
}

}  // namespace taqwim::marks
