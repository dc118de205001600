// Everything that is wrong with the facts of one student-year, in the order found.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/fact_place.h"

namespace taqwim {

class ProblemList {
public:
    // A source with more problems than this is broken as a whole; the rest would tell nobody
    // anything.
    static constexpr std::size_t k_most = 200;

    void add(RefusalCode code, const Where& where, Arguments arguments, const char* clause = "")
    {
        if (problems_.size() < k_most)
            problems_.push_back({code, std::move(arguments), where.to_text(), clause});
    }
    void add(Refusal refusal)
    {
        if (problems_.size() < k_most)
            problems_.push_back(std::move(refusal));
    }

    [[nodiscard]] bool is_empty() const { return problems_.empty(); }
    [[nodiscard]] std::size_t size() const { return problems_.size(); }
    [[nodiscard]] const std::vector<Refusal>& all() const { return problems_; }
    [[nodiscard]] std::vector<Refusal> take() { return std::exchange(problems_, {}); }

private:
    std::vector<Refusal> problems_;
};

}  // namespace taqwim
