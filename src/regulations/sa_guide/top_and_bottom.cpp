#include "regulations/sa_guide/top_and_bottom.h"

#include <algorithm>

namespace taqwim::sa_guide {

namespace {

// The students of the first so many different totals of a list in the order of places.
std::vector<std::size_t> first_places(const std::vector<std::size_t>& ordered,
                                      std::span<const std::optional<Mark>> totals, int places)
{
    std::vector<std::size_t> students;
    int place = 0;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        if (i == 0 || *totals[ordered[i]] != *totals[ordered[i - 1]])
            ++place;
        if (place > places)
            break;
        students.push_back(ordered[i]);
    }
    return students;
}

}  // namespace

KeptPapers kept_papers(std::span<const std::optional<Mark>> totals, const RetentionRules& rules,
                       Trace& trace)
{
    auto step = trace.enter("PG-17.D.30", "kept_papers");
    std::vector<std::size_t> ordered;
    for (std::size_t student = 0; student < totals.size(); ++student)
        if (totals[student])
            ordered.push_back(student);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&totals](std::size_t a, std::size_t b) { return *totals[a] > *totals[b]; });
    KeptPapers kept;
    kept.top = first_places(ordered, totals, step.read(rules.top_places));

    ordered.erase(ordered.begin(), ordered.begin() + static_cast<std::ptrdiff_t>(kept.top.size()));
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&totals](std::size_t a, std::size_t b) { return *totals[a] < *totals[b]; });
    kept.bottom = first_places(ordered, totals, step.read(rules.bottom_places));
    step.value("top", Exact(static_cast<int>(kept.top.size())));
    step.value("bottom", Exact(static_cast<int>(kept.bottom.size())));
    return kept;
}

}  // namespace taqwim::sa_guide
