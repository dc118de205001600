// Draws one student up: first what is settled (absences, marks to be reached, papers), then finish() makes the rest as
// with any other student of the section.
//
//   Draft draft(section, student, random);
//   draft.unexcused(Term::first, 13);                    // 4 marks are taken off: the branch says so itself
//   draft.deduction(Term::first, 4);
//   draft.mean_of_terms(Subject::maths, 79, 2);          // 39.5
//   draft.finish();
//
// Nothing here knows the regulation's rules. Whoever wants a mark says what leads to it; a test that evaluates the
// school sees whether it does.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "aims.h"
#include "marks_maker.h"
#include "presence.h"
#include "sample_student.h"
#include "schedule.h"

namespace taqwim::sample_school {

struct Section {
    int grade = 1;
    int number = 0;  // 0 to 3
    AttendanceForm attendance_form = AttendanceForm::ledger;
    LevelForm level_form = LevelForm::measures;
    SectionSchedule schedule;
};

class Draft {
public:
    Draft(const Section& section, SampleStudent& student, Random random);

    [[nodiscard]] SampleStudent& student() { return student_; }
    [[nodiscard]] Random& random() { return random_; }
    [[nodiscard]] Presence& presence() { return presence_; }
    [[nodiscard]] ItemWishes& wishes() { return wishes_; }
    [[nodiscard]] const SectionSchedule& schedule() const { return section_.schedule; }
    [[nodiscard]] int grade() const { return section_.grade; }

    // Marks. A mark is a fraction of whole numbers: 79, 2 is 39.5.
    void general_ability(int ability) { ability_.general = ability; }
    void deduction(Term term, int marks) { deductions_[kw_primary_2016::index(term)] = marks; }
    void mean_of_terms(Subject subject, int numerator, int denominator = 1);
    void term_marks(Subject subject, int first, int second);  // net, whole marks
    void gross_of_term(Subject subject, Term term, int numerator, int denominator = 1);
    // Every subject that is not settled reaches at least so much as its mean of the terms.
    void at_least(int mark) { floor_ = mark; }
    // His absences may cost more than a mark or two.
    void may_fall() { may_fall_ = true; }

    // Attendance: so many days here and there in the term, away from the days of units. Drawn last, so that they also
    // keep away from what is measured in the subjects whose marks are settled.
    void unexcused(Term term, int days) { unexcused_days_[kw_primary_2016::index(term)] = days; }
    void excused_spells(Term term, int days, int spell, ExcuseKind excuse);
    void whole_term(Term term, ExcuseKind excuse);
    void late(Term term, int times, kw_primary_2016::Judgement judgement);
    // Absent on the day of a unit. When he is away on that day already, nothing changes.
    void absent_on_unit(Subject subject, Term term, int number, ExcuseKind excuse);
    // The day of a measure of this competency on which no unit is held.
    [[nodiscard]] Day measure_day(Subject subject, Term term, int competency,
                                  bool in_last_two_months) const;
    // A day of the term with nothing noted yet, between these hundredths of it; with `days` > 1 the first of so many
    // in a row.
    enum class UnitDays : std::uint8_t { avoided, allowed };
    [[nodiscard]] Day free_day(Term term, int from_hundredths, int to_hundredths, int days = 1,
                               UnitDays unit_days = UnitDays::avoided);

    // Sittings.
    void performance(Subject subject, std::string_view mark);
    // No sitting of the performance assessment but those that are settled.
    void no_other_performance() { performance_is_settled_ = true; }
    void placement(Subject subject, std::string_view mark);
    void placement_on(Day day) { placement_day_ = day; }
    void second_round(SampleSecondRound papers);
    void second_round_on(Day day) { second_round_day_ = day; }

    void exempt(Subject subject, Term from, const char* ground);
    void exceptional(const char* type, Day from, std::optional<Day> to,
                     kw_primary_2016::Judgement district,
                     kw_primary_2016::Judgement committee = kw_primary_2016::Judgement::undecided);
    void exceptional_of_parent();
    void lapsed();

    // What the branch must lead to, for the table of branches.
    void expect(const char* decision_round_1, const char* decision, const char* reason = "");
    void rows(const char* rows) { student_.branch.rows = rows; }
    void clauses(const char* clauses) { student_.branch.clauses = clauses; }

    // Throws std::logic_error, naming the branch, when what was settled cannot be.
    void finish();

private:
    struct SubjectWish {
        std::optional<int> sum;                     // of both terms, net, in sixtieths
        std::array<std::optional<int>, 2> gross{};  // of a term, in sixtieths
        std::array<std::optional<int>, 2> net{};    // of a term, in whole marks
    };
    [[noreturn]] void fail(const std::string& what) const;
    [[nodiscard]] bool has_record(Term term) const;
    [[nodiscard]] bool is_assessed(Subject subject, Term term) const;
    [[nodiscard]] bool is_exempt(Subject subject) const;
    [[nodiscard]] bool measures_settled_subject(Day day) const;
    [[nodiscard]] YearAim aim_of(Subject subject, const MarksMaker& maker);
    void spread_unexcused();
    void note_something();
    void make_marks();
    void make_performance();

    const Section& section_;
    SampleStudent& student_;
    Random random_;
    Presence presence_;
    ItemWishes wishes_;
    Ability ability_;
    std::array<int, 2> deductions_{};
    std::map<Subject, SubjectWish> subjects_;
    int floor_ = 52;
    std::optional<Day> placement_day_;
    std::optional<Day> second_round_day_;
    std::array<bool, 2> is_away_{};
    std::array<int, 2> unexcused_days_{};
    bool performance_is_settled_ = false;
    bool may_fall_ = false;
};

// A few absences, latenesses and leaves as most students have them; at most 13 days count as unexcused in a term.
void draw_ordinary_attendance(Draft& draft);

}  // namespace taqwim::sample_school
