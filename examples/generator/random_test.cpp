#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "random.h"

namespace taqwim::sample_school {

namespace {

TEST_CASE(
    "The sample's chance is xoshiro256** filled by splitmix64, so that it is the same everywhere")
{
    Random random(0);
    CHECK(random.next() == 0x99EC5F36CB75F2B4U);
    CHECK(random.next() == 0xBF6E1F784956452AU);
    CHECK(random.next() == 0x1A5F849D4933E6E0U);
}

TEST_CASE("The sample's chance gives every number of a range and none beside it")
{
    Random random(7);
    std::array<int, 6> drawn{};
    for (int i = 0; i < 6000; ++i)
        ++drawn.at(static_cast<std::size_t>(random.between(0, 5)));
    for (const int times : drawn)
        CHECK(times > 800);
    for (int i = 0; i < 1000; ++i) {
        const int around = random.around_zero(3);
        CHECK(around >= -3);
        CHECK(around <= 3);
    }
}

TEST_CASE("Streams of the sample differ by seed, kind and number, and each is repeated")
{
    const auto first = [](std::uint64_t seed, std::uint64_t kind, std::uint64_t number) {
        return Random::stream(seed, kind, number).next();
    };
    CHECK(first(1, 2, 3) == first(1, 2, 3));
    CHECK(first(1, 2, 3) != first(1, 2, 4));
    CHECK(first(1, 2, 3) != first(1, 3, 3));
    CHECK(first(1, 2, 3) != first(2, 2, 3));
}

TEST_CASE("Shuffling loses nothing")
{
    std::vector<int> list(100);
    std::iota(list.begin(), list.end(), 0);
    Random random(3);
    std::vector<int> shuffled = list;
    random.shuffle(shuffled);
    CHECK(shuffled != list);
    std::sort(shuffled.begin(), shuffled.end());
    CHECK(shuffled == list);
}

}  // namespace

}  // namespace taqwim::sample_school
