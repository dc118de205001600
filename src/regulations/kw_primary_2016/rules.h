// The parameters of kw_primary_2016 in force on a day, as typed fields. Values and their sources stand in
// parameters/*.toml; nothing here is a default.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/exact.h"
#include "core/mark.h"
#include "core/parameter.h"
#include "core/refusal.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/kw_primary_2016/facts.h"

namespace taqwim::kw_primary_2016 {

// A set of subjects, one bit each.
class SubjectSet {
public:
    constexpr SubjectSet() = default;
    constexpr void insert(Subject subject)
    {
        bits_ = static_cast<std::uint16_t>(bits_ | bit(subject));
    }
    [[nodiscard]] constexpr bool contains(Subject subject) const
    {
        return (bits_ & bit(subject)) != 0;
    }
    [[nodiscard]] constexpr bool is_empty() const { return bits_ == 0; }
    [[nodiscard]] constexpr int count() const { return __builtin_popcount(bits_); }
    friend constexpr bool operator==(SubjectSet, SubjectSet) = default;

private:
    static constexpr std::uint16_t bit(Subject subject)
    {
        return static_cast<std::uint16_t>(1U << index(subject));
    }
    std::uint16_t bits_ = 0;
};

inline constexpr std::array<Subject, k_subjects> k_all_subjects = {
    Subject::quran, Subject::islamic, Subject::arabic, Subject::english,
    Subject::maths, Subject::science, Subject::social, Subject::computer,
    Subject::pe,    Subject::art,     Subject::music};

// The subject of a code such as "maths", or nothing.
[[nodiscard]] std::optional<Subject> subject_of(std::string_view code);

enum class VerbalGrade : std::uint8_t { unacceptable, acceptable, good, very_good, excellent };
[[nodiscard]] const char* code(VerbalGrade grade);

enum class SummativeDenominator : std::uint8_t { units, competencies };
enum class SingleCountBasis : std::uint8_t { as_obtained, after_17_1 };

// One step of a ladder of bands: from this value on, this many points or this grade.
struct PointBand {
    Exact from;
    int points;
};
struct GradeBand {
    Exact from;
    VerbalGrade grade;
};
// A day of the year without the year, such as 15 October.
struct MonthDay {
    int month = 1;
    int day = 1;
};

inline constexpr int k_grades = 5;

struct Rules {
    std::string digest;  // of all parameters in force, stored with each outcome
    Day first_covered_day{};
    Day last_covered_day{};
    std::vector<const ParameterInfo*> assumed;  // the assumed values in force

    // Subject plan, KW-1, KW-3, KW-8. By grade - 1.
    std::array<SubjectSet, k_grades> taught;
    std::array<std::array<int, k_subjects>, k_grades> periods{};
    std::array<Parameter<SubjectSet>, k_grades> counted;
    std::array<Parameter<SubjectSet>, k_grades> practical;
    Parameter<Mark> maximum_mark;
    Parameter<Mark> minimum_mark;
    std::array<Parameter<int>, k_subjects> general_competencies;

    // Formative mark, KW-9, KW-10.
    Parameter<Mark> formative_weight;
    Parameter<int> maximum_level;
    Parameter<Ties> formative_half;
    Parameter<int> least_measures_per_criterion;

    // Final (summative) mark, KW-11.
    Parameter<Mark> summative_weight;
    Parameter<SummativeDenominator> summative_denominator;
    Parameter<Exact> unit_maximum;
    Parameter<int> score_decimals;
    Parameter<std::vector<PointBand>> unit_bands;  // highest first

    Parameter<std::vector<GradeBand>> verbal_bands;  // highest first

    // Grade 5, KW-4.8, KW-13.2.
    Parameter<Share> terms_share;
    Parameter<Share> performance_share;
    Parameter<Mark> performance_maximum;

    // Promotion, KW-4.
    Parameter<bool> practical_blocks;
    Parameter<int> repeat_from_failing_subjects;
    Parameter<int> placement_most_subjects;
    Parameter<int> second_round_most_subjects;
    Parameter<int> last_two_months_least_attended_days;

    // Auto-raise, KW-17.
    Parameter<Mark> raise_all_subjects_from;
    Parameter<Mark> raise_single_subject_from;
    Parameter<SingleCountBasis> raise_single_count_basis;
    Parameter<bool> raise_on_second_attempt;

    // Placement and second round, KW-18, KW-19.
    Parameter<Mark> placement_pass_mark;
    Parameter<bool> placement_caps_at_minimum;
    Parameter<bool> second_round_caps_at_minimum;
    Parameter<Mark> reassessment_maximum;
    Parameter<bool> exceptional_requires_assessment_pass;

    // Absence and lateness, KW-15, KW-20, KW-22.
    Parameter<int> first_week_days;
    Parameter<int> make_up_window_most_days;
    Parameter<MonthDay> exceptional_limit_grade_5;
    Parameter<int> excused_block_days;
    Parameter<Mark> excused_marks;
    Parameter<int> excused_continuous_spell_days;
    Parameter<int> oral_notice_at;
    Parameter<std::vector<int>> warnings_at;
    Parameter<std::vector<int>> deduct_on;
    Parameter<Mark> unexcused_marks;
    Parameter<int> referral_at;
    Parameter<bool> period_counts_as_day;
    Parameter<int> excuse_days_limit;
    Parameter<Mark> deduction_floor;
    Parameter<bool> official_activity_counts;
    Parameter<int> lateness_warning_at;
    Parameter<int> lateness_per_absence_day;

    // Calendar, KW-2.
    std::array<bool, 7> school_weekdays{};
    Parameter<int> last_two_months;

    // Exemptions, KW-26; persons, KW-32, KW-P5-E; exceptional cases, KW-16.0.
    Parameter<SubjectSet> exempt_non_muslim;
    Parameter<SubjectSet> exempt_medical_report;
    Parameter<int> boys_transfer_age;
    Parameter<std::vector<int>> boys_transfer_grades;
    Parameter<int> compulsory_age_primary;
    Parameter<std::string> compulsory_nationality;
    Parameter<std::vector<std::string>> exceptional_types;
    Parameter<std::vector<std::string>> exceptional_parent_types;

    [[nodiscard]] SubjectSet taught_in(int grade) const
    {
        return taught[static_cast<std::size_t>(grade - 1)];
    }
    [[nodiscard]] const Parameter<SubjectSet>& counted_in(int grade) const
    {
        return counted[static_cast<std::size_t>(grade - 1)];
    }
    [[nodiscard]] const Parameter<SubjectSet>& practical_in(int grade) const
    {
        return practical[static_cast<std::size_t>(grade - 1)];
    }

    // Reads and checks the parameters: weights that add up to the maximum mark (KW-6.1) and shares to one
    // (KW-4.8), bands that fall and end at zero (KW-T-11a, KW-14), every subject of a grade either counted or
    // practical (KW-8), periods that add up to the week (KW-1). Throws ConfigurationFault with all that is wrong.
    [[nodiscard]] static Rules read(const ParametersOnDay& parameters);
};

}  // namespace taqwim::kw_primary_2016
