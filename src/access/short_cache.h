// A bounded cache of what was just read. Entries live for a few seconds, so that what another process changed is seen
// soon; what this process changes is forgotten at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "core/instant.h"

namespace taqwim::access {

// Safe to share between threads.
template <class Key, class Content>
class ShortCache {
public:
    using Pointer = std::shared_ptr<const Content>;

    ShortCache(std::size_t most, std::int64_t seconds) : most_(most), milliseconds_(seconds * 1000)
    {}

    [[nodiscard]] Pointer find(const Key& key, Instant now)
    {
        const std::scoped_lock lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end())
            return nullptr;
        // A clock that was set back makes an entry too old, never too young.
        const std::int64_t age = now.milliseconds - found->second.at.milliseconds;
        if (age < 0 || age >= milliseconds_) {
            order_.erase(found->second.place);
            entries_.erase(found);
            return nullptr;
        }
        order_.splice(order_.begin(), order_, found->second.place);
        return found->second.content;
    }

    // To be asked before reading what is then kept: what was forgotten meanwhile is not kept.
    [[nodiscard]] std::uint64_t generation()
    {
        const std::scoped_lock lock(mutex_);
        return generation_;
    }

    void keep(const Key& key, Pointer content, Instant now, std::uint64_t generation)
    {
        const std::scoped_lock lock(mutex_);
        if (generation != generation_)
            return;
        const auto [place, is_new] = entries_.try_emplace(key);
        if (is_new) {
            order_.push_front(key);
            place->second.place = order_.begin();
        }
        place->second.content = std::move(content);
        place->second.at = now;
        while (entries_.size() > most_) {
            entries_.erase(order_.back());
            order_.pop_back();
        }
    }

    void forget(const Key& key)
    {
        forget_if([&](const Key& other, const Content&) { return other == key; });
    }

    void forget_all()
    {
        const std::scoped_lock lock(mutex_);
        ++generation_;
        entries_.clear();
        order_.clear();
    }

    void forget_if(const std::function<bool(const Key&, const Content&)>& is_meant)
    {
        const std::scoped_lock lock(mutex_);
        ++generation_;
        for (auto entry = entries_.begin(); entry != entries_.end();) {
            if (is_meant(entry->first, *entry->second.content)) {
                order_.erase(entry->second.place);
                entry = entries_.erase(entry);
            } else {
                ++entry;
            }
        }
    }

    [[nodiscard]] std::size_t size()
    {
        const std::scoped_lock lock(mutex_);
        return entries_.size();
    }

private:
    struct Entry {
        Pointer content;
        Instant at;
        typename std::list<Key>::iterator place;
    };

    std::size_t most_;
    std::int64_t milliseconds_;
    std::mutex mutex_;
    std::uint64_t generation_ = 0;
    std::map<Key, Entry> entries_;
    std::list<Key> order_;  // the last used first
};

}  // namespace taqwim::access
