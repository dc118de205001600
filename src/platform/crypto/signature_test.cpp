#include <doctest/doctest.h>

#include <array>
#include <string>

#include "platform/crypto/signature.h"

using namespace taqwim::crypto;

namespace {

Bytes hex(std::string_view text)
{
    return *from_hex(text);
}

}  // namespace

TEST_CASE("signature: the keys and signatures of RFC 8032, part 7.1")
{
    struct Vector {
        std::string seed;
        std::string public_key;
        std::string message;
        std::string signature;
    };
    const std::array<Vector, 2> vectors = {
        {{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
          "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e397"
          "01cf9b46bd25bf5f0595bbe24655141438e7a100b"},
         {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f361"
          "3d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"}}};
    for (const Vector& vector : vectors) {
        const auto key = SigningKey::from_seed(hex(vector.seed));
        REQUIRE(key.has_value());
        CHECK(to_hex(key->public_key().bytes) == vector.public_key);
        const Signature signature = key->sign(hex(vector.message));
        CHECK(to_hex(signature.bytes) == vector.signature);
        CHECK(key->public_key().verifies(signature, hex(vector.message)));
    }
}

TEST_CASE("signature: one changed bit of the message, the signature or the key is found")
{
    SeededRandom random(1);
    const SigningKey key = SigningKey::make(random);
    const Bytes message(bytes_of("ثلاثون درجة").begin(), bytes_of("ثلاثون درجة").end());
    const Signature signature = key.sign(message);
    CHECK(key.public_key().verifies(signature, message));

    for (std::size_t i = 0; i < message.size(); ++i) {
        Bytes changed = message;
        changed[i] ^= 1;
        CHECK_FALSE(key.public_key().verifies(signature, changed));
    }
    for (std::size_t i = 0; i < Signature::k_size; ++i) {
        Signature changed = signature;
        changed.bytes[i] ^= 1;
        CHECK_FALSE(key.public_key().verifies(changed, message));
    }
    for (std::size_t i = 0; i < PublicKey::k_size; ++i) {
        PublicKey changed = key.public_key();
        changed.bytes[i] ^= 1;
        CHECK_FALSE(changed.verifies(signature, message));
    }
    CHECK_FALSE(key.public_key().verifies(signature, ByteView(message).first(message.size() - 1)));
    CHECK_FALSE(SigningKey::make(random).public_key().verifies(signature, message));
    // The key of all zeros has a small order: nothing is signed by it.
    CHECK_FALSE(PublicKey{}.verifies(Signature{}, message));
}

TEST_CASE("signature: a key's text says which kind it is and is not read as the other")
{
    SeededRandom random(2);
    const SigningKey key = SigningKey::make(random);
    const std::string open = key.public_key().to_text();
    const SecretBytes secret = key.to_text();
    CHECK(open.starts_with("ed25519-public:"));
    CHECK(secret.text().starts_with("ed25519-signing:"));
    CHECK(PublicKey::parse(open) == key.public_key());
    const auto again = SigningKey::parse(secret.text());
    REQUIRE(again.has_value());
    CHECK(again->public_key() == key.public_key());
    CHECK(again->sign(bytes_of("x")) == key.sign(bytes_of("x")));

    CHECK_FALSE(PublicKey::parse(secret.text()).has_value());
    CHECK_FALSE(SigningKey::parse(open).has_value());
    CHECK_FALSE(PublicKey::parse(open + "A").has_value());
    CHECK_FALSE(PublicKey::parse("ed25519-public:").has_value());
    CHECK_FALSE(SigningKey::parse("").has_value());
    CHECK_FALSE(SigningKey::from_seed(Bytes(31)).has_value());
    CHECK(key.public_key().id().size() == 16);
    CHECK(key.public_key().id() != SigningKey::make(random).public_key().id());
    const Signature signature = key.sign(bytes_of("x"));
    CHECK(Signature::parse(signature.to_text()) == signature);
    CHECK_FALSE(Signature::parse(signature.to_text().substr(2)).has_value());
}
