// The parameters of a Saudi year by marks in force on a day, as typed fields. Each edition that goes by marks (sa_1426,
// sa_guide) brings the values in its own parameters/*.toml under the same names; nothing here is a default.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/exact.h"
#include "core/mark.h"
#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/facts.h"

namespace taqwim::sa_1426 {

// What every edition's rules have; the rule set stores them with each outcome.
struct EditionRules {
    virtual ~EditionRules() = default;
    std::string digest;  // of all parameters in force
    Day first_covered_day{};
    Day last_covered_day{};
    std::vector<const ParameterInfo*> assumed;  // the assumed values in force
};

// PG-16.C.11 (جبر الكسر): `guide` raises any fraction of the final mark, and of a term mark that thereby reaches its share.
enum class FractionRaise : std::uint8_t { guide, none };
// D9  What absence without excuse from the second round leaves.
enum class SecondRoundAbsence : std::uint8_t { keep_first_round_mark };

class GroupSet {
public:
    constexpr void insert(SubjectGroup group) { has_[static_cast<std::size_t>(group)] = true; }
    [[nodiscard]] constexpr bool contains(SubjectGroup group) const
    {
        return has_[static_cast<std::size_t>(group)];
    }
    friend constexpr bool operator==(const GroupSet&, const GroupSet&) = default;

private:
    std::array<bool, k_subject_groups> has_{};
};

// SR-7.2b, SR-7.2c  Passing a grade although some subjects lie below the minimum.
struct Tolerance {
    Parameter<std::vector<int>> grades;
    Parameter<int> most_subjects;
    Parameter<Share> floor_share;  // of the subject's minimum; equality is in
    Parameter<GroupSet> excluded_groups;
};

struct TermAllotment {
    Parameter<Mark> coursework;
    Parameter<Mark> exam;
};

// A general grade is given from this average on (SR-12.1).
struct GradeBand {
    Exact from;
    std::string grade;  // its code: "excellent"
};

struct Rules : EditionRules {
    // Marks, SR-6.4, SR-6.5, SR-4.4, SR-10.5, PG-9.2.
    Parameter<Mark> subject_maximum;       // marks.subject_maximum
    std::array<TermAllotment, 2> regular;  // marks.term_1_coursework, marks.term_1_exam, …
    Parameter<Mark> one_term_coursework;   // marks.one_term_coursework
    Parameter<Mark> one_term_exam;         // marks.one_term_exam
    Parameter<Mark> exam_only_exam;        // marks.exam_only_exam: 50
    std::array<Parameter<Mark>, 2>
        affiliated_exam;                     // affiliation.term_1_exam, affiliation.term_2_exam
    Parameter<Mark> affiliated_annual_exam;  // affiliation.annual_exam
    Parameter<Mark> oral_term;               // marks.oral_term: 50
    Parameter<Exact> entry_step;             // marks.entry_step
    // minimum.<stage>_<group>, such as minimum.intermediate_islamic
    std::array<std::array<Parameter<Mark>, k_subject_groups>, k_stages> minimum;

    Parameter<FractionRaise> fraction_raise;  // fractions.raise

    Tolerance
        two_subjects;  // passing.b_grades, passing.b_most_subjects, passing.b_floor_share, passing.b_excluded_groups
    Tolerance one_subject;                               // passing.c_…
    Parameter<bool> tolerance_requires_sitting;          // passing.tolerance_requires_sitting
    Parameter<SecondRoundAbsence> second_round_absence;  // second_round.unexcused_absence

    // Averages and general grades, SR-12.
    Parameter<int> average_from_grade;  // average.from_grade
    Parameter<int> average_decimals;    // average.decimals
    Parameter<std::vector<Exact>>
        average_year_weights;  // average.year_weights: empty ("pooled") pools the years
    Parameter<std::vector<GradeBand>> grade_bands;  // highest first: grades.from, grades.names
    Parameter<bool> grade_bands_confirmed;          // grades.confirmed

    // The minimum of a subject that the plan leaves to the parameters.
    [[nodiscard]] const Parameter<Mark>& minimum_of(int grade, SubjectGroup group) const
    {
        return minimum[static_cast<std::size_t>(stage_of(grade))][static_cast<std::size_t>(group)];
    }

    // Reads and checks: parts that add up to the subject's maximum (SR-6.4), bands without gap or overlap (SR-12.1), year
    // weights that add up to one. Throws ConfigurationFault with all that is wrong.
    [[nodiscard]] static Rules read(const ParametersOnDay& parameters);
};

}  // namespace taqwim::sa_1426
