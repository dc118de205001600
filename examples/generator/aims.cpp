#include "aims.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string>

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::index;

constexpr int k_best = 4;

int sum_of(const std::vector<int>& numbers)
{
    return std::accumulate(numbers.begin(), numbers.end(), 0);
}

// 60 of 100 marks for the levels, 40 for the points.
int formative_sixtieths(int levels, int competencies)
{
    return 60 * k_sixtieths * levels / (competencies * k_best);
}
int summative_sixtieths(int points, int units)
{
    return 40 * k_sixtieths * points / (units * k_best);
}

// So many levels or points, spread over their places as evenly as chance allows. Settled places keep theirs.
std::vector<int> spread(int sum, int places, const std::vector<int>& settled, Random& random)
{
    std::vector<int> result(static_cast<std::size_t>(places), 0);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (i < settled.size() && settled[i] >= 0)
            sum -= result[i] = settled[i];
        else
            open.push_back(i);
    }
    random.shuffle(open);
    while (sum > 0) {
        for (const std::size_t place : open) {
            if (sum == 0)
                break;
            if (result[place] == k_best)
                continue;
            ++result[place];
            --sum;
        }
    }
    // One up, one down now and then: pupils are seldom equally good at everything.
    if (open.size() > 1 && random.chance(60)) {
        int& up = result[open.front()];
        int& down = result[open.back()];
        if (up < k_best && down > 0) {
            ++up;
            --down;
        }
    }
    return result;
}

struct TermSum {
    int levels = 0;
    int points = 0;
    int sixtieths = 0;
};

// Every sum of levels and points that a term can have within the limits.
std::vector<TermSum> sums_of_term(Subject subject, std::size_t term, const AimLimits& limits)
{
    const int competencies = competencies_of(subject);
    const int units = units_of(subject);
    int settled = 0;
    int open = units;
    for (const int points : limits.settled_points[term]) {
        if (points < 0)
            continue;
        settled += points;
        --open;
    }
    std::vector<TermSum> sums;
    for (int levels = 0; levels <= competencies * k_best; ++levels) {
        for (int points = settled; points <= settled + open * k_best; ++points) {
            const int sixtieths =
                formative_sixtieths(levels, competencies) + summative_sixtieths(points, units);
            if (sixtieths >= limits.least[term] && sixtieths <= limits.most[term])
                sums.push_back({levels, points, sixtieths});
        }
    }
    return sums;
}

TermAim aim_of(Subject subject, std::size_t term, const TermSum& sum, const AimLimits& limits,
               Random& random)
{
    return {spread(sum.levels, competencies_of(subject), {}, random),
            spread(sum.points, units_of(subject), limits.settled_points[term], random)};
}

int drawn_level(int expected, int reach, Random& random)
{
    return std::clamp((expected + random.around_zero(reach) + 50) / 100, 0, k_best);
}

// The level to expect of him, in hundredths.
int expected_level(Subject subject, const Ability& ability)
{
    const int practical = is_scientific(subject) ? 0 : 40;
    return std::clamp(
        310 + (ability.general - 50 + ability.of_subject[index(subject)]) * 3 + practical, 60, 400);
}

}  // namespace

int sixtieths_of(const TermAim& aim)
{
    return formative_sixtieths(sum_of(aim.levels), static_cast<int>(aim.levels.size())) +
           summative_sixtieths(sum_of(aim.points), static_cast<int>(aim.points.size()));
}

std::optional<YearAim> aim_at_sum(Subject subject, int sum, const AimLimits& limits, Random& random)
{
    const std::vector<TermSum> first = sums_of_term(subject, 0, limits);
    const std::vector<TermSum> second = sums_of_term(subject, 1, limits);
    // How far apart the terms are, and how far levels and points are from telling the same story.
    const auto unlikeliness = [&](const TermSum& a, const TermSum& b) {
        int far = std::abs(a.sixtieths - b.sixtieths);
        for (const TermSum& one : {a, b})
            far +=
                std::abs(one.levels * units_of(subject) - one.points * competencies_of(subject)) *
                60;
        return far;
    };
    int least = -1;
    std::vector<std::pair<TermSum, TermSum>> best;
    for (const TermSum& a : first) {
        for (const TermSum& b : second) {
            if (a.sixtieths + b.sixtieths != sum)
                continue;
            const int far = unlikeliness(a, b);
            if (least < 0 || far < least) {
                least = far;
                best.clear();
            }
            if (far == least)
                best.emplace_back(a, b);
        }
    }
    if (best.empty())
        return std::nullopt;
    const auto& [a, b] = random.one_of(best);
    return YearAim{aim_of(subject, 0, a, limits, random), aim_of(subject, 1, b, limits, random)};
}

Ability drawn_ability(Random& random)
{
    Ability ability;
    ability.general = 0;
    for (int i = 0; i < 4; ++i)
        ability.general += random.between(0, 25);
    for (int& subject : ability.of_subject)
        subject = random.around_zero(12);
    return ability;
}

YearAim drawn_aim(Subject subject, const Ability& ability, Random& random)
{
    YearAim aim;
    for (TermAim& term : aim) {
        const int expected = expected_level(subject, ability) + random.around_zero(20);
        for (int i = 0; i < competencies_of(subject); ++i)
            term.levels.push_back(drawn_level(expected, 70, random));
        for (int i = 0; i < units_of(subject); ++i)
            term.points.push_back(drawn_level(expected, 90, random));
    }
    return aim;
}

void raise_to(YearAim& aim, int least, const AimLimits& limits, Random& random)
{
    while (sixtieths_of(aim[0]) + sixtieths_of(aim[1]) < least) {
        std::vector<int*> places;
        for (std::size_t term = 0; term < aim.size(); ++term) {
            if (limits.is_away[term])
                continue;
            for (int& level : aim[term].levels)
                if (level < k_best)
                    places.push_back(&level);
            for (std::size_t i = 0; i < aim[term].points.size(); ++i) {
                const std::vector<int>& settled = limits.settled_points[term];
                if (aim[term].points[i] < k_best && (i >= settled.size() || settled[i] < 0))
                    places.push_back(&aim[term].points[i]);
            }
        }
        if (places.empty())
            return;
        ++*random.one_of(places);
    }
}

std::string drawn_mark(Subject subject, const Ability& ability, int least, Random& random)
{
    const int halves =
        std::clamp(expected_level(subject, ability) / 2 + random.around_zero(24), 2 * least, 200);
    return std::to_string(halves / 2) + (halves % 2 == 0 ? "" : ".5");
}

}  // namespace taqwim::sample_school
