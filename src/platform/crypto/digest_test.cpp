#include <doctest/doctest.h>

#include <array>
#include <string>

#include "platform/crypto/digest.h"

using namespace taqwim::crypto;

TEST_CASE("digest: BLAKE2b-256 of the known texts, as a whole and piece by piece")
{
    // Computed with Python's hashlib.blake2b(digest_size=32).
    const std::string empty = "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
    const std::string abc = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
    CHECK(digest_of("").to_text() == empty);
    CHECK(digest_of("abc").to_text() == abc);
    Digester digester;
    digester.add("a");
    digester.add("");
    digester.add("bc");
    CHECK(digester.finish().to_text() == abc);
    CHECK(digester.finish().to_text() == empty);
}

TEST_CASE("digest: its 64 digits are read back, and nothing else is read")
{
    const Digest digest = digest_of("abc");
    CHECK(Digest::parse(digest.to_text()) == digest);
    CHECK(Digest::from_bytes(digest.bytes) == digest);
    CHECK_FALSE(Digest::parse(digest.to_text().substr(1)).has_value());
    CHECK_FALSE(Digest::parse(digest.to_text() + "00").has_value());
    CHECK_FALSE(Digest::parse(std::string(64, 'g')).has_value());
    CHECK_FALSE(Digest::from_bytes(ByteView(digest.bytes).first(31)).has_value());
}

TEST_CASE("digest: what fields write is fixed for ever")
{
    // Computed with Python: type, length in eight bytes, value; little-endian.
    FieldDigester fields("test.fields");
    fields.text("سارة").number(-5).absent().list(2).bytes(Bytes{0x00, 0xFF}).digest(Digest{});
    CHECK(fields.finish().to_text() ==
          "7f31f7cc528de07fe3817d2cf83197107a86779eec3cc834fffe7e3998ca8002");
}

TEST_CASE("digest: two different lists of fields never give one digest")
{
    const auto texts = [](std::initializer_list<std::string_view> values) {
        FieldDigester fields("test");
        for (const std::string_view value : values)
            fields.text(value);
        return fields.finish();
    };
    CHECK(texts({"ab", "c"}) == texts({"ab", "c"}));
    CHECK(texts({"ab", "c"}) != texts({"a", "bc"}));
    CHECK(texts({"abc"}) != texts({"abc", ""}));
    CHECK(texts({"a", "b"}) != texts({"b", "a"}));

    CHECK(FieldDigester("p").text("").finish() != FieldDigester("p").absent().finish());
    CHECK(FieldDigester("p").text("x").finish() !=
          FieldDigester("p").bytes(bytes_of("x")).finish());
    CHECK(FieldDigester("p").number(2).finish() != FieldDigester("p").list(2).finish());
    CHECK(FieldDigester("p").text("x").finish() != FieldDigester("q").text("x").finish());
    CHECK(FieldDigester("p").list(1).text("a").list(1).text("b").finish() !=
          FieldDigester("p").list(2).text("a").list(0).text("b").finish());
    // A text that imitates the next field's beginning.
    const std::string imitation = std::string("aT\x01\0\0\0\0\0\0\0b", 11);
    CHECK(texts({imitation}) != texts({"a", "b"}));
}
