#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

#include "platform/crypto/bytes.h"

using namespace taqwim::crypto;

TEST_CASE("bytes: hexadecimal digits are read back, and nothing else is read")
{
    const Bytes bytes = {0x00, 0x7F, 0x80, 0xFF};
    CHECK(to_hex(bytes) == "007f80ff");
    CHECK(from_hex("007f80ff") == bytes);
    CHECK(from_hex("007F80FF") == bytes);
    CHECK(from_hex("") == Bytes{});
    for (const char* text : {"0", "0g", " 00", "00 ", "0x00", "00:00"})
        CHECK_FALSE(from_hex(text).has_value());
}

TEST_CASE("bytes: base64url is that of RFC 4648, without padding and in one form alone")
{
    const std::array<std::pair<std::string, std::string>, 7> vectors = {{{"", ""},
                                                                         {"f", "Zg"},
                                                                         {"fo", "Zm8"},
                                                                         {"foo", "Zm9v"},
                                                                         {"foob", "Zm9vYg"},
                                                                         {"fooba", "Zm9vYmE"},
                                                                         {"foobar", "Zm9vYmFy"}}};
    for (const auto& [plain, encoded] : vectors) {
        CHECK(to_base64url(bytes_of(plain)) == encoded);
        const auto back = from_base64url(encoded);
        REQUIRE(back.has_value());
        CHECK(text_of(*back) == plain);
    }
    CHECK(to_base64url(Bytes{0xFB, 0xFF}) == "-_8");
    // Padding, the other alphabet, blanks, a letter too many, and bits that no byte takes.
    for (const char* text : {"Zg==", "+/8", "Zm 8", "Z", "Zh", "Zm9", "Zg\n"})
        CHECK_FALSE(from_base64url(text).has_value());
}

TEST_CASE("bytes: two texts are equal in constant time only when they are equal")
{
    CHECK(constant_time_equal("", ""));
    CHECK(constant_time_equal("abc", "abc"));
    CHECK_FALSE(constant_time_equal("abc", "abd"));
    CHECK_FALSE(constant_time_equal("abc", "ab"));
    CHECK_FALSE(constant_time_equal("abc", "abcd"));
}

TEST_CASE("bytes: a secret that was moved away leaves nothing behind")
{
    SecretBytes first(bytes_of("a secret"));
    SecretBytes second(std::move(first));
    CHECK(second.text() == "a secret");
    CHECK(first.size() == 0);  // NOLINT: what is left of it is what is tested
    SecretBytes third(bytes_of("another"));
    third = std::move(second);
    CHECK(third.text() == "a secret");
    CHECK(second.size() == 0);  // NOLINT: as above
    std::string text = "a secret";
    wipe(text);
    CHECK(text.empty());
}
