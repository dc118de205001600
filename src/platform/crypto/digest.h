// Digests: 32 bytes that two different contents practically never share (BLAKE2b-256).
//
//   Digest        the 32 bytes, and their 64 hexadecimal digits
//   digest_of     of bytes that are there as a whole
//   Digester      of bytes that come piece by piece
//   FieldDigester of fields with types and lengths: what is signed, chained and compared
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/bytes.h"

namespace taqwim::crypto {

struct Digest {
    static constexpr std::size_t k_size = 32;

    std::array<std::uint8_t, k_size> bytes{};

    // 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string to_text() const { return to_hex(bytes); }
    // Nothing for any other text; capitals are read too.
    [[nodiscard]] static std::optional<Digest> parse(std::string_view hex);
    // From a column of bytes; nothing when they are not 32.
    [[nodiscard]] static std::optional<Digest> from_bytes(ByteView bytes);

    friend auto operator<=>(const Digest&, const Digest&) = default;
};

[[nodiscard]] Digest digest_of(ByteView bytes);
[[nodiscard]] Digest digest_of(std::string_view text);

class Digester {
public:
    Digester();

    void add(ByteView bytes);
    void add(std::string_view text) { add(bytes_of(text)); }
    // The digest of all that was added. Afterwards the digester begins anew.
    [[nodiscard]] Digest finish();

private:
    void begin();

    // The state of libsodium, which wants to lie on a boundary of 64 bytes.
    struct alignas(64) State {
        std::array<std::uint8_t, 384> bytes;
    };
    State state_;
};

// Two different lists of fields never give the same bytes to the digest: each field is written with its type and its
// length, and the first is the purpose, so that a mark sheet can never be taken for an entry of the chain.
//
//   FieldDigester fields("taqwim.mark_sheet.1");
//   fields.number(sheet).text(subject).absent();
//   const Digest digest = fields.finish();
//
// What these calls write is fixed for ever: signatures and chains of years ago must still verify.
class FieldDigester {
public:
    explicit FieldDigester(std::string_view purpose);

    FieldDigester& text(std::string_view value);
    FieldDigester& bytes(ByteView value);
    FieldDigester& number(std::int64_t value);
    FieldDigester& digest(const Digest& value);
    // A field that has no value; not the same as an empty text.
    FieldDigester& absent();
    // How many items follow: two lists that stand side by side cannot exchange items unseen.
    FieldDigester& list(std::size_t items);

    // Once only.
    [[nodiscard]] Digest finish() { return digester_.finish(); }

private:
    void field(char type, ByteView value);

    Digester digester_;
};

}  // namespace taqwim::crypto
