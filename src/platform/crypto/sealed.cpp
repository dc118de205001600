#include "platform/crypto/sealed.h"

#include <algorithm>

#include "core/trimmed.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

namespace {

constexpr std::string_view k_key_prefix = "taqwim-key:";
constexpr std::uint8_t k_version = 1;
constexpr std::size_t k_nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t k_mark_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(k_seal_overhead == 1 + k_nonce_size + k_mark_size);
static_assert(MasterKey::k_size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

// The version is sealed too: an old form cannot be passed off as a new one.
std::string with_version(std::string_view associated)
{
    return static_cast<char>(k_version) + std::string(associated);
}

}  // namespace

MasterKey MasterKey::make(RandomSource& random)
{
    SecretBytes bytes(k_size);
    random.fill(bytes.writable());
    return MasterKey(std::move(bytes));
}

std::optional<MasterKey> MasterKey::from_bytes(ByteView bytes)
{
    if (bytes.size() != k_size)
        return std::nullopt;
    return MasterKey(SecretBytes(bytes));
}

std::optional<MasterKey> MasterKey::parse(std::string_view text)
{
    text = trimmed(text);
    auto bytes = text.starts_with(k_key_prefix) ? from_base64url(text.substr(k_key_prefix.size()))
                                                : from_hex(text);
    if (!bytes)
        return std::nullopt;
    auto key = from_bytes(*bytes);
    wipe(*bytes);
    return key;
}

SecretBytes MasterKey::to_text() const
{
    std::string letters = to_base64url(bytes_.view());
    std::string text;
    text.reserve(k_key_prefix.size() + letters.size());
    text.append(k_key_prefix).append(letters);
    SecretBytes secret(bytes_of(text));
    wipe(letters);
    wipe(text);
    return secret;
}

std::string MasterKey::id() const
{
    constexpr std::size_t k_digits = 16;
    FieldDigester fields("taqwim.master_key.id");
    fields.bytes(bytes_.view());
    return fields.finish().to_text().substr(0, k_digits);
}

Bytes seal(const MasterKey& key, ByteView secret, std::string_view associated, RandomSource& random)
{
    make_sodium_ready();
    Bytes sealed(secret.size() + k_seal_overhead);
    sealed[0] = k_version;
    const std::span<std::uint8_t> nonce(sealed.data() + 1, k_nonce_size);
    random.fill(nonce);
    const std::string bound = with_version(associated);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        sealed.data() + 1 + k_nonce_size, nullptr, secret.data(), secret.size(),
        bytes_of(bound).data(), bound.size(), nullptr, nonce.data(), key.bytes().data());
    return sealed;
}

std::optional<SecretBytes> open_sealed(const MasterKey& key, ByteView sealed,
                                       std::string_view associated)
{
    make_sodium_ready();
    if (sealed.size() < k_seal_overhead || sealed[0] != k_version)
        return std::nullopt;
    const ByteView nonce = sealed.subspan(1, k_nonce_size);
    const ByteView closed = sealed.subspan(1 + k_nonce_size);
    const std::string bound = with_version(associated);
    SecretBytes secret(closed.size() - k_mark_size);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            secret.writable().data(), nullptr, nullptr, closed.data(), closed.size(),
            bytes_of(bound).data(), bound.size(), nonce.data(), key.bytes().data()) != 0)
        return std::nullopt;
    return secret;
}

}  // namespace taqwim::crypto
