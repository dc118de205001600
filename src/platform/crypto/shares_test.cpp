#include "platform/crypto/shares.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace taqwim::crypto;

namespace {

std::vector<const KeyShare*> chosen(const std::vector<KeyShare>& shares, unsigned which)
{
    std::vector<const KeyShare*> some;
    for (std::size_t i = 0; i < shares.size(); ++i)
        if ((which >> i & 1U) != 0)
            some.push_back(&shares[i]);
    return some;
}

}  // namespace

TEST_CASE("shares: any three of five give the key back, and no two do")
{
    SeededRandom random(8);
    const MasterKey key = MasterKey::make(random);
    const std::vector<KeyShare> shares = split(key, 3, 5, random);
    REQUIRE(shares.size() == 5);
    for (unsigned which = 1; which < 32; ++which) {
        const auto some = chosen(shares, which);
        const auto joined = join(some);
        CAPTURE(which);
        if (some.size() < 2) {
            CHECK_FALSE(joined.has_value());
            continue;
        }
        REQUIRE(joined.has_value());
        CHECK((to_hex(joined->bytes()) == to_hex(key.bytes())) == (some.size() >= 3));
    }
    for (const KeyShare& share : shares)
        CHECK(to_hex(share.bytes.view()) != to_hex(key.bytes()));
}

TEST_CASE("shares: all of all holders, and the most of them")
{
    SeededRandom random(9);
    const MasterKey key = MasterKey::make(random);
    const std::vector<KeyShare> pair = split(key, 2, 2, random);
    CHECK(to_hex(join(chosen(pair, 3))->bytes()) == to_hex(key.bytes()));
    const std::vector<KeyShare> many = split(key, 2, 255, random);
    REQUIRE(many.size() == 255);
    const std::vector<const KeyShare*> two{&many[0], &many[254]};
    CHECK(to_hex(join(two)->bytes()) == to_hex(key.bytes()));

    CHECK_THROWS_AS((void)split(key, 1, 5, random), std::logic_error);
    CHECK_THROWS_AS((void)split(key, 6, 5, random), std::logic_error);
    CHECK_THROWS_AS((void)split(key, 2, 256, random), std::logic_error);
}

TEST_CASE("shares: a changed share gives another key, and its digest names it")
{
    SeededRandom random(10);
    const MasterKey key = MasterKey::make(random);
    std::vector<KeyShare> shares = split(key, 2, 3, random);
    const Digest before = shares[1].digest();
    CHECK(before != shares[0].digest());
    shares[1].bytes.writable()[0] ^= 1;
    CHECK(shares[1].digest() != before);
    CHECK(to_hex(join(chosen(shares, 3))->bytes()) != to_hex(key.bytes()));
    shares[1].bytes.writable()[0] ^= 1;
    shares[1].number = 3;
    CHECK(shares[1].digest() != before);
}

TEST_CASE("shares: numbers that stand twice, are none, and lengths that are no key's give nothing")
{
    SeededRandom random(11);
    std::vector<KeyShare> shares = split(MasterKey::make(random), 2, 3, random);
    shares[1].number = 1;
    CHECK_FALSE(join(chosen(shares, 3)).has_value());
    shares[1].number = 0;
    CHECK_FALSE(join(chosen(shares, 3)).has_value());
    shares[1].number = 2;
    shares[1].bytes = SecretBytes(31);
    CHECK_FALSE(join(chosen(shares, 3)).has_value());
    CHECK_FALSE(join({}).has_value());
}
