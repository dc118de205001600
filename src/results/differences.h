// What is different between two results, as both were shown: for the one who decides a correction and for the guardian
// who is told of it.
#pragma once

#include <string>
#include <vector>

#include "core/refusal.h"

namespace taqwim::results {

struct Difference {
    std::string place;   // "/subjects/MTH/final": a JSON pointer
    std::string before;  // JSON of the value; empty when it was not there
    std::string after;
};

// Both are JSON. In the order of their places; equal values are not listed.
[[nodiscard]] std::vector<Difference> differences(const std::string& before,
                                                  const std::string& after);

// [{"place": …, "before": …, "after": …}]
[[nodiscard]] std::string differences_json(const std::vector<Difference>& differences);

}  // namespace taqwim::results
