#include "app/nearest.h"

#include <algorithm>

namespace taqwim::app {

std::size_t letters_between(std::string_view a, std::string_view b)
{
    // Longer words are never slips of one another, and the work grows with both.
    constexpr std::size_t k_longest = 64;
    if (a.size() > k_longest || b.size() > k_longest)
        return a == b ? 0 : std::max(a.size(), b.size());
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min(
                {last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

void NearestWords::offer(std::string_view word)
{
    const std::size_t distance = letters_between(wanted_, word);
    const std::size_t allowed = std::max<std::size_t>(1, wanted_.size() / 2);
    if (distance > allowed)
        return;
    const auto place = std::ranges::upper_bound(nearest_, distance, {}, &Candidate::distance);
    if (place == nearest_.end() && nearest_.size() >= most_)
        return;
    nearest_.insert(place, Candidate{distance, std::string(word)});
    if (nearest_.size() > most_)
        nearest_.pop_back();
}

std::vector<std::string> NearestWords::words() const
{
    std::vector<std::string> words;
    for (const Candidate& candidate : nearest_)
        words.push_back(candidate.word);
    return words;
}

}  // namespace taqwim::app
