#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>

#include "platform/crypto/bytes.h"
#include "platform/crypto/random.h"

using namespace taqwim::crypto;

TEST_CASE("random: a seed gives the same bytes every time, another seed and the next draw others")
{
    const auto drawn = [](SeededRandom& random) {
        Bytes bytes(100);
        random.fill(bytes);
        return bytes;
    };
    SeededRandom first(7);
    SeededRandom again(7);
    SeededRandom other(8);
    const Bytes one = drawn(first);
    CHECK(one == drawn(again));
    CHECK(one != drawn(other));
    CHECK(one != drawn(first));
    // 64 bytes a block: the second block is no copy of the first.
    CHECK(Bytes(one.begin(), one.begin() + 36) != Bytes(one.begin() + 64, one.end()));
}

TEST_CASE("random: the system's tokens have 43 letters of base64url and do not repeat")
{
    SystemRandom random;
    std::set<std::string> tokens;
    for (int i = 0; i < 200; ++i) {
        const std::string token = new_token(random);
        CHECK(token.size() == 43);
        const auto bytes = from_base64url(token);
        REQUIRE(bytes.has_value());
        CHECK(bytes->size() == 32);
        tokens.insert(token);
    }
    CHECK(tokens.size() == 200);
}

TEST_CASE("random: one-time codes have eight letters, of all those that cannot be mistaken")
{
    SeededRandom random(1448);
    std::set<char> letters;
    std::set<std::string> codes;
    for (int i = 0; i < 500; ++i) {
        const std::string code = new_one_time_code(random);
        CHECK(code.size() == k_one_time_code_length);
        letters.insert(code.begin(), code.end());
        codes.insert(code);
        CHECK(read_one_time_code(code) == code);
        CHECK(read_one_time_code(shown_one_time_code(code)) == code);
    }
    CHECK(codes.size() == 500);
    CHECK(std::string(letters.begin(), letters.end()) == "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
}

TEST_CASE("random: a one-time code is read as it was meant, however it was typed")
{
    CHECK(shown_one_time_code("7K3MQ2XF") == "7K3M-Q2XF");
    CHECK(read_one_time_code("7k3m-q2xf") == "7K3MQ2XF");
    CHECK(read_one_time_code("  7K3M Q2XF\xE2\x80\x8F ") == "7K3MQ2XF");
    CHECK(read_one_time_code("٧K٣MQ٢XF") == "7K3MQ2XF");
    CHECK(read_one_time_code("۷K۳MQ۲XF") == "7K3MQ2XF");
    CHECK(read_one_time_code("oO0iIlL1") == "00011111");
    for (const char* text :
         {"", "7K3MQ2X", "7K3MQ2XFA", "7K3MQ2XU", "7K3M_Q2XF", "ك7K3MQ2X", "7K3M\nQ2XF"})
        CHECK_FALSE(read_one_time_code(text).has_value());
}
