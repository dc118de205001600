#include "platform/crypto/signature.h"

#include <algorithm>

#include "platform/crypto/digest.h"
#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

namespace {

constexpr std::string_view k_public_prefix = "ed25519-public:";
constexpr std::string_view k_signing_prefix = "ed25519-signing:";
constexpr std::size_t k_id_digits = 16;

template <class Value>
std::optional<Value> of_bytes(ByteView bytes)
{
    if (bytes.size() != Value::k_size)
        return std::nullopt;
    Value value;
    std::copy(bytes.begin(), bytes.end(), value.bytes.begin());
    return value;
}

}  // namespace

std::optional<Signature> Signature::parse(std::string_view text)
{
    const auto bytes = from_base64url(text);
    return bytes ? from_bytes(*bytes) : std::nullopt;
}

std::optional<Signature> Signature::from_bytes(ByteView bytes)
{
    return of_bytes<Signature>(bytes);
}

std::string PublicKey::to_text() const
{
    return std::string(k_public_prefix) + to_base64url(bytes);
}

std::optional<PublicKey> PublicKey::parse(std::string_view text)
{
    if (!text.starts_with(k_public_prefix))
        return std::nullopt;
    const auto bytes = from_base64url(text.substr(k_public_prefix.size()));
    return bytes ? from_bytes(*bytes) : std::nullopt;
}

std::optional<PublicKey> PublicKey::from_bytes(ByteView bytes)
{
    return of_bytes<PublicKey>(bytes);
}

std::string PublicKey::id() const
{
    return digest_of(bytes).to_text().substr(0, k_id_digits);
}

bool PublicKey::verifies(const Signature& signature, ByteView message) const
{
    make_sodium_ready();
    return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(),
                                       bytes.data()) == 0;
}

SigningKey SigningKey::make(RandomSource& random)
{
    SecretBytes seed(crypto_sign_SEEDBYTES);
    random.fill(seed.writable());
    return std::move(*from_seed(seed.view()));
}

std::optional<SigningKey> SigningKey::from_seed(ByteView seed)
{
    if (seed.size() != crypto_sign_SEEDBYTES)
        return std::nullopt;
    make_sodium_ready();
    SigningKey key;
    key.secret_ = SecretBytes(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(key.public_key_.bytes.data(), key.secret_.writable().data(),
                             seed.data());
    return key;
}

std::optional<SigningKey> SigningKey::parse(std::string_view text)
{
    if (!text.starts_with(k_signing_prefix))
        return std::nullopt;
    auto seed = from_base64url(text.substr(k_signing_prefix.size()));
    if (!seed)
        return std::nullopt;
    auto key = from_seed(*seed);
    wipe(*seed);
    return key;
}

SecretBytes SigningKey::to_text() const
{
    std::string seed = to_base64url(secret_.view().first(crypto_sign_SEEDBYTES));
    std::string text;
    text.reserve(k_signing_prefix.size() + seed.size());
    text.append(k_signing_prefix).append(seed);
    SecretBytes secret(bytes_of(text));
    wipe(seed);
    wipe(text);
    return secret;
}

Signature SigningKey::sign(ByteView message) const
{
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, message.data(), message.size(),
                         secret_.view().data());
    return signature;
}

}  // namespace taqwim::crypto
