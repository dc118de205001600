// Bytes, open and secret, and their text forms.
//
//   ByteView, Bytes   bytes as they are
//   SecretBytes       bytes that are wiped when they go; they can be moved, not copied
//   CryptoFault       the machine cannot do what cryptography needs (no memory for argon2id, no randomness)
//
// Nothing of this room writes a secret into a refusal or an exception.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace taqwim::crypto {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

class CryptoFault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// The bytes of a text; the text must outlive the view.
[[nodiscard]] inline ByteView bytes_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// The text that these bytes are; they must outlive the view.
[[nodiscard]] inline std::string_view text_of(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Overwrites in a way that the compiler cannot leave out.
void wipe(std::span<std::uint8_t> bytes);
void wipe(std::string& text);

// Whether both are the same, in a time that depends on their lengths alone.
[[nodiscard]] bool constant_time_equal(ByteView left, ByteView right);
[[nodiscard]] bool constant_time_equal(std::string_view left, std::string_view right);

class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size) : bytes_(size) {}
    explicit SecretBytes(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}
    SecretBytes(SecretBytes&& other) noexcept : bytes_(std::move(other.bytes_))
    {
        other.bytes_.clear();
    }
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] ByteView view() const { return bytes_; }
    [[nodiscard]] std::string_view text() const { return text_of(bytes_); }
    [[nodiscard]] std::span<std::uint8_t> writable() { return bytes_; }

private:
    Bytes bytes_;
};

// Lower-case hexadecimal digits, two a byte.
[[nodiscard]] std::string to_hex(ByteView bytes);
// Nothing for a text that is not just that: an odd count, a blank, another letter. Capitals are read too.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

// base64url without padding (RFC 4648, part 5).
[[nodiscard]] std::string to_base64url(ByteView bytes);
// Nothing for padding, other letters and texts that another text of the same bytes is the right form of.
[[nodiscard]] std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace taqwim::crypto
