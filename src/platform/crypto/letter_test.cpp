#include "platform/crypto/letter.h"

#include <doctest/doctest.h>

using namespace taqwim::crypto;

TEST_CASE("letter: who it is sealed to opens it, and nobody else")
{
    SeededRandom random(12);
    const OpeningKey own = OpeningKey::make(random);
    const OpeningKey other = OpeningKey::make(random);
    const Bytes letter = seal_to(own.address(), bytes_of("a share"));
    const auto opened = own.open(letter);
    REQUIRE(opened.has_value());
    CHECK(opened->text() == "a share");
    CHECK_FALSE(other.open(letter).has_value());
    CHECK(letter != seal_to(own.address(), bytes_of("a share")));

    const auto again = OpeningKey::from_bytes(own.bytes());
    REQUIRE(again.has_value());
    CHECK(again->address() == own.address());
    CHECK(again->open(letter)->text() == "a share");
}

TEST_CASE("letter: every changed bit and every missing byte is found")
{
    SeededRandom random(13);
    const OpeningKey own = OpeningKey::make(random);
    const Bytes letter = seal_to(own.address(), bytes_of("a share"));
    for (std::size_t i = 0; i < letter.size(); ++i) {
        Bytes changed = letter;
        changed[i] ^= 1;
        CHECK_FALSE(own.open(changed).has_value());
        CHECK_FALSE(own.open(ByteView(letter).first(i)).has_value());
    }
    CHECK_FALSE(OpeningKey::from_bytes(Bytes(31)).has_value());
    CHECK_FALSE(LetterAddress::from_bytes(Bytes(33)).has_value());
}
