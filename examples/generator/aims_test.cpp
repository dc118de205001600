#include <doctest/doctest.h>

#include "aims.h"

namespace taqwim::sample_school {

namespace {

TEST_CASE("Aims at a sum give exactly that sum, or nothing when no levels and points do")
{
    Random random(1);
    for (const int halves : {74, 77, 78, 79, 80, 81}) {
        const auto aim = aim_at_sum(Subject::maths, halves * k_sixtieths, {}, random);
        REQUIRE(aim);
        CHECK(sixtieths_of((*aim)[0]) + sixtieths_of((*aim)[1]) == halves * k_sixtieths);
    }
    // Three competencies and two units give marks in steps of five.
    CHECK(aim_at_sum(Subject::science, 80 * k_sixtieths, {}, random));
    CHECK_FALSE(aim_at_sum(Subject::science, 79 * k_sixtieths, {}, random));
}

TEST_CASE("Aims at a sum keep to what absence has settled")
{
    Random random(2);
    AimLimits limits;
    limits.settled_points = {{{0, -1}, {-1, -1}}};
    limits.most[0] = 30 * k_sixtieths;
    const auto aim = aim_at_sum(Subject::science, 80 * k_sixtieths, limits, random);
    REQUIRE(aim);
    CHECK((*aim)[0].points[0] == 0);
    CHECK(sixtieths_of((*aim)[0]) <= 30 * k_sixtieths);
    CHECK(sixtieths_of((*aim)[0]) + sixtieths_of((*aim)[1]) == 80 * k_sixtieths);
}

TEST_CASE("Raising an aim reaches the least sum where levels and points allow it")
{
    Random random(3);
    YearAim aim = drawn_aim(Subject::english, {.general = 0}, random);
    raise_to(aim, 150 * k_sixtieths, {}, random);
    CHECK(sixtieths_of(aim[0]) + sixtieths_of(aim[1]) >= 150 * k_sixtieths);
    raise_to(aim, 1000 * k_sixtieths, {}, random);
    CHECK(sixtieths_of(aim[0]) + sixtieths_of(aim[1]) == 200 * k_sixtieths);
}

}  // namespace

}  // namespace taqwim::sample_school
