#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace taqwim::tests {

using Names = std::set<std::string>;

// The names that the rules of some folders write into their traces, read from their sources: what message files must
// have words for. Only names written where the trace is called are seen; a name that comes in a variable is not.
class TraceNames {
public:
    // Folders by their path from the project's root.
    explicit TraceNames(const std::vector<std::string>& folders);

    [[nodiscard]] Names rules() const;    // of trace.enter
    [[nodiscard]] Names clauses() const;  // of trace.enter
    [[nodiscard]] Names steps() const;    // of values, results, checks and roundings
    [[nodiscard]] Names notes() const;
    [[nodiscard]] Names missing() const;

private:
    // The texts that stand as the `place`th argument of calls of `function` that have at least so many.
    [[nodiscard]] Names literals(std::string_view function, std::size_t place = 0,
                                 std::size_t least_arguments = 0) const;

    std::vector<std::string> sources_;
};

// A sentence of one of these rules: its name with .met, .not_met, .undetermined or .text.
[[nodiscard]] bool is_sentence_of(std::string_view key, const Names& rules);

}  // namespace taqwim::tests
