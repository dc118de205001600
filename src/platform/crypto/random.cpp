#include "platform/crypto/random.h"

#include <algorithm>
#include <array>

#include "core/digits.h"
#include "core/trimmed.h"
#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

namespace {

// Crockford's base 32: no letter that looks or sounds like another.
constexpr std::string_view k_code_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(k_code_letters.size() == 32);  // a byte's five low bits choose without favour

}  // namespace

void SystemRandom::fill(std::span<std::uint8_t> bytes)
{
    make_sodium_ready();
    randombytes_buf(bytes.data(), bytes.size());
}

void SeededRandom::fill(std::span<std::uint8_t> bytes)
{
    make_sodium_ready();
    std::array<std::uint8_t, 64> block{};
    while (!bytes.empty()) {
        std::array<std::uint8_t, 16> input{};
        for (std::size_t i = 0; i < 8; ++i) {
            input[i] = static_cast<std::uint8_t>(seed_ >> (8 * i));
            input[8 + i] = static_cast<std::uint8_t>(count_ >> (8 * i));
        }
        ++count_;
        crypto_generichash(block.data(), block.size(), input.data(), input.size(), nullptr, 0);
        const std::size_t taken = std::min(bytes.size(), block.size());
        std::copy_n(block.begin(), taken, bytes.begin());
        bytes = bytes.subspan(taken);
    }
}

std::string new_token(RandomSource& random)
{
    std::array<std::uint8_t, 32> bytes{};
    random.fill(bytes);
    std::string token = to_base64url(bytes);
    wipe(bytes);
    return token;
}

std::string new_one_time_code(RandomSource& random)
{
    std::array<std::uint8_t, k_one_time_code_length> bytes{};
    random.fill(bytes);
    std::string code;
    for (const std::uint8_t byte : bytes)
        code += k_code_letters[byte & 31U];
    wipe(bytes);
    return code;
}

std::string shown_one_time_code(std::string_view code)
{
    const std::size_t middle = code.size() / 2;
    return std::string(code.substr(0, middle)) + '-' + std::string(code.substr(middle));
}

std::optional<std::string> read_one_time_code(std::string_view typed)
{
    std::string code;
    std::string_view rest = trimmed(typed);
    while (!rest.empty()) {
        if (const auto digit = leading_digit(rest)) {
            code += static_cast<char>('0' + digit->value);
            rest.remove_prefix(digit->bytes);
            continue;
        }
        char letter = rest.front();
        rest.remove_prefix(1);
        if (letter == ' ' || letter == '-')
            continue;
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
        if (letter == 'O')
            letter = '0';
        if (letter == 'I' || letter == 'L')
            letter = '1';
        if (k_code_letters.find(letter) == std::string_view::npos)
            return std::nullopt;
        code += letter;
        if (code.size() > k_one_time_code_length)
            return std::nullopt;
    }
    if (code.size() != k_one_time_code_length)
        return std::nullopt;
    return code;
}

}  // namespace taqwim::crypto
