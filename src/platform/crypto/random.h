// Where chance comes from, and what is made of it: tokens for programs, codes for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace taqwim::crypto {

class RandomSource {
public:
    RandomSource() = default;
    RandomSource(const RandomSource&) = delete;
    RandomSource& operator=(const RandomSource&) = delete;
    virtual ~RandomSource() = default;

    // Fills the bytes with chance. Never fails quietly: without randomness it throws CryptoFault or ends the program.
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

// The operating system's. May be shared by many threads.
class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

// For tests alone: the same seed gives the same bytes, on every machine. Whoever knows the seed knows them all.
class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed) : seed_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::uint64_t seed_;
    std::uint64_t count_ = 0;
};

// 32 bytes of chance in base64url: 43 letters. For sessions, CSRF and links.
[[nodiscard]] std::string new_token(RandomSource& random);

// Eight letters that a person reads from paper and types: digits and Latin capitals without I, L, O and U, "7K3MQ2XF".
// 40 bits: enough for a code that is used once, expires, and can be tried a few times only.
inline constexpr std::size_t k_one_time_code_length = 8;
[[nodiscard]] std::string new_one_time_code(RandomSource& random);

// "7K3M-Q2XF": as it is printed.
[[nodiscard]] std::string shown_one_time_code(std::string_view code);

// The code that a person typed: small letters, blanks, hyphens, direction marks, Arabic digits, O for 0, I and L for 1
// are read as meant. Nothing when it can be no code.
[[nodiscard]] std::optional<std::string> read_one_time_code(std::string_view typed);

}  // namespace taqwim::crypto
