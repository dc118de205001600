#include "core/exact.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <random>

#include "core/mark.h"

using namespace taqwim;

namespace {

constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();

template <class A, class B>
constexpr bool can_multiply = requires(A a, B b)
{
    a* b;
};

static_assert(can_multiply<Mark, Share>);
static_assert(can_multiply<Share, Mark>);
static_assert(!can_multiply<Mark, Mark>, "a mark times a mark is nothing");
static_assert(!can_multiply<Share, Share>);

}  // namespace

TEST_CASE("an exact number reads 35, 35.5, 70%, 7/10 and the same in Arabic digits")
{
    CHECK(Exact::parse("35") == Exact(35));
    CHECK(Exact::parse("35.5") == Exact::ratio(71, 2));
    CHECK(Exact::parse("70%") == Exact::ratio(7, 10));
    CHECK(Exact::parse("12.5%") == Exact::ratio(1, 8));
    CHECK(Exact::parse("7/10") == Exact::ratio(7, 10));
    CHECK(Exact::parse("-0.25") == Exact::ratio(-1, 4));
    CHECK(Exact::parse("٣٥٫٥") == Exact::ratio(71, 2));
    CHECK(Exact::parse("٧٠٪") == Exact::ratio(7, 10));
    CHECK(Exact::parse("۷/۱۰") == Exact::ratio(7, 10));
    CHECK(Exact::parse("007") == Exact(7));
    CHECK(Exact::parse("0.1000") == Exact::ratio(1, 10));
}

TEST_CASE("an exact number reads nothing else")
{
    for (const char* const text :
         {"",   " ",     "-",    "+1", "1 ",  " 1",   "1.", ".5",  "1,5",   "1e3", "1/0", "1/",
          "/2", "1/2/3", "1/2%", "%",  "1%%", "0x10", "١.", "NaN", "1.2.3", "--1", "1/-2"}) {
        CAPTURE(text);
        CHECK_FALSE(Exact::parse(text).has_value());
    }
}

TEST_CASE("an exact number takes eighteen digits and refuses nineteen")
{
    CHECK(Exact::parse("999999999999999999") == Exact(999'999'999'999'999'999));
    CHECK_FALSE(Exact::parse("1000000000000000000").has_value());
    CHECK(Exact::parse("0.12345678901234567").has_value());
    CHECK_FALSE(Exact::parse("0.123456789012345678").has_value());
}

TEST_CASE("an exact number is written in lowest terms, and shown with ties away from zero")
{
    CHECK(Exact::ratio(10, 4).to_text() == "5/2");
    CHECK(Exact::ratio(10, 5).to_text() == "2");
    CHECK(Exact::ratio(3, -6).to_text() == "-1/2");
    CHECK(Exact::ratio(0, 7).to_text() == "0");
    CHECK(Exact::ratio(12817, 200).shown() == "64.09");  // 64.085, which doubles show as 64.08
    CHECK(Exact::ratio(40, 3).shown() == "13.33");
    CHECK(Exact::ratio(-1, 200).shown() == "-0.01");
    CHECK(Exact::ratio(-1, 201).shown() == "0.00");
    CHECK(Exact(7).shown(0) == "7");
    CHECK(Exact::ratio(1, 3).shown(9) == "0.333333333");
    CHECK(Exact::ratio(-1, 3).shown(1) == "-0.3");
}

TEST_CASE("a tie is rounded as it is told to be")
{
    const Exact half = Exact::ratio(5, 2);
    CHECK(half.nearest(Ties::away_from_zero) == 3);
    CHECK(half.nearest(Ties::toward_zero) == 2);
    CHECK(half.nearest(Ties::to_even) == 2);
    CHECK(Exact::ratio(7, 2).nearest(Ties::to_even) == 4);
    CHECK(Exact::ratio(-5, 2).nearest(Ties::away_from_zero) == -3);
    CHECK(Exact::ratio(-5, 2).nearest(Ties::toward_zero) == -2);
    CHECK(Exact::ratio(18, 7).nearest(Ties::toward_zero) == 3);
    CHECK(Exact::ratio(17, 7).nearest(Ties::away_from_zero) == 2);
    CHECK(Exact::ratio(12817, 200).rounded(2, Ties::away_from_zero) == Exact::ratio(6409, 100));
    CHECK(Exact::ratio(12817, 200).rounded(2, Ties::toward_zero) == Exact::ratio(6408, 100));
}

TEST_CASE("two forms of one number are equal, and order is exact")
{
    CHECK(Exact::ratio(1, 2) == Exact::ratio(50, 100));
    CHECK(Exact::ratio(1, 3) + Exact::ratio(1, 6) == Exact::ratio(1, 2));
    CHECK(Exact::ratio(k_most, k_most - 1) > Exact(1));
    CHECK(Exact::ratio(k_most - 1, k_most) < Exact(1));
    CHECK(Exact::ratio(-1, 3) < Exact::ratio(-1, 4));
}

TEST_CASE("what does not fit is refused, what fits in lowest terms is not")
{
    CHECK_THROWS_AS(Exact(k_most) + Exact(1), ArithmeticOverflow);
    CHECK_THROWS_AS(Exact(k_most) * Exact(2), ArithmeticOverflow);
    CHECK_THROWS_AS(Exact::ratio(1, k_most) * Exact::ratio(1, 2), ArithmeticOverflow);
    CHECK_THROWS_AS(Exact(1) / Exact(0), ArithmeticOverflow);
    CHECK_THROWS_AS(Exact::ratio(1, 0), ArithmeticOverflow);
    CHECK(Exact(k_most) * Exact::ratio(2, 2) == Exact(k_most));
    CHECK(Exact::ratio(k_most, 3) * Exact::ratio(3, k_most) == Exact(1));
    CHECK(Exact::ratio(k_most, 2) - Exact::ratio(k_most, 2) == Exact(0));
    CHECK(Exact(k_most) - Exact(k_most - 1) == Exact(1));
}

TEST_CASE("sums, products and quotients of small fractions agree with cross multiplication")
{
    std::mt19937 random(20160101);
    const auto pick = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t a = pick(-500, 500);
        const std::int64_t b = pick(1, 60);
        const std::int64_t c = pick(-500, 500);
        const std::int64_t d = pick(1, 60);
        const Exact x = Exact::ratio(a, b);
        const Exact y = Exact::ratio(c, d);
        CHECK(x + y == Exact::ratio(a * d + c * b, b * d));
        CHECK(x - y == Exact::ratio(a * d - c * b, b * d));
        CHECK(x * y == Exact::ratio(a * c, b * d));
        if (c != 0)
            CHECK(x / y == Exact::ratio(a * d, b * c));
        CHECK((x < y) == (a * d < c * b));
        CHECK(Exact::parse(x.to_text()) == x);
    }
}

TEST_CASE("a mark times a share is a mark, and a mark over a mark is a share")
{
    CHECK(Mark(50) * Share(Exact::ratio(7, 10)) == Mark(35));
    CHECK(Share(Exact::ratio(3, 10)) * Mark(45) == Mark(Exact::ratio(27, 2)));
    CHECK(Mark(35) / Mark(50) == Share(Exact::ratio(7, 10)));
    CHECK((Mark(30) + Mark(50)) / 2 == Mark(40));
    CHECK(Mark(Exact::ratio(119, 3)).shown() == "39.67");
}
