// Articles 5, 15 and 16: what becomes of an assessment that the student missed. The printed tables stand here as
// rows (KW-T-15); the rules look the row up and do what it says.
#pragma once

#include <span>

#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

enum class MissedKind : std::uint8_t {
    measure,
    unit,
    last_unit,
    performance,
    whole_term,
    whole_year,
    from_first_term_on
};

// What a missed item does to the mark when it was not made up.
enum class MissedEffect : std::uint8_t {
    unknown,  // its class or its day is not known
    may_be_made_up,
    left_out,
    zero,
    second_chance,              // placement or second round takes its place
    exceptional_second_chance,  // the same under Article 16, with its extended limit
};

enum class WindowCondition : std::uint8_t {
    any,
    outside,
    inside
};  // of the last two school months
struct ClassCondition {
    bool unexcused = false;
    bool excused = false;
    bool exceptional = false;
};

// One row of the tables of Articles 15 and 16. The texts are those of the machine-readable table: action, effect,
// limit, approval, effect on promotion; empty when the row has none.
struct AbsenceRow {
    const char* row;
    const char* clause;
    int first_grade;
    int last_grade;
    int term;  // 1, 2; 0 for the year, 3 for "from a part of term 1 to the end"
    MissedKind missed;
    ClassCondition classes;
    WindowCondition window;
    MissedEffect effect;
    const char* action;
    const char* if_never_made_up;
    const char* limit;
    const char* approval;
    const char* promotion;
};
[[nodiscard]] std::span<const AbsenceRow> absence_rows();

// The row for a missed item: the first that fits. An exceptional item without a row of its own takes the excused
// row. Null when the class is not known, or when the row hangs on the last two months and the day is not known.
[[nodiscard]] const AbsenceRow* absence_row(int grade, Term term, MissedKind missed,
                                            ItemClass item_class, Known in_last_two_months);

MissedEffect effect_of_missed_measure(const StudentYear& year, Term term, const Measure& measure,
                                      const AbsenceClasses& classes, const Rules& rules,
                                      Trace& trace);
MissedEffect effect_of_missed_unit(const StudentYear& year, Subject subject, Term term,
                                   const Unit& unit, bool is_last, const AbsenceClasses& classes,
                                   const Rules& rules, Trace& trace);

// The first day of the last two school months: Decision No. 1's date, or so many months before the year's end.
[[nodiscard]] std::optional<Day> last_two_months_start(const StudentYear& year, const Rules& rules);

// The last school day within the first week of a term that begins on `start` (decision D37).
[[nodiscard]] Day end_of_first_week(Day start, const Rules& rules);

// KW-5.2  Whether the student was absent for the whole term: no level, no scored unit, and in term 2 of grade 5 no
// performance sitting attended (decision D49). Unknown when nothing at all was recorded for the term.
WholeTermAbsence absent_whole_term(const StudentYear& year, Term term,
                                   const AbsenceClasses& classes, const Rules& rules, Trace& trace);

}  // namespace taqwim::kw_primary_2016
