// The one place that checks facts before the rules see them, and stores them. Both readers (JSON
// and a school's folder) hand it what they read, already split into texts and numbers, each with
// its place in the source.
//
//   StudentYearBuilder builder(rules, symbols);
//   builder.school_year(year, Given::yes, at);      // 1. who and when
//   builder.grade("4", at);
//   builder.calendar(calendar, at);                 // 2. the calendar, the plan, exemptions
//   builder.units(Subject::maths, Term::first, "3", at);
//   builder.absent_on("2015-10-04", "", at);        // 3. attendance, excuses, the exceptional case
//   builder.measure({...}, at);                     // 4. levels, scores, sittings
//   const Result<StudentYear> facts = builder.finish(at);
//
// The steps build on one another and keep this order; within a step any order will do. Whatever is
// wrong is kept in problems() and reading goes on, so that one pass reports everything. An empty
// text is a missing fact, never a problem and never zero.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/fact_place.h"
#include "regulations/frame/problem_list.h"
#include "regulations/kw_primary_2016/calendar_builder.h"
#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"

namespace taqwim::kw_primary_2016 {

// A symbol or a label of a level (KW-9), from the label files of the regulation.
struct LevelSymbol {
    std::string symbol;
    int level = 0;
};

enum class Given : std::uint8_t { no, yes };

// The criterion numbered competency.number (KW-P1-5).
struct Criterion {
    int competency = 0;
    int number = 0;

    [[nodiscard]] std::string to_text() const
    {
        return std::to_string(competency) + "." + std::to_string(number);
    }
};

struct MeasureEntry {
    Subject subject = Subject::quran;
    Term term = Term::first;
    Criterion criterion;
    std::string_view level;
    std::string_view on;
    std::string_view missed_on;
    std::string_view activities_practised_on;
};

struct UnitEntry {
    Subject subject = Subject::quran;
    Term term = Term::first;
    int number = 0;
    std::string_view score;
    std::string_view maximum;
    std::string_view on;
    std::string_view missed_on;
    Known last_two_months = Known::unknown;
};

struct ExemptionEntry {
    Subject subject = Subject::quran;
    std::string_view from_term;  // "T1" (also when empty) or "T2"
    std::string_view ground;     // "non_muslim" or "medical_report"; empty: that of the subject
};

struct ExcuseEntry {
    std::string_view from;
    std::string_view to;
    std::string_view kind;
    bool on_school_form = false;
    std::string_view certifier;
    bool school_health_certified = false;
    std::string_view submitted_on;
    std::string_view judgement;
};

struct CarriedEntry {
    std::string_view unexcused_days;
    std::string_view excused_days;
    std::string_view lateness_unaccepted;
    std::vector<std::string_view> documents;
};

struct ExceptionalEntry {
    std::string_view type;
    std::string_view person;
    std::string_view from;
    std::string_view to;
    int documents = 0;
    std::string_view district;
    std::string_view ministry_committee;
    bool lapsed = false;
};

struct SecondRoundEntry {
    Subject subject = Subject::quran;
    std::string_view reassessment_of_40;
    std::string_view reassessment;          // out of reassessment_maximum
    std::string_view reassessment_maximum;  // empty: out of 100
    std::optional<Where>
        reassessment_at;  // when it stands as an object of its own, {"mark", "max"}
    std::string_view performance;
    std::string_view paper;
    std::string_view on;
    std::string_view absent;  // "U" or "E"; empty: not absent
};

// Above this a plan is a slip of the pen; the regulation's subjects have three to five
// competencies.
inline constexpr int k_most_competencies = 50;

class StudentYearBuilder {
public:
    // Both must outlive the builder.
    StudentYearBuilder(const Rules& rules, std::span<const LevelSymbol> symbols);

    // 1. Who and when.
    void school_year(SchoolYear year, Given given, const Where& where);
    // The regulation that the facts say they are for: this one, or none.
    void regulation(std::string_view id, const Where& where);
    void id(std::string_view text);
    void name(std::string_view text);
    void section(std::string_view text);
    void grade(std::string_view text, const Where& where);
    void as_of(std::string_view text, const Where& where);
    void sex(std::string_view text, const Where& where);
    void birth_date(std::string_view text, const Where& where);
    void nationality(std::string_view text, const Where& where);
    void school_staff(std::string_view text, const Where& where);
    void enrolment(std::string_view on, bool newcomer, const Where& where);

    // 2. The calendar and the plan.
    void calendar(std::shared_ptr<const SchoolCalendar> calendar, const Where& where);
    // The subject of a code, when the grade has it.
    [[nodiscard]] std::optional<Subject> subject(std::string_view text, const Where& where);
    [[nodiscard]] std::optional<Term> term(std::string_view text, const Where& where);
    void competencies(Subject subject, Term term, std::string_view text, const Where& where);
    void units(Subject subject, Term term, std::string_view text, const Where& where);
    void exempt(const ExemptionEntry& entry, const Where& where);

    // 3. Attendance and cases.
    // The names of the six counts of a term and "attended_days".
    [[nodiscard]] static std::span<const std::string_view> absence_count_names();
    void absence_count(Term term, std::string_view name, std::string_view text, const Where& where);
    // A ledger was given. Where the calendar tells the school days, one without entries says that
    // he came every day.
    void ledger(const Where& where);
    // Whether absence was given as counts, in whatever part.
    [[nodiscard]] bool has_absence_counts() const { return counts_at_ || last_two_months_at_; }
    void absent_on(std::string_view day, std::string_view period, const Where& where);
    void late_on(std::string_view day, std::string_view judgement, const Where& where);
    void leave_on(std::string_view day, bool approved, const Where& where);
    void excuse(const ExcuseEntry& entry, const Where& where);
    void activity(std::string_view letter, std::string_view from, std::string_view to,
                  const Where& where);
    void carried(Term term, const CarriedEntry& entry, const Where& where);
    void transfer_on(std::string_view day, const Where& where);
    void exceptional(const ExceptionalEntry& entry, const Where& where);
    void last_two_months(std::string_view attended_days, bool absence_all_excused,
                         const Where& where);

    // 4. Marks.
    // "1.2", whose first number is the competency. With `competency` it must be that one.
    [[nodiscard]] std::optional<Criterion> criterion(Subject subject, Term term,
                                                     std::string_view text,
                                                     std::optional<int> competency,
                                                     const Where& where);
    [[nodiscard]] std::optional<int> competency(Subject subject, Term term, std::string_view text,
                                                const Where& where);
    void measure(const MeasureEntry& entry, const Where& where);
    void competency_level(Subject subject, Term term, int competency, std::string_view text,
                          const Where& where);
    void exclude(Subject subject, Term term, int competency, const Where& where);
    void unit(const UnitEntry& entry, const Where& where);
    // One of the five symbols; kept nowhere, as no rule asks for it (KW-T-BEH).
    void behaviour(std::string_view text, const Where& where);
    void performance(Subject subject, std::string_view mark, const Where& where);
    void placement(Subject subject, std::string_view mark, std::string_view on, const Where& where);
    void second_round(const SecondRoundEntry& entry, const Where& where);

    // A field that the reader does not know: refused, with what it may have been meant to be. Marks
    // of a term or a year under any name are refused as what they are (KW-5.3).
    void unknown_field(std::string_view name, std::span<const std::string_view> known,
                       const Where& where);
    [[nodiscard]] static bool is_result_name(std::string_view name);
    void refuse(RefusalCode code, const Where& where, Arguments arguments, const char* clause = "");
    void refuse(Refusal refusal);

    [[nodiscard]] ProblemList& problems() { return problems_; }
    [[nodiscard]] const ProblemList& problems() const { return problems_; }
    [[nodiscard]] const Rules& rules() const { return *rules_; }
    [[nodiscard]] int grade() const { return year_.grade; }
    [[nodiscard]] SchoolYear school_year() const { return year_.school_year; }

    // The cross checks, and the facts. The first problem is the refusal. The builder is empty
    // afterwards.
    [[nodiscard]] Result<StudentYear> finish(const Where& whole);

private:
    struct RawMeasure {
        std::uint8_t competency = 0;
        std::uint8_t criterion = 0;
        MeasureMark mark = MeasureMark::level_0;
        YearDay day = k_no_day;
    };
    struct RawUnit {
        bool given = false;
        Unit unit;
    };
    struct Exclusion {
        int competency = 0;
        Where where;
    };
    // What was given for one subject in one term.
    struct Slot {
        int competencies = -1;  // -1: not given
        int units = -1;
        bool mixed_reported = false;
        bool units_reported = false;
        bool exempt_reported = false;
        std::vector<RawMeasure> measures;
        std::vector<std::int8_t> levels;    // by competency - 1; -1: not entered
        std::vector<RawUnit> unit_results;  // by unit - 1
        std::vector<Exclusion> exclusions;
    };
    struct MakeUpLimit {
        std::optional<Day> last = std::nullopt;
        const char* missing_day = nullptr;  // the day of the calendar that would say it
    };

    [[nodiscard]] Slot& slot(Subject subject, Term term)
    {
        return slots_[index(subject) * 2 + index(term)];
    }
    // The record of a subject in a term, or null when no marks may stand in it.
    [[nodiscard]] Slot* open(Subject subject, Term term, const Where& where);
    [[nodiscard]] int competencies_in_force(Subject subject, Term term);
    [[nodiscard]] bool may_be_year_mark(Subject subject, RefusalCode practical, const char* clause,
                                        const Where& where);
    [[nodiscard]] std::optional<MeasureMark> level(Subject subject, std::string_view text,
                                                   const Where& where);
    [[nodiscard]] std::optional<int> level_of_symbol(std::string_view text) const;
    [[nodiscard]] std::optional<Exact> mark(Subject subject, std::string_view text,
                                            const Exact& maximum, const char* clause,
                                            const Where& where);
    [[nodiscard]] std::optional<SittingState> sitting(Subject subject, std::string_view text,
                                                      const Mark& maximum, const char* clause,
                                                      const Where& where, Mark& mark);
    [[nodiscard]] std::optional<Day> day_of_term(Term term, std::string_view text,
                                                 const Where& where);
    [[nodiscard]] std::optional<Day> day_of_year(std::string_view text, const Where& where);
    [[nodiscard]] std::optional<Day> school_day(std::string_view text, const Where& where);
    [[nodiscard]] bool is_in_year(Day day, const Where& where);
    [[nodiscard]] bool is_in_term(Term term, Day day, const Where& where);
    [[nodiscard]] YearDay year_day(Day day) const;

    // The make-up of a missed item; its subject, term and item are filled in. Nothing when a rule
    // refuses it.
    [[nodiscard]] std::optional<MakeUp> checked_make_up(MakeUp item, std::string_view on,
                                                        std::string_view missed_on,
                                                        std::string_view activities,
                                                        const Where& where);
    [[nodiscard]] MakeUpLimit make_up_limit(const MakeUp& item) const;
    [[nodiscard]] bool was_unexcused(Day day) const;
    [[nodiscard]] bool was_official_activity(Day day) const;

    // What may be given once.
    enum class Once : std::uint8_t {
        absence_count,
        carried,
        exceptional,
        competency_level,
        performance,
        placement,
        second_round
    };
    struct GivenOnce {
        Once what;
        std::size_t which;
        Where where;
    };
    // Whether this is the first time; refuses it when not.
    [[nodiscard]] bool is_first(Once what, std::size_t which, std::string_view value,
                                const char* clause, const Where& where);

    [[nodiscard]] Attendance& attendance(const Where& where);
    [[nodiscard]] bool is_absent_all_day(Day day) const;

    void check_exemptions();
    void check_attendance();
    void check_exclusions();
    void store_marks();
    void store_formative(Subject subject, Term term, SubjectTerm& record);

    const Rules* rules_;
    std::span<const LevelSymbol> symbols_;
    StudentYear year_;
    ProblemList problems_;
    std::array<Slot, 2 * k_subjects> slots_;
    std::shared_ptr<Attendance> attendance_;
    std::vector<std::pair<Subject, Where>> exemptions_;
    std::vector<GivenOnce> given_once_;
    bool grade_given_ = false;
    std::optional<Where> counts_at_;
    std::optional<Where> attendance_at_;
    std::optional<Where> last_two_months_at_;
    std::vector<Where> excuse_places_;  // of attendance_->excuses
};

}  // namespace taqwim::kw_primary_2016
