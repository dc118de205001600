#include "platform/crypto/totp.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/digits.h"
#include "core/trimmed.h"

namespace taqwim::crypto {

namespace {

constexpr std::string_view k_base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t k_least_bytes = 16;
constexpr std::size_t k_most_bytes = 64;
constexpr std::int64_t k_step_milliseconds = 30'000;
constexpr std::size_t k_digits = 6;
constexpr std::uint32_t k_modulus = 1'000'000;
constexpr std::int64_t k_window = 1;

// RFC 3986: what is not unreserved is written as its bytes.
std::string percent_encoded(std::string_view text)
{
    std::string encoded;
    for (const char one : text) {
        const auto byte = static_cast<unsigned char>(one);
        const bool is_unreserved = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                                   (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' ||
                                   byte == '_' || byte == '~';
        if (is_unreserved) {
            encoded += one;
            continue;
        }
        encoded += '%';
        encoded += "0123456789ABCDEF"[byte >> 4U];
        encoded += "0123456789ABCDEF"[byte & 0x0FU];
    }
    return encoded;
}

// The six digits that were typed, in ASCII; nothing when they are not six digits.
std::optional<std::string> six_digits(std::string_view typed)
{
    std::string digits;
    std::string_view rest = trimmed(typed);
    while (!rest.empty()) {
        if (rest.front() == ' ') {
            rest.remove_prefix(1);
            continue;
        }
        const auto digit = leading_digit(rest);
        if (!digit || digits.size() == k_digits)
            return std::nullopt;
        digits += static_cast<char>('0' + digit->value);
        rest.remove_prefix(digit->bytes);
    }
    if (digits.size() != k_digits)
        return std::nullopt;
    return digits;
}

}  // namespace

TotpSecret TotpSecret::make(RandomSource& random)
{
    SecretBytes bytes(k_size);
    random.fill(bytes.writable());
    return TotpSecret(std::move(bytes));
}

std::optional<TotpSecret> TotpSecret::from_bytes(ByteView bytes)
{
    if (bytes.size() < k_least_bytes || bytes.size() > k_most_bytes)
        return std::nullopt;
    return TotpSecret(SecretBytes(bytes));
}

std::optional<TotpSecret> TotpSecret::from_base32(std::string_view text)
{
    std::array<std::uint8_t, k_most_bytes> bytes{};
    std::size_t count = 0;
    std::uint32_t bits = 0;
    int held = 0;
    bool is_readable = true;
    for (char letter : trimmed(text)) {
        if (letter == ' ' || letter == '-' || letter == '=')
            continue;
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
        const std::size_t value = k_base32_letters.find(letter);
        if (value == std::string_view::npos || count == bytes.size()) {
            is_readable = false;
            break;
        }
        bits = ((bits << 5U) | static_cast<std::uint32_t>(value)) & 0xFFFU;
        held += 5;
        if (held >= 8) {
            held -= 8;
            bytes[count++] = static_cast<std::uint8_t>(bits >> static_cast<unsigned>(held));
        }
    }
    std::optional<TotpSecret> secret;
    if (is_readable)
        secret = from_bytes(ByteView(bytes).first(count));
    wipe(bytes);
    return secret;
}

std::string TotpSecret::to_base32() const
{
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const std::uint8_t byte : bytes_.view()) {
        bits = ((bits << 8U) | byte) & 0xFFFU;
        held += 8;
        while (held >= 5) {
            held -= 5;
            text += k_base32_letters[(bits >> static_cast<unsigned>(held)) & 31U];
        }
    }
    if (held > 0)
        text += k_base32_letters[(bits << static_cast<unsigned>(5 - held)) & 31U];
    return text;
}

std::int64_t totp_step(Instant at)
{
    const std::int64_t whole = at.milliseconds / k_step_milliseconds;
    return at.milliseconds % k_step_milliseconds < 0 ? whole - 1 : whole;
}

std::string totp_code(const TotpSecret& secret, std::int64_t step)
{
    std::array<std::uint8_t, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (8 * (7 - i)));
    std::array<std::uint8_t, 20> mac{};
    unsigned int length = 0;
    if (HMAC(EVP_sha1(), secret.bytes().data(), static_cast<int>(secret.bytes().size()),
             counter.data(), counter.size(), mac.data(), &length) == nullptr ||
        length != mac.size())
        throw CryptoFault("OpenSSL cannot compute HMAC-SHA-1");

    // RFC 4226, part 5.3: four bytes from where the last half byte points to, without their sign.
    const std::size_t offset = mac.back() & 0x0FU;
    const std::uint32_t number = (std::uint32_t{mac[offset]} & 0x7FU) << 24U |
                                 std::uint32_t{mac[offset + 1]} << 16U |
                                 std::uint32_t{mac[offset + 2]} << 8U | mac[offset + 3];
    std::string digits = std::to_string(number % k_modulus);
    digits.insert(0, k_digits - digits.size(), '0');
    return digits;
}

std::optional<std::int64_t> matching_totp_step(const TotpSecret& secret, std::string_view typed,
                                               Instant now, std::optional<std::int64_t> last_used)
{
    const auto digits = six_digits(typed);
    if (!digits)
        return std::nullopt;
    // All three are compared, so that the time does not tell which one it was. Of two that are alike the earliest
    // unused one is taken.
    std::optional<std::int64_t> matching;
    for (std::int64_t step = totp_step(now) - k_window; step <= totp_step(now) + k_window; ++step) {
        const bool is_same = constant_time_equal(totp_code(secret, step), *digits);
        if (is_same && !matching && (!last_used || step > *last_used))
            matching = step;
    }
    return matching;
}

std::string otpauth_uri(const TotpSecret& secret, std::string_view issuer, std::string_view account)
{
    const std::string encoded_issuer = percent_encoded(issuer);
    return "otpauth://totp/" + encoded_issuer + ":" + percent_encoded(account) +
           "?secret=" + secret.to_base32() + "&issuer=" + encoded_issuer +
           "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace taqwim::crypto
