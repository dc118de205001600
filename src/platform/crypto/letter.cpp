#include "platform/crypto/letter.h"

#include <algorithm>

#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

static_assert(LetterAddress::k_size == crypto_box_PUBLICKEYBYTES);
static_assert(OpeningKey::k_size == crypto_box_SECRETKEYBYTES);

std::optional<LetterAddress> LetterAddress::from_bytes(ByteView bytes)
{
    if (bytes.size() != k_size)
        return std::nullopt;
    LetterAddress address;
    std::ranges::copy(bytes, address.bytes.begin());
    return address;
}

Bytes seal_to(const LetterAddress& address, ByteView content)
{
    make_sodium_ready();
    Bytes letter(content.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(letter.data(), content.data(), content.size(), address.bytes.data()) != 0)
        throw CryptoFault("a letter cannot be sealed to a key that is none");
    return letter;
}

OpeningKey OpeningKey::make(RandomSource& random)
{
    SecretBytes bytes(k_size);
    random.fill(bytes.writable());
    return std::move(*from_bytes(bytes.view()));
}

std::optional<OpeningKey> OpeningKey::from_bytes(ByteView bytes)
{
    if (bytes.size() != k_size)
        return std::nullopt;
    make_sodium_ready();
    OpeningKey key;
    key.secret_ = SecretBytes(bytes);
    crypto_scalarmult_base(key.address_.bytes.data(), key.secret_.view().data());
    return key;
}

std::optional<SecretBytes> OpeningKey::open(ByteView letter) const
{
    if (letter.size() < crypto_box_SEALBYTES)
        return std::nullopt;
    SecretBytes content(letter.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(content.writable().data(), letter.data(), letter.size(),
                             address_.bytes.data(), secret_.view().data()) != 0)
        return std::nullopt;
    return content;
}

}  // namespace taqwim::crypto
