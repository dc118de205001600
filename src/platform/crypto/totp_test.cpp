#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

#include "platform/crypto/totp.h"

using namespace taqwim::crypto;
using taqwim::Instant;

namespace {

TotpSecret secret_of_the_rfcs()
{
    return std::move(*TotpSecret::from_bytes(bytes_of("12345678901234567890")));
}

Instant at_second(std::int64_t second)
{
    return {second * 1000};
}

}  // namespace

TEST_CASE("totp: the codes of RFC 4226 appendix D and of RFC 6238 appendix B")
{
    const TotpSecret secret = secret_of_the_rfcs();
    const std::array<std::string, 10> by_count = {"755224", "287082", "359152", "969429", "338314",
                                                  "254676", "287922", "162583", "399871", "520489"};
    for (std::size_t count = 0; count < by_count.size(); ++count)
        CHECK(totp_code(secret, static_cast<std::int64_t>(count)) == by_count[count]);
    // RFC 6238 prints eight digits; six are the last six of them.
    const std::array<std::pair<std::int64_t, std::string>, 6> by_time = {
        {{59, "94287082"},
         {1111111109, "07081804"},
         {1111111111, "14050471"},
         {1234567890, "89005924"},
         {2000000000, "69279037"},
         {20000000000, "65353130"}}};
    for (const auto& [second, digits] : by_time)
        CHECK(totp_code(secret, totp_step(at_second(second))) == digits.substr(2));
}

TEST_CASE("totp: a step lasts 30 seconds, from the first to the last millisecond")
{
    CHECK(totp_step({0}) == 0);
    CHECK(totp_step({29'999}) == 0);
    CHECK(totp_step({30'000}) == 1);
    CHECK(totp_step({-1}) == -1);
    CHECK(totp_step({-30'000}) == -1);
    CHECK(totp_step({-30'001}) == -2);
}

TEST_CASE("totp: the code of this step, the one before and the one after is right, no other is")
{
    const TotpSecret secret = secret_of_the_rfcs();
    const Instant now = at_second(5 * 30 + 10);
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, 3), now).has_value());
    CHECK(matching_totp_step(secret, totp_code(secret, 4), now) == 4);
    CHECK(matching_totp_step(secret, totp_code(secret, 5), now) == 5);
    CHECK(matching_totp_step(secret, totp_code(secret, 6), now) == 6);
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, 7), now).has_value());
}

TEST_CASE("totp: a code that was used is not right again, nor is an earlier one")
{
    const TotpSecret secret = secret_of_the_rfcs();
    const Instant now = at_second(5 * 30);
    CHECK(matching_totp_step(secret, totp_code(secret, 5), now, 4) == 5);
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, 5), now, 5).has_value());
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, 4), now, 5).has_value());
    CHECK(matching_totp_step(secret, totp_code(secret, 6), now, 5) == 6);
}

TEST_CASE("totp: a typed code may have blanks and Arabic digits, and has six digits")
{
    const TotpSecret secret = secret_of_the_rfcs();
    const Instant now = at_second(0);
    CHECK(matching_totp_step(secret, " 755 224 ", now) == 0);
    CHECK(matching_totp_step(secret, "٧٥٥٢٢٤", now) == 0);
    CHECK(matching_totp_step(secret, "۷۵۵۲۲۴", now) == 0);
    for (const char* typed : {"", "75522", "7552240", "75522a", "755-224", "+755224"})
        CHECK_FALSE(matching_totp_step(secret, typed, now).has_value());
}

TEST_CASE("totp: base 32 is read as people copy it")
{
    const TotpSecret secret = secret_of_the_rfcs();
    CHECK(secret.to_base32() == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    const auto same = TotpSecret::from_base32("gezd gnbv-gy3t qojq GEZD GNBV GY3T QOJQ====");
    REQUIRE(same.has_value());
    CHECK(text_of(same->bytes()) == "12345678901234567890");
    // 17 bytes leave bits over: "foobar" as of RFC 4648, thrice, without its last letter.
    const auto odd = TotpSecret::from_bytes(bytes_of("foobarfoobarfooba"));
    REQUIRE(odd.has_value());
    const auto odd_again = TotpSecret::from_base32(odd->to_base32());
    REQUIRE(odd_again.has_value());
    CHECK(text_of(odd_again->bytes()) == "foobarfoobarfooba");

    CHECK_FALSE(TotpSecret::from_base32("GEZDGNBVGY3TQOJ").has_value());
    CHECK_FALSE(TotpSecret::from_base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1").has_value());
    CHECK_FALSE(TotpSecret::from_base32(std::string(200, 'A')).has_value());
    CHECK_FALSE(TotpSecret::from_bytes(Bytes(15)).has_value());
    CHECK(TotpSecret::from_bytes(Bytes(16)).has_value());
    SeededRandom random(3);
    CHECK(TotpSecret::make(random).to_base32() != TotpSecret::make(random).to_base32());
}

TEST_CASE("totp: the address of an Arabic issuer is written as its bytes")
{
    CHECK(otpauth_uri(secret_of_the_rfcs(), "تقويم", "sara@school 7") ==
          "otpauth://totp/%D8%AA%D9%82%D9%88%D9%8A%D9%85:sara%40school%207"
          "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%D8%AA%D9%82%D9%88%D9%8A%D9%85"
          "&algorithm=SHA1&digits=6&period=30");
}
