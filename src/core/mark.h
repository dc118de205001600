// Marks and shares. A Mark counts marks (درجات), a Share is a part of a whole (70 %). Both are exact.
// Mark * Share is a mark; Mark * Mark does not compile.
#pragma once

#include "core/exact.h"

namespace taqwim {

struct Share {
    Exact value;  // 7/10 for "70%"

    constexpr Share() = default;
    constexpr explicit Share(Exact share) : value(share) {}

    friend bool operator==(const Share&, const Share&) = default;
    friend std::strong_ordering operator<=>(const Share& a, const Share& b)
    {
        return a.value <=> b.value;
    }
};

struct Mark {
    Exact value;

    constexpr Mark() = default;
    constexpr explicit Mark(Exact mark) : value(mark) {}
    constexpr explicit Mark(int mark) : value(mark) {}

    [[nodiscard]] std::string to_text() const { return value.to_text(); }
    [[nodiscard]] std::string shown() const { return value.shown(2); }

    friend Mark operator+(const Mark& a, const Mark& b) { return Mark(a.value + b.value); }
    friend Mark operator-(const Mark& a, const Mark& b) { return Mark(a.value - b.value); }
    friend Mark operator*(const Mark& a, const Share& b) { return Mark(a.value * b.value); }
    friend Mark operator*(const Share& a, const Mark& b) { return b * a; }
    friend Mark operator*(const Mark& a, int times) { return Mark(a.value * Exact(times)); }
    friend Mark operator/(const Mark& a, int parts) { return Mark(a.value / Exact(parts)); }
    // What share one mark is of another.
    friend Share operator/(const Mark& a, const Mark& b) { return Share(a.value / b.value); }
    Mark& operator+=(const Mark& other) { return *this = *this + other; }
    Mark& operator-=(const Mark& other) { return *this = *this - other; }

    friend bool operator==(const Mark&, const Mark&) = default;
    friend std::strong_ordering operator<=>(const Mark& a, const Mark& b)
    {
        return a.value <=> b.value;
    }
};

}  // namespace taqwim
