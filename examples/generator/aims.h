// What a student is to reach in a subject, as levels of competencies and points of units, before the single levels and
// scores are made up that give them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "plan.h"
#include "random.h"

namespace taqwim::sample_school {

struct TermAim {
    std::vector<int> levels;  // 0 to 4, one for each competency
    std::vector<int> points;  // 0 to 4, one for each unit
};
using YearAim = std::array<TermAim, 2>;

// Marks in sixtieths: fine enough for every mark that three, four or five competencies and one to three units can
// give, so that a mark is aimed at without fractions.
inline constexpr int k_sixtieths = 60;
[[nodiscard]] int sixtieths_of(const TermAim& aim);

struct AimLimits {
    // Of each term, in sixtieths: what may be reached.
    std::array<int, 2> least{0, 0};
    std::array<int, 2> most{100 * k_sixtieths, 100 * k_sixtieths};
    // Units whose points are settled already, by number - 1: -1 where they are not.
    std::array<std::vector<int>, 2> settled_points{};
    // Terms of which there is nothing to assess.
    std::array<bool, 2> is_away{};
};

// Aims whose two term marks add up to `sum` sixtieths, the terms as near to each other as it gets; nothing when no
// levels and points give that sum.
[[nodiscard]] std::optional<YearAim> aim_at_sum(Subject subject, int sum, const AimLimits& limits,
                                                Random& random);

// How a student does in general: 0 to 100, most around 50.
struct Ability {
    int general = 50;
    std::array<int, k_subjects> of_subject{};  // added to the general one
};
[[nodiscard]] Ability drawn_ability(Random& random);

// What such a student reaches, terms and competencies a little up and down.
[[nodiscard]] YearAim drawn_aim(Subject subject, const Ability& ability, Random& random);

// Raises levels and points one by one until the two terms add up to `least` sixtieths.
void raise_to(YearAim& aim, int least, const AimLimits& limits, Random& random);

// A performance or placement mark of such a student, in whole and half marks.
[[nodiscard]] std::string drawn_mark(Subject subject, const Ability& ability, int least,
                                     Random& random);

}  // namespace taqwim::sample_school
