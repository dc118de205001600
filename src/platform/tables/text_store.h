// Keeps texts where they are, so that views of them stay valid.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace taqwim::tables {

class TextStore {
public:
    // A view of a copy that lives as long as the store.
    std::string_view keep(std::string_view text)
    {
        if (text.empty())
            return {};
        if (text.size() > free_) {
            const std::size_t size = std::max(text.size(), k_block_size);
            blocks_.push_back(std::make_unique<char[]>(size));
            next_ = blocks_.back().get();
            free_ = size;
        }
        std::copy(text.begin(), text.end(), next_);
        const std::string_view kept(next_, text.size());
        next_ += text.size();
        free_ -= text.size();
        return kept;
    }

private:
    static constexpr std::size_t k_block_size = std::size_t{64} * 1024;

    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    std::size_t free_ = 0;
};

}  // namespace taqwim::tables
