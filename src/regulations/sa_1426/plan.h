// The study plan of one grade and track: its subjects with group, weekly periods and minimum mark (SR-1.9, SR-6.5).
// Shared by all students who follow it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mark.h"

namespace taqwim::sa_1426 {

// SR-1.9  Groups that Article 7 speaks of. Data of the plan, never guessed from a name.
enum class SubjectGroup : std::uint8_t { islamic, arabic, other };
inline constexpr std::size_t k_subject_groups = 3;
[[nodiscard]] const char* code(SubjectGroup group);  // "ISLAMIC"
[[nodiscard]] std::optional<SubjectGroup> subject_group_of(std::string_view code);

// SR-4.2  How the subject is assessed.
enum class Arrangement : std::uint8_t {
    standard,  // coursework and an exam at the end of each term (SR-6)
    oral       // PG-4: continuous assessment alone, 50 marks a term, no end-of-term exam
};

// A set of subjects of one plan, by their place in it.
class SubjectSet {
public:
    constexpr SubjectSet() = default;
    constexpr void insert(std::size_t subject) { bits_ |= bit(subject); }
    constexpr void erase(std::size_t subject) { bits_ &= ~bit(subject); }
    [[nodiscard]] constexpr bool contains(std::size_t subject) const
    {
        return (bits_ & bit(subject)) != 0;
    }
    [[nodiscard]] constexpr bool is_empty() const { return bits_ == 0; }
    [[nodiscard]] constexpr int count() const { return __builtin_popcountll(bits_); }
    friend constexpr bool operator==(SubjectSet, SubjectSet) = default;

private:
    static constexpr std::uint64_t bit(std::size_t subject) { return std::uint64_t{1} << subject; }
    std::uint64_t bits_ = 0;
};

// A plan has at most this many subjects; more are refused (plan_too_large).
inline constexpr std::size_t k_most_subjects = 40;

struct PlanSubject {
    std::string code;
    std::string name_ar;  // may be empty
    std::string name_en;  // may be empty
    SubjectGroup group = SubjectGroup::other;
    Arrangement arrangement = Arrangement::standard;
    int weekly_periods = 0;
    // The plan's own minimum mark. Without one the parameter for stage and group is in force.
    enum class Minimum : std::uint8_t { by_parameter, given, none };
    Minimum minimum_kind = Minimum::by_parameter;
    Mark minimum;                      // when given
    bool counts_for_promotion = true;  // SR-4.2
    bool in_average = true;            // SR-12.2

    friend bool operator==(const PlanSubject&, const PlanSubject&) = default;
};

struct Plan {
    std::vector<PlanSubject> subjects;

    [[nodiscard]] std::optional<std::size_t> find(std::string_view code) const;

    friend bool operator==(const Plan&, const Plan&) = default;
};

}  // namespace taqwim::sa_1426
