#include "core/exact.h"

#include <array>
#include <limits>

#include "core/digits.h"

namespace taqwim {

namespace {

using Wide = WideInteger;
constexpr int k_most_digits = 18;  // 10^18 is the largest power of ten a 64-bit integer holds

std::uint64_t magnitude(std::int64_t value)
{
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

template <class Integer>
Integer common_divisor(Integer a, Integer b)
{
    while (b != 0) {
        const Integer rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

Wide wide_magnitude(Wide value)
{
    return value < 0 ? -value : value;
}

std::int64_t narrow(Wide value)
{
    if (value > std::numeric_limits<std::int64_t>::max() ||
        value < std::numeric_limits<std::int64_t>::min())
        throw ArithmeticOverflow();
    return static_cast<std::int64_t>(value);
}

constexpr std::array<std::int64_t, 10> k_powers_of_ten = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

// Rounds numerator/denominator (denominator positive) to a whole number.
template <class Integer>
Integer nearest_whole(Integer numerator, Integer denominator, Ties ties)
{
    const Integer whole = numerator / denominator;  // toward zero
    const Integer rest = numerator % denominator;
    const Integer direction = numerator < 0 ? -1 : 1;
    const Integer twice = (rest < 0 ? -rest : rest) * 2;
    if (twice > denominator)
        return whole + direction;
    if (twice < denominator)
        return whole;
    switch (ties) {
    case Ties::away_from_zero: return whole + direction;
    case Ties::toward_zero: return whole;
    case Ties::to_even: return whole % 2 == 0 ? whole : whole + direction;
    }
    return whole;
}

// A run of digits at the front of `text`, removed from it.
struct DigitRun {
    std::int64_t value = 0;
    int digits = 0;
};

std::optional<DigitRun> take_digits(std::string_view& text)
{
    DigitRun run;
    while (const auto digit = leading_digit(text)) {
        if (++run.digits > k_most_digits)
            return std::nullopt;
        run.value = run.value * 10 + digit->value;
        text.remove_prefix(digit->bytes);
    }
    if (run.digits == 0)
        return std::nullopt;
    return run;
}

bool take(std::string_view& text, std::string_view token)
{
    if (!text.starts_with(token))
        return false;
    text.remove_prefix(token.size());
    return true;
}

}  // namespace

ArithmeticOverflow::ArithmeticOverflow()
    : std::overflow_error("an exact number does not fit in 64-bit parts")
{}

Exact Exact::uncommon_ratio(std::int64_t numerator, std::int64_t denominator)
{
    if (denominator == 0)
        throw ArithmeticOverflow();
    if (denominator < 0) {
        if (__builtin_sub_overflow(std::int64_t{0}, numerator, &numerator) ||
            __builtin_sub_overflow(std::int64_t{0}, denominator, &denominator))
            throw ArithmeticOverflow();
    }
    return Exact(numerator, denominator);
}

Exact Exact::reduced() const
{
    if (denominator_ == 1)
        return *this;
    const std::uint64_t divisor = common_divisor(magnitude(numerator_), magnitude(denominator_));
    if (divisor <= 1)
        return *this;
    Exact value;
    value.denominator_ = static_cast<std::int64_t>(magnitude(denominator_) / divisor);
    value.numerator_ = numerator_ / static_cast<std::int64_t>(divisor);
    return value;
}

namespace {

struct WideRatio {
    Wide numerator;
    Wide denominator;
};

WideRatio lowest_terms(WideRatio value)
{
    const Wide divisor = common_divisor(wide_magnitude(value.numerator), value.denominator);
    if (divisor > 1) {
        value.numerator /= divisor;
        value.denominator /= divisor;
    }
    return value;
}

}  // namespace

// The sum over a common denominator: the least one, unless they are so small that finding it would cost more than
// carrying what it saves. Only when that does not fit are both brought to lowest terms first.
Exact Exact::added(const Exact& a, const Exact& b)
{
    constexpr std::int64_t k_carried = 1 << 10;
    const std::int64_t divisor = a.denominator_ < k_carried && b.denominator_ < k_carried
                                     ? 1
                                     : common_divisor(a.denominator_, b.denominator_);
    const std::int64_t a_factor = b.denominator_ / divisor;
    const std::int64_t b_factor = a.denominator_ / divisor;
    Exact sum;
    std::int64_t left = 0;
    std::int64_t right = 0;
    if (!__builtin_mul_overflow(a.numerator_, a_factor, &left) &&
        !__builtin_mul_overflow(b.numerator_, b_factor, &right) &&
        !__builtin_add_overflow(left, right, &sum.numerator_) &&
        !__builtin_mul_overflow(a.denominator_, a_factor, &sum.denominator_))
        return sum;
    const Exact x = a.reduced();
    const Exact y = b.reduced();
    Wide wide_numerator = 0;
    if (__builtin_add_overflow(static_cast<Wide>(x.numerator_) * y.denominator_,
                               static_cast<Wide>(y.numerator_) * x.denominator_, &wide_numerator))
        throw ArithmeticOverflow();
    const WideRatio exact =
        lowest_terms({wide_numerator, static_cast<Wide>(x.denominator_) * y.denominator_});
    return ratio(narrow(exact.numerator), narrow(exact.denominator));
}

Exact Exact::subtracted(const Exact& a, const Exact& b)
{
    Exact negative = b;
    if (__builtin_sub_overflow(std::int64_t{0}, b.numerator_, &negative.numerator_))
        throw ArithmeticOverflow();
    return added(a, negative);
}

Exact Exact::multiplied(const Exact& a, const Exact& b)
{
    const WideRatio exact = lowest_terms({static_cast<Wide>(a.numerator_) * b.numerator_,
                                          static_cast<Wide>(a.denominator_) * b.denominator_});
    return ratio(narrow(exact.numerator), narrow(exact.denominator));
}

Exact Exact::uncommon_quotient(const Exact& a, const Exact& b)
{
    if (b.numerator_ == 0)
        throw ArithmeticOverflow();
    return a * Exact::ratio(b.numerator_ < 0 ? -b.denominator_ : b.denominator_,
                            static_cast<std::int64_t>(magnitude(b.numerator_)));
}

std::int64_t Exact::uncommon_nearest(Ties ties) const
{
    // Parts that can be doubled need no 128-bit division.
    constexpr std::int64_t k_half = std::numeric_limits<std::int64_t>::max() / 2;
    if (-k_half <= numerator_ && numerator_ <= k_half && denominator_ <= k_half)
        return nearest_whole(numerator_, denominator_, ties);
    return narrow(nearest_whole<Wide>(numerator_, denominator_, ties));
}

Exact Exact::rounded(int places, Ties ties) const
{
    const std::int64_t scale = k_powers_of_ten.at(static_cast<std::size_t>(places));
    Wide scaled = 0;
    if (__builtin_mul_overflow(static_cast<Wide>(numerator_), static_cast<Wide>(scale), &scaled))
        throw ArithmeticOverflow();
    return ratio(narrow(nearest_whole<Wide>(scaled, denominator_, ties)), scale);
}

std::string Exact::to_text() const
{
    const Exact value = reduced();
    std::string text = std::to_string(value.numerator_);
    if (value.denominator_ != 1)
        text += '/' + std::to_string(value.denominator_);
    return text;
}

std::string Exact::shown(int places) const
{
    const std::int64_t scale = k_powers_of_ten.at(static_cast<std::size_t>(places));
    const Wide scaled = nearest_whole<Wide>(static_cast<Wide>(numerator_) * scale, denominator_,
                                            Ties::away_from_zero);
    const Wide size = wide_magnitude(scaled);
    std::string text = std::to_string(narrow(size / scale));
    if (places > 0) {
        std::string decimals = std::to_string(static_cast<std::int64_t>(size % scale));
        text +=
            '.' + std::string(static_cast<std::size_t>(places) - decimals.size(), '0') + decimals;
    }
    return scaled < 0 ? '-' + text : text;
}

std::optional<Exact> Exact::parse(std::string_view text)
{
    const bool negative = take(text, "-");
    const auto whole = take_digits(text);
    if (!whole)
        return std::nullopt;
    Exact value = whole->value;
    if (take(text, ".") || take(text, "\u066B")) {
        const auto decimals = take_digits(text);
        if (!decimals || whole->digits + decimals->digits > k_most_digits)
            return std::nullopt;
        std::int64_t scale = 1;
        for (int i = 0; i < decimals->digits; ++i)
            scale *= 10;
        value = ratio(whole->value * scale + decimals->value, scale).reduced();
        if (take(text, "%") || take(text, "\u066A")) {
            if (decimals->digits > k_most_digits - 2)
                return std::nullopt;
            value = (value / Exact(100)).reduced();
        }
    } else if (take(text, "/")) {
        const auto denominator = take_digits(text);
        if (!denominator || denominator->value == 0)
            return std::nullopt;
        value = ratio(whole->value, denominator->value).reduced();
    } else if (take(text, "%") || take(text, "\u066A")) {
        value = ratio(whole->value, 100).reduced();
    }
    if (!text.empty())
        return std::nullopt;
    return negative ? -value : value;
}

}  // namespace taqwim
