// What the rules of kw_primary_2016 may ask about a student's year. Plain data: no marks of a term or a year stand
// here, because teachers never type them (KW-5.3); only levels, unit scores, sittings, attendance and decisions of
// people do. Facts come from JSON or from a school's folder through student_year_reader.h.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/mark.h"
#include "core/school_year.h"

namespace taqwim::kw_primary_2016 {

// The subjects in the order of the follow-up card (KW-T-CARD).
enum class Subject : std::uint8_t {
    quran,
    islamic,
    arabic,
    english,
    maths,
    science,
    social,
    computer,
    pe,
    art,
    music
};
inline constexpr std::size_t k_subjects = 11;
inline constexpr std::array<const char*, k_subjects> k_subject_codes = {
    "quran",  "islamic",  "arabic", "english", "maths", "science",
    "social", "computer", "pe",     "art",     "music"};
[[nodiscard]] constexpr const char* code(Subject subject)
{
    return k_subject_codes[static_cast<std::size_t>(subject)];
}

enum class Term : std::uint8_t { first, second };
inline constexpr std::array<Term, 2> k_terms = {Term::first, Term::second};
[[nodiscard]] constexpr const char* code(Term term)
{
    return term == Term::first ? "T1" : "T2";
}
[[nodiscard]] constexpr std::size_t index(Term term)
{
    return static_cast<std::size_t>(term);
}
[[nodiscard]] constexpr std::size_t index(Subject subject)
{
    return static_cast<std::size_t>(subject);
}

enum class Known : std::uint8_t { unknown, no, yes };

// A day within the facts of one year, as days since the first day of its school year. Missing: k_no_day.
using YearDay = std::int16_t;
inline constexpr YearDay k_no_day = INT16_MIN;

// One planned measuring of one criterion (KW-10.5): a level of 0 to 4, or why there is none.
enum class MeasureMark : std::uint8_t {
    level_0,
    level_1,
    level_2,
    level_3,
    level_4,
    absent_unexcused,  // "U": counts as level 0 (KW-15.A.U1)
    absent_excused,    // "E": not made up
    absent,            // "A": the attendance ledger says of which class
};
struct Measure {
    YearDay day = k_no_day;
    std::uint8_t criterion = 0;  // k of the criterion numbered general.k
    MeasureMark mark = MeasureMark::level_0;
};

struct Competency {
    std::uint32_t first_measure = 0;  // into StudentYear::measures
    std::uint16_t measures = 0;
    std::int8_t entered_level =
        -1;  // its level when the school enters competency averages (KW-10.2), else -1
    bool excluded = false;  // signed off by the head of department as not measurable (decision D25)
};

enum class UnitState : std::uint8_t { not_held, scored, absent_unexcused, absent_excused, absent };
struct Unit {
    std::int32_t score_centi = 0;  // hundredths of a mark, 0 to maximum_centi
    std::int32_t maximum_centi = 1000;
    YearDay day = k_no_day;
    UnitState state = UnitState::not_held;
    Known last_two_months = Known::unknown;  // for an absence without a day
};

// How a missed item was made up: the days that KW-15 asks about.
struct MakeUp {
    Subject subject = Subject::quran;
    Term term = Term::first;
    bool is_unit = false;
    std::uint8_t number = 0;     // competency or unit
    std::uint8_t criterion = 0;  // of a measure
    Day missed_on;
    Day made_up_on;
    std::optional<Day> activities_practised_on;
};

struct SubjectTerm {
    bool has_formative = false;          // anything of the formative record was given
    bool has_units = false;              // anything of the final record was given
    std::uint8_t competencies = 0;       // n: general competencies in force in the term
    std::uint8_t units = 0;              // u: final assessments of the term
    std::uint32_t first_competency = 0;  // into StudentYear::competencies
    std::uint32_t first_unit = 0;        // into StudentYear::units
};

enum class ExemptFrom : std::uint8_t { never, first_term, second_term };

// The absences of one term as counted by the school, when it keeps counts and not days.
struct AbsenceCounts {
    bool given = false;
    int unexcused_full_days = 0;
    int unexcused_missed_period_days = 0;
    int unapproved_leave_days = 0;
    int lateness_unaccepted = 0;  // undecided latenesses are counted here (KW-20.4)
    int lateness_accepted = 0;
    int excused_intermittent_days = 0;
    std::optional<int> attended_days;
};

// What the school before a transfer had already counted in the term (KW-24).
struct CarriedAbsence {
    int unexcused_days = 0;
    int excused_days = 0;
    int lateness_unaccepted = 0;
    std::vector<std::string> documents;  // issued there; not issued again
};

enum class Judgement : std::uint8_t { undecided, accepted, refused };

struct Absence {
    Day day;
    std::uint8_t period = 0;  // 0: the whole day; 1 to 7: that period only
};
struct Lateness {
    Day day;
    Judgement judgement = Judgement::undecided;
};
struct Leave {
    Day day;
    bool approved = false;
};
enum class ExcuseKind : std::uint8_t { non_medical, medical };
enum class Certifier : std::uint8_t { none, health_centre, government_hospital, private_hospital };
struct Excuse {
    Day from;
    Day to;
    ExcuseKind kind = ExcuseKind::non_medical;
    bool on_school_form = false;  // the sick-leave form that the school issues
    Certifier certifier = Certifier::none;
    bool school_health_certified = false;
    std::optional<Day> submitted_on;
    Judgement judgement = Judgement::undecided;
};
struct OfficialActivity {
    std::string letter;
    Day from;
    Day to;
};
// The attendance ledger by days. Needs the calendar of Decision No. 1.
struct Attendance {
    std::vector<Absence> absences;
    std::vector<Lateness> latenesses;
    std::vector<Leave> leaves;
    std::vector<Excuse> excuses;
    std::vector<OfficialActivity> activities;
};

// The dates of Decision No. 1 (القرار رقم ١) for one school year (KW-2).
struct SchoolCalendar {
    std::string decision;  // its number and date, as written
    Day year_start;
    Day holiday_start;  // first day of the mid-year holiday: no school day
    Day holiday_end;    // its last day
    Day year_end;
    std::array<bool, 7> school_weekdays{};  // by Weekday
    std::vector<Day> public_holidays;       // in order
    std::optional<Day> last_two_months_start;
    std::optional<Day> first_placement;
    std::optional<Day> first_performance;
    std::optional<Day> second_round;
    std::optional<Day> next_second_term_start;
    std::optional<Day> make_up_window_start;
    std::optional<Day> make_up_window_end;

    [[nodiscard]] std::optional<Term> term_of(Day day) const;
    [[nodiscard]] bool is_school_day(Day day) const;
    [[nodiscard]] Day term_start(Term term) const;
    [[nodiscard]] Day term_end(Term term) const;  // its last day
    // The first school day after the mid-year holiday.
    [[nodiscard]] Day second_term_start() const { return term_start(Term::second); }
};

enum class SittingState : std::uint8_t { not_given, attended, absent_unexcused, absent_excused };

// One sitting of the performance-standard assessment, first round (KW-4.8).
struct PerformanceSitting {
    SittingState state = SittingState::not_given;
    Mark mark;
};
// One paper of the placement assessment, out of 100 (KW-18).
struct PlacementPaper {
    SittingState state = SittingState::not_given;
    Mark mark;
    std::optional<Day> day;
};
// The second round of grade 5 in one subject (KW-19.7). Which parts are needed depends on the case.
struct SecondRoundPapers {
    SittingState state = SittingState::not_given;
    std::optional<Mark> reassessment_of_40;   // term-2 curriculum standards, converted to 40
    std::optional<Mark> reassessment_of_100;  // the same out of 100
    std::optional<Mark> performance;
    std::optional<Mark>
        whole_paper;  // one paper of 100 for both terms and the performance standards (KW-19.6)
    std::optional<Day> day;
};

// An Article 16 case (الحالات المستثناة).
struct ExceptionalCase {
    std::string type;
    bool of_parent = false;
    std::optional<Day> from;
    std::optional<Day> to;
    Judgement district = Judgement::undecided;
    Judgement ministry_committee = Judgement::undecided;
    bool lapsed = false;
};

// Attendance of the last two school months, when the school keeps counts (KW-4.4).
struct LastTwoMonths {
    int attended_days = 0;
    bool absence_all_excused = false;
};

enum class Sex : std::uint8_t { unknown, male, female };
enum class SchoolStaff : std::uint8_t { unknown, women, men };

struct StudentYear {
    std::string id;
    std::string name;
    int grade = 0;  // 1 to 5
    SchoolYear school_year{};
    bool school_year_assumed = false;  // it was not given: decision D51
    std::optional<Day>
        as_of;  // the day on which limits are judged; without it all regular limits are past
    std::string section;

    std::array<std::array<SubjectTerm, 2>, k_subjects> subject_terms{};
    std::vector<Competency> competencies;
    std::vector<Measure> measures;
    std::vector<Unit> units;
    std::array<ExemptFrom, k_subjects> exempt{};
    std::array<AbsenceCounts, 2> absence{};
    std::array<PerformanceSitting, k_subjects> performance{};

    bool has_placement = false;
    bool has_second_round = false;
    std::array<PlacementPaper, k_subjects> placement{};
    std::vector<std::pair<Subject, SecondRoundPapers>> second_round;

    std::shared_ptr<const SchoolCalendar> calendar;
    std::shared_ptr<const Attendance> attendance;
    std::vector<MakeUp> make_ups;
    std::array<std::optional<CarriedAbsence>, 2> carried{};
    std::optional<ExceptionalCase> exceptional;
    std::optional<LastTwoMonths> last_two_months;
    std::optional<Day> enrolled_on;  // when after the start of the year
    bool newcomer = false;           // first enrolment of the year, no record to carry over (KW-23)

    Sex sex = Sex::unknown;
    SchoolStaff school_staff = SchoolStaff::unknown;
    std::optional<Day> birth_date;
    std::string nationality;  // ISO 3166 code; empty when not given

    [[nodiscard]] const SubjectTerm& at(Subject subject, Term term) const
    {
        return subject_terms[index(subject)][index(term)];
    }
    [[nodiscard]] bool is_exempt(Subject subject, Term term) const
    {
        const ExemptFrom from = exempt[index(subject)];
        return from == ExemptFrom::first_term ||
               (from == ExemptFrom::second_term && term == Term::second);
    }
    // Exempt for the year as a whole: withdrawing during the year is enough (decision D14).
    [[nodiscard]] bool is_exempt(Subject subject) const
    {
        return exempt[index(subject)] != ExemptFrom::never;
    }
    [[nodiscard]] Day day_of(YearDay day) const { return school_year.first_day() + day; }
};

}  // namespace taqwim::kw_primary_2016
