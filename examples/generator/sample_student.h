// One invented student and everything that the school knows of him: what the writers write down. Facts only, as a
// teacher or the office would enter them; what the rules make of them stands nowhere here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "regulations/kw_primary_2016/facts.h"

namespace taqwim::sample_school {

using kw_primary_2016::k_subjects;
using kw_primary_2016::k_terms;
using kw_primary_2016::Subject;
using kw_primary_2016::Term;

// One level of one criterion, or with criterion 0 the level of the competency as a whole.
struct SampleLevel {
    Subject subject = Subject::quran;
    Term term = Term::first;
    std::uint8_t competency = 0;
    std::uint8_t criterion = 0;
    char mark = '0';  // '0' to '4'; 'A', 'E' or 'U' for an absence
    std::optional<Day> on{};
    std::optional<Day> missed_on{};     // the day it makes up for
    std::optional<Day> practised_on{};  // when the activities were practised before making up
};

struct SampleScore {
    Subject subject = Subject::quran;
    Term term = Term::first;
    std::uint8_t number = 0;
    std::string score{};  // "8.5", or the letter of an absence
    int maximum = 10;
    std::optional<Day> on{};
    std::optional<Day> missed_on{};
};

struct SampleExemption {
    Subject subject = Subject::quran;
    Term from = Term::first;
    const char* ground = "";
};

struct SampleExclusion {
    Subject subject = Subject::quran;
    Term term = Term::first;
    std::uint8_t competency = 0;
};

// A mark of the performance-standard or the placement assessment: "75", or 'U' and 'E'.
struct SampleSitting {
    Subject subject = Subject::quran;
    std::string mark{};
    std::optional<Day> on{};
};

struct SampleSecondRound {
    Subject subject = Subject::quran;
    std::string reassessment_of_40{};
    std::string reassessment{};  // out of 100
    std::string performance{};
    std::string paper{};
    std::string absent{};
    std::optional<Day> on{};
};

// What the school before had counted (KW-24).
struct SampleTransfer {
    Term term = Term::first;
    Day on;
    int unexcused_days = 0;
    int excused_days = 0;
    int lateness_unaccepted = 0;
    std::vector<const char*> documents{};
};

enum class AttendanceForm : std::uint8_t { ledger, counts };

struct SampleCounts {
    int unexcused_full_days = 0;
    int unexcused_missed_period_days = 0;
    int unapproved_leave_days = 0;
    int lateness_unaccepted = 0;
    int lateness_accepted = 0;
    int excused_intermittent_days = 0;
    int attended_days = 0;
};

// Which branch of the rules the student shows, and what must come out: the last column of a test, not of a school.
struct BranchRow {
    std::string branch{};  // "raise_by_half_a_mark"; empty for an ordinary student
    std::string decision_round_1{};
    std::string decision{};
    std::string repeat_reason{};
    std::string rows{};     // of the absence table, parted by blanks
    std::string clauses{};  // parted by blanks
};

struct SampleStudent {
    std::string id{};
    std::string name{};
    int grade = 1;
    int section = 0;    // 0 to 3
    std::string sex{};  // empty: not recorded
    std::optional<Day> birth_date{};
    std::string nationality{};
    std::optional<Day> enrolled_on{};
    bool newcomer = false;
    std::vector<SampleExemption> exemptions{};

    std::vector<SampleLevel> levels{};
    std::vector<SampleScore> scores{};
    std::vector<SampleExclusion> exclusions{};
    std::vector<SampleSitting> performance{};
    std::vector<SampleSitting> placement{};
    std::vector<SampleSecondRound> second_round{};

    AttendanceForm attendance_form = AttendanceForm::ledger;
    kw_primary_2016::Attendance attendance;
    std::array<SampleCounts, 2> counts{};
    std::optional<kw_primary_2016::LastTwoMonths> last_two_months{};
    std::vector<SampleTransfer> transfers{};
    std::optional<kw_primary_2016::ExceptionalCase> exceptional{};

    BranchRow branch;
};

}  // namespace taqwim::sample_school
