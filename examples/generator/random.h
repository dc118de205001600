// Chance from a seed. Written out, and of whole numbers only, so that a seed gives the same school on every machine
// and with every standard library.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace taqwim::sample_school {

// xoshiro256**, its state filled by splitmix64 (both by Blackman and Vigna, in the public domain).
class Random {
public:
    explicit Random(std::uint64_t seed)
    {
        for (std::uint64_t& word : state_) {
            seed += 0x9E3779B97F4A7C15U;
            word = mixed(seed);
        }
    }

    // A stream of its own for everything that is counted: one student's draws do not change when another student
    // draws more often.
    [[nodiscard]] static Random stream(std::uint64_t seed, std::uint64_t kind, std::uint64_t number)
    {
        return Random(mixed(mixed(seed ^ 0x5851F42D4C957F2DU) + mixed(kind) * 3 + number));
    }

    [[nodiscard]] std::uint64_t next()
    {
        const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
        const std::uint64_t shifted = state_[1] << 17U;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = rotated(state_[3], 45);
        return result;
    }

    // 0 to count - 1, each as likely as any other. `count` is above 0.
    [[nodiscard]] int below(int count)
    {
        // Draws at the upper end, where the last round would be incomplete, are thrown away.
        const auto range = static_cast<std::uint64_t>(count);
        const std::uint64_t whole_rounds = UINT64_MAX - UINT64_MAX % range;
        std::uint64_t draw = next();
        while (draw >= whole_rounds)
            draw = next();
        return static_cast<int>(draw % range);
    }

    // first to last, both included.
    [[nodiscard]] int between(int first, int last) { return first + below(last - first + 1); }
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }

    // Around 0, never beyond ±reach, the middle likelier than the ends.
    [[nodiscard]] int around_zero(int reach)
    {
        // One draw a statement: the order of two in one expression is the compiler's choice.
        const int up = between(0, reach);
        return up - between(0, reach);
    }

    template <class T>
    [[nodiscard]] const T& one_of(const std::vector<T>& list)
    {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }

    template <class T>
    void shuffle(std::vector<T>& list)
    {
        for (std::size_t left = list.size(); left > 1; --left)
            std::swap(list[left - 1],
                      list[static_cast<std::size_t>(below(static_cast<int>(left)))]);
    }

private:
    [[nodiscard]] static constexpr std::uint64_t rotated(std::uint64_t word, unsigned by)
    {
        return (word << by) | (word >> (64U - by));
    }
    [[nodiscard]] static constexpr std::uint64_t mixed(std::uint64_t word)
    {
        word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9U;
        word = (word ^ (word >> 27U)) * 0x94D049BB133111EBU;
        return word ^ (word >> 31U);
    }

    std::array<std::uint64_t, 4> state_{};
};

}  // namespace taqwim::sample_school
