#include <doctest/doctest.h>

#include <array>
#include <string>

#include <sodium.h>

#include "platform/crypto/sealed.h"

using namespace taqwim::crypto;

TEST_CASE("sealed: what was sealed opens with the same key at the same place alone")
{
    SeededRandom random(4);
    const MasterKey key = MasterKey::make(random);
    const Bytes sealed = seal(key, bytes_of("JBSWY3DP"), "totp:account:7731", random);
    CHECK(sealed.size() == 8 + k_seal_overhead);
    const auto opened = open_sealed(key, sealed, "totp:account:7731");
    REQUIRE(opened.has_value());
    CHECK(opened->text() == "JBSWY3DP");

    CHECK_FALSE(open_sealed(key, sealed, "totp:account:7732").has_value());
    CHECK_FALSE(open_sealed(key, sealed, "").has_value());
    CHECK_FALSE(open_sealed(MasterKey::make(random), sealed, "totp:account:7731").has_value());
    CHECK(sealed != seal(key, bytes_of("JBSWY3DP"), "totp:account:7731", random));

    const Bytes nothing = seal(key, {}, "place", random);
    const auto opened_nothing = open_sealed(key, nothing, "place");
    REQUIRE(opened_nothing.has_value());
    CHECK(opened_nothing->size() == 0);
}

TEST_CASE("sealed: every changed bit and every missing byte is found")
{
    SeededRandom random(5);
    const MasterKey key = MasterKey::make(random);
    const Bytes sealed = seal(key, bytes_of("secret"), "place", random);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes changed = sealed;
        changed[i] ^= 0x10;
        CHECK_FALSE(open_sealed(key, changed, "place").has_value());
        CHECK_FALSE(open_sealed(key, ByteView(sealed).first(i), "place").has_value());
    }
    Bytes longer = sealed;
    longer.push_back(0);
    CHECK_FALSE(open_sealed(key, longer, "place").has_value());
}

TEST_CASE("sealed: the form is version, nonce and XChaCha20-Poly1305, opened by libsodium itself")
{
    SeededRandom random(6);
    const MasterKey key = MasterKey::make(random);
    const Bytes sealed = seal(key, bytes_of("secret"), "place", random);
    CHECK(sealed[0] == 1);
    const std::string bound = "\x01place";
    std::array<unsigned char, 6> plain{};
    CHECK(crypto_aead_xchacha20poly1305_ietf_decrypt(
              plain.data(), nullptr, nullptr, sealed.data() + 25, sealed.size() - 25,
              bytes_of(bound).data(), bound.size(), sealed.data() + 1, key.bytes().data()) == 0);
    CHECK(text_of(plain) == "secret");
}

TEST_CASE("sealed: a key is read from its file, and its id does not tell it")
{
    SeededRandom random(7);
    const MasterKey key = MasterKey::make(random);
    const SecretBytes text = key.to_text();
    CHECK(text.text().starts_with("taqwim-key:"));
    const auto again = MasterKey::parse(" " + std::string(text.text()) + "\r\n");
    REQUIRE(again.has_value());
    CHECK(to_hex(again->bytes()) == to_hex(key.bytes()));
    const auto from_digits = MasterKey::parse(to_hex(key.bytes()) + "\n");
    REQUIRE(from_digits.has_value());
    CHECK(to_hex(from_digits->bytes()) == to_hex(key.bytes()));
    CHECK(key.id() == again->id());
    CHECK(key.id().size() == 16);
    CHECK(to_hex(key.bytes()).find(key.id()) == std::string::npos);

    CHECK_FALSE(MasterKey::parse("").has_value());
    CHECK_FALSE(MasterKey::parse("taqwim-key:AAAA").has_value());
    CHECK_FALSE(MasterKey::parse(to_hex(key.bytes()).substr(2)).has_value());
    CHECK_FALSE(MasterKey::from_bytes(Bytes(33)).has_value());
}
