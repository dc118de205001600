// The parameters of the edition of 1447 in force on a day, as typed fields, with its models and plans. Values and their
// sources stand in parameters/*.toml and plans.txt; nothing here is a default.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/exact.h"
#include "core/mark.h"
#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/rules.h"
#include "regulations/sa_1447/models.h"
#include "regulations/sa_1447/plans.h"

namespace taqwim::sa_1447 {

// A word is given from this mark on (SA1447-BANDS).
struct Band {
    Mark from;
    std::string word;  // its code: "excellent_high"
};

// The bands differ by grade.
enum class BandTable : std::uint8_t { grades_1_2, grades_3_9, secondary };
[[nodiscard]] BandTable band_table_of(int grade);

inline constexpr std::size_t k_offence_degrees = 5;

struct BehaviourRules {
    Parameter<Mark> positive;
    Parameter<Mark> distinguished;
    Parameter<std::vector<int>> deductions;  // by degree of the offence, from 1
    Parameter<int> degree_1_from_occurrence;
    Parameter<bool> recoverable;
    Parameter<std::vector<int>> descriptive_grades;
    Parameter<bool> counsellor_may_record_deductions;
};

struct AttendanceRules {
    Parameter<Mark> start;
    Parameter<Mark> unexcused_day;
    Parameter<Mark> least;
    Parameter<bool> restored_when_excused;
    Parameter<int> excuse_working_days;
    Parameter<int> excuse_working_days_most;
    Parameter<int> study_days;
    Parameter<Share> bar_share;
    Parameter<int> bar_days;
    Parameter<std::vector<Stage>> barred_stages;
};

struct EditionRules1447 : sa_1426::EditionRules {
    Models models;
    PlanBook plans;
    Parameter<Mark> maximum;

    Parameter<int> entry_decimals;
    Parameter<int> periods_of_year;
    Parameter<int> entries_per_period;
    Parameter<int> notices_per_period;

    Parameter<Mark> pass_mark;
    Parameter<Share> final_exam_least;
    Parameter<Mark> excused_exam_maximum;
    Parameter<Mark> unexcused_exam_maximum;
    Parameter<std::vector<Stage>> unexcused_stages;
    Parameter<Mark> stumble_exam_maximum;
    Parameter<Share> repeat_if_passed_below;

    std::array<Parameter<std::vector<Band>>, 3> bands;  // by BandTable, highest first

    Parameter<int> average_decimals;
    Parameter<std::vector<Exact>> gpa_year_weights;
    Parameter<int> behaviour_periods;
    Parameter<int> attendance_periods;
    Parameter<Share> activity_share_without_periods;

    BehaviourRules behaviour;
    AttendanceRules attendance;

    [[nodiscard]] const Parameter<std::vector<Band>>& bands_of(int grade) const
    {
        return bands[static_cast<std::size_t>(band_table_of(grade))];
    }

    // Reads and checks: models that add up, bands that fall to 0, year weights that make the whole, a bar that is its
    // share of the study days, and the plans. Throws ConfigurationFault with all that is wrong.
    [[nodiscard]] static EditionRules1447 read(const ParametersOnDay& parameters);
};

}  // namespace taqwim::sa_1447
