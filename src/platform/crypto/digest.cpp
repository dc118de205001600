#include "platform/crypto/digest.h"

#include <algorithm>

#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

namespace {

template <class State>
crypto_generichash_state* as_sodium(State& state)
{
    static_assert(sizeof(State) >= sizeof(crypto_generichash_state));
    static_assert(alignof(State) >= alignof(crypto_generichash_state));
    return reinterpret_cast<crypto_generichash_state*>(&state);
}

std::array<std::uint8_t, 8> little_endian(std::uint64_t value)
{
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
    return bytes;
}

}  // namespace

std::optional<Digest> Digest::parse(std::string_view hex)
{
    if (hex.size() != 2 * k_size)
        return std::nullopt;
    const auto bytes = from_hex(hex);
    return bytes ? from_bytes(*bytes) : std::nullopt;
}

std::optional<Digest> Digest::from_bytes(ByteView bytes)
{
    if (bytes.size() != k_size)
        return std::nullopt;
    Digest digest;
    std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
    return digest;
}

Digest digest_of(ByteView bytes)
{
    make_sodium_ready();
    Digest digest;
    crypto_generichash(digest.bytes.data(), digest.bytes.size(), bytes.data(), bytes.size(),
                       nullptr, 0);
    return digest;
}

Digest digest_of(std::string_view text)
{
    return digest_of(bytes_of(text));
}

Digester::Digester()
{
    make_sodium_ready();
    begin();
}

void Digester::begin()
{
    crypto_generichash_init(as_sodium(state_), nullptr, 0, Digest::k_size);
}

void Digester::add(ByteView bytes)
{
    if (!bytes.empty())
        crypto_generichash_update(as_sodium(state_), bytes.data(), bytes.size());
}

Digest Digester::finish()
{
    Digest digest;
    crypto_generichash_final(as_sodium(state_), digest.bytes.data(), digest.bytes.size());
    begin();
    return digest;
}

FieldDigester::FieldDigester(std::string_view purpose)
{
    field('P', bytes_of(purpose));
}

void FieldDigester::field(char type, ByteView value)
{
    digester_.add(std::string_view(&type, 1));
    digester_.add(little_endian(value.size()));
    digester_.add(value);
}

FieldDigester& FieldDigester::text(std::string_view value)
{
    field('T', bytes_of(value));
    return *this;
}

FieldDigester& FieldDigester::bytes(ByteView value)
{
    field('B', value);
    return *this;
}

FieldDigester& FieldDigester::number(std::int64_t value)
{
    field('N', little_endian(static_cast<std::uint64_t>(value)));
    return *this;
}

FieldDigester& FieldDigester::digest(const Digest& value)
{
    field('D', value.bytes);
    return *this;
}

FieldDigester& FieldDigester::absent()
{
    field('A', {});
    return *this;
}

FieldDigester& FieldDigester::list(std::size_t items)
{
    field('L', little_endian(items));
    return *this;
}

}  // namespace taqwim::crypto
