// Exact numbers: every mark, share, percentage and average in Taqwim is one of these.
//
// An Exact is a fraction of two 64-bit integers. It is kept as the arithmetic leaves it and brought to lowest
// terms only when it is shown or when a result would no longer fit; comparisons are exact in either form.
// A result that does not fit even in lowest terms is refused with ArithmeticOverflow, never wrapped or rounded.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace taqwim {

class ArithmeticOverflow : public std::overflow_error {
public:
    ArithmeticOverflow();
};

// A product of two parts before it is known to fit.
__extension__ typedef __int128 WideInteger;

// Where an exact tie goes when a number is brought to fewer places.
enum class Ties : std::uint8_t { away_from_zero, toward_zero, to_even };

class Exact {
public:
    constexpr Exact() = default;
    constexpr Exact(std::int64_t whole)
        : numerator_(whole) {}                         // NOLINT: whole numbers are exact numbers
    constexpr Exact(int whole) : numerator_(whole) {}  // NOLINT

    // The fraction numerator/denominator. Throws ArithmeticOverflow when the denominator is zero or its sign
    // cannot be moved.
    static Exact ratio(std::int64_t numerator, std::int64_t denominator)
    {
        if (denominator <= 0)
            return uncommon_ratio(numerator, denominator);
        return Exact(numerator, denominator);
    }

    // Reads "35", "35.5", "70%", "7/10" and the same in Arabic-Indic digits with «٫» and «٪», with an optional
    // leading minus. At most 18 digits in each part. Nothing else is accepted: no spaces, exponents or plus sign.
    [[nodiscard]] static std::optional<Exact> parse(std::string_view text);

    // Lowest terms.
    [[nodiscard]] std::int64_t numerator() const { return reduced().numerator_; }
    [[nodiscard]] std::int64_t denominator() const { return reduced().denominator_; }
    [[nodiscard]] Exact reduced() const;

    // "87", "119/2", "-1/3": lowest terms, whole numbers without a denominator.
    [[nodiscard]] std::string to_text() const;
    // The number with exactly `places` decimals (0 to 9) after rounding, for people: "48.88". Ties leave zero.
    [[nodiscard]] std::string shown(int places = 2) const;
    [[nodiscard]] Exact rounded(int places, Ties ties) const;
    // The nearest whole number.
    [[nodiscard]] std::int64_t nearest(Ties ties) const
    {
        // Small parts and no tie, which is nearly always: the same rule without 128-bit division.
        constexpr std::int64_t k_small = std::int64_t{1} << 31;
        if (numerator_ >= 0 && numerator_ < k_small && denominator_ < k_small) {
            const auto numerator = static_cast<std::uint32_t>(numerator_);
            const auto denominator = static_cast<std::uint32_t>(denominator_);
            const std::uint32_t whole = numerator / denominator;
            const std::uint64_t twice = std::uint64_t{numerator % denominator} * 2;
            if (twice != denominator)
                return twice > denominator ? std::int64_t{whole} + 1 : std::int64_t{whole};
        }
        return uncommon_nearest(ties);
    }

    [[nodiscard]] bool is_zero() const { return numerator_ == 0; }
    [[nodiscard]] bool is_whole() const { return numerator_ % denominator_ == 0; }

    friend Exact operator+(const Exact& a, const Exact& b)
    {
        if (a.denominator_ == b.denominator_) {
            Exact sum;
            if (!__builtin_add_overflow(a.numerator_, b.numerator_, &sum.numerator_)) {
                sum.denominator_ = a.denominator_;
                return sum;
            }
        }
        return added(a, b);
    }
    friend Exact operator-(const Exact& a) { return Exact{} - a; }
    friend Exact operator-(const Exact& a, const Exact& b)
    {
        if (a.denominator_ == b.denominator_) {
            Exact difference;
            if (!__builtin_sub_overflow(a.numerator_, b.numerator_, &difference.numerator_)) {
                difference.denominator_ = a.denominator_;
                return difference;
            }
        }
        return subtracted(a, b);
    }
    friend Exact operator*(const Exact& a, const Exact& b)
    {
        Exact product;
        if (!__builtin_mul_overflow(a.numerator_, b.numerator_, &product.numerator_) &&
            !__builtin_mul_overflow(a.denominator_, b.denominator_, &product.denominator_))
            return product;
        return multiplied(a, b);
    }
    // Throws ArithmeticOverflow on division by zero.
    friend Exact operator/(const Exact& a, const Exact& b)
    {
        if (b.numerator_ > 0)
            return a * Exact(b.denominator_, b.numerator_);
        return uncommon_quotient(a, b);
    }
    Exact& operator+=(const Exact& other) { return *this = *this + other; }
    Exact& operator-=(const Exact& other) { return *this = *this - other; }

    friend bool operator==(const Exact& a, const Exact& b)
    {
        return crosswise(a, b) == crosswise(b, a);
    }
    friend bool operator<(const Exact& a, const Exact& b)
    {
        return crosswise(a, b) < crosswise(b, a);
    }
    friend bool operator>(const Exact& a, const Exact& b) { return b < a; }
    friend bool operator<=(const Exact& a, const Exact& b) { return !(b < a); }
    friend bool operator>=(const Exact& a, const Exact& b) { return !(a < b); }
    friend std::strong_ordering operator<=>(const Exact& a, const Exact& b)
    {
        return crosswise(a, b) <=> crosswise(b, a);
    }

private:
    // The denominator is positive.
    constexpr Exact(std::int64_t numerator, std::int64_t denominator)
        : numerator_(numerator), denominator_(denominator)
    {}

    // a/b against c/d is a·d against c·b, as both denominators are positive.
    static WideInteger crosswise(const Exact& a, const Exact& b)
    {
        return static_cast<WideInteger>(a.numerator_) * b.denominator_;
    }
    // What the short ways above leave to the general one.
    static Exact uncommon_ratio(std::int64_t numerator, std::int64_t denominator);
    static Exact uncommon_quotient(const Exact& a, const Exact& b);
    [[nodiscard]] std::int64_t uncommon_nearest(Ties ties) const;
    static Exact added(const Exact& a, const Exact& b);
    static Exact subtracted(const Exact& a, const Exact& b);
    static Exact multiplied(const Exact& a, const Exact& b);

    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;  // always positive
};

}  // namespace taqwim
