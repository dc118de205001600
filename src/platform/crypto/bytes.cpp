#include "platform/crypto/bytes.h"

#include <utility>

#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

void wipe(std::span<std::uint8_t> bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
}

void wipe(std::string& text)
{
    sodium_memzero(text.data(), text.size());
    text.clear();
}

bool constant_time_equal(ByteView left, ByteView right)
{
    if (left.size() != right.size())
        return false;
    return left.empty() || sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool constant_time_equal(std::string_view left, std::string_view right)
{
    return constant_time_equal(bytes_of(left), bytes_of(right));
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept
{
    if (this != &other) {
        wipe(bytes_);
        bytes_ = std::move(other.bytes_);
        other.bytes_.clear();
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    wipe(bytes_);
}

std::string to_hex(ByteView bytes)
{
    // sodium_bin2hex takes the same time for every byte: keys pass through here too.
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::optional<Bytes> from_hex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return std::nullopt;
    if (text.empty())
        return Bytes{};
    Bytes bytes(text.size() / 2);
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                       &end) != 0 ||
        length != bytes.size() || end != text.data() + text.size())
        return std::nullopt;
    return bytes;
}

std::string to_base64url(ByteView bytes)
{
    constexpr int k_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), k_variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), k_variant);
    text.pop_back();
    return text;
}

std::optional<Bytes> from_base64url(std::string_view text)
{
    Bytes bytes(text.size() * 3 / 4 + 1);
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                          &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(length);
    // Bits that no byte takes must be zero: one value has one text.
    if (to_base64url(bytes) != text)
        return std::nullopt;
    return bytes;
}

}  // namespace taqwim::crypto
