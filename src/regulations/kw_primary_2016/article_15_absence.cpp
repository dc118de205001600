#include "regulations/kw_primary_2016/article_15_absence.h"

namespace taqwim::kw_primary_2016 {

namespace {

constexpr ClassCondition k_unexcused = {.unexcused = true};
constexpr ClassCondition k_excused = {.excused = true};
constexpr ClassCondition k_exceptional = {.exceptional = true};
constexpr ClassCondition k_excused_or_exceptional = {.excused = true, .exceptional = true};
constexpr ClassCondition k_any_class = {.unexcused = true, .excused = true, .exceptional = true};

using K = MissedKind;
using W = WindowCondition;
using E = MissedEffect;

// One row of the printed table is one line here.
// clang-format off
// KW-T-15, in its order.
constexpr AbsenceRow k_rows[] = {  // source-check: allow the rows of the printed table
    {"W0", "KW-5.1", 1, 5, 0, K::whole_year, k_any_class, W::any, E::unknown, "none", "", "", "", "repeat"},
    {"A3", "KW-15.A.E3", 1, 5, 1, K::whole_term, k_excused_or_exceptional, W::any, E::left_out, "carry_to_term2",
     "Y=T2", "", "", ""},
    {"A3u", "KW-15.A.U3", 1, 5, 1, K::whole_term, k_unexcused, W::any, E::zero, "zero", "T1=0", "", "", ""},
    {"A1", "KW-15.A.E1", 1, 5, 1, K::measure, k_excused, W::any, E::left_out, "assess_on_return", "left_out",
     "t2_first_week", "", ""},
    {"A2", "KW-15.A.E2", 1, 5, 1, K::unit, k_excused, W::any, E::zero, "assess_on_return", "unit_0", "t2_first_week",
     "", ""},
    {"A2L", "KW-15.A.E2", 1, 5, 1, K::last_unit, k_excused, W::any, E::zero, "assess_on_return", "unit_0",
     "t2_first_week", "", ""},
    {"A1u", "KW-15.A.U1", 1, 5, 1, K::measure, k_unexcused, W::any, E::zero, "zero", "level_0", "", "", ""},
    {"A2u", "KW-15.A.U2", 1, 5, 1, K::unit, k_unexcused, W::any, E::zero, "zero", "unit_0", "", "", ""},
    {"B3", "KW-15.B.E3", 1, 4, 2, K::whole_term, k_excused, W::any, E::unknown, "none", "", "", "", "repeat"},
    {"B3x", "KW-15.B.E3", 1, 4, 2, K::whole_term, k_exceptional, W::any, E::exceptional_second_chance, "placement:T2",
     "0", "placement_date|next_t2_first_week", "educational_district", "must_pass"},
    {"B3u", "KW-15.B.U3", 1, 4, 2, K::whole_term, k_unexcused, W::any, E::zero, "zero", "T2=0", "", "", "repeat"},
    {"B1", "KW-15.B.E1", 1, 4, 2, K::measure, k_excused, W::outside, E::left_out, "assess_on_return", "left_out",
     "t2_end", "", ""},
    {"B1w", "KW-15.B.E1", 1, 4, 2, K::measure, k_excused, W::inside, E::left_out, "makeup_window_7d", "left_out",
     "placement_date", "", ""},
    {"B2", "KW-15.B.E2", 1, 4, 2, K::unit, k_excused, W::outside, E::second_chance, "assess_on_return>placement:T2",
     "unit_0_if_absent_from_placement", "t2_end|placement_date", "", ""},
    {"B2w", "KW-15.B.E2", 1, 4, 2, K::unit, k_excused, W::inside, E::second_chance, "makeup_window_7d>placement:T2",
     "unit_0_if_absent_from_placement", "placement_date", "", ""},
    {"B2x", "KW-15.B.E2", 1, 4, 2, K::unit, k_exceptional, W::inside, E::exceptional_second_chance,
     "makeup_window_7d>placement:T2", "unit_0", "next_t2_first_week", "educational_district", "must_pass"},
    {"B1u", "KW-15.B.U1", 1, 4, 2, K::measure, k_unexcused, W::any, E::zero, "zero", "level_0", "", "", ""},
    {"B2u", "KW-15.B.U2", 1, 4, 2, K::unit, k_unexcused, W::any, E::zero, "zero", "unit_0", "", "", ""},
    {"C4", "KW-15.C.E4", 5, 5, 2, K::whole_term, k_excused, W::any, E::unknown, "none", "", "", "", "repeat"},
    {"C4x", "KW-15.C.E4", 5, 5, 2, K::whole_term, k_exceptional, W::any, E::exceptional_second_chance,
     "second_round:T2+P", "0", "second_round_date|oct15", "educational_district", "must_pass"},
    {"C4u", "KW-15.C.U4", 5, 5, 2, K::whole_term, k_unexcused, W::any, E::zero, "zero", "T2=0,P=0", "", "", "repeat"},
    {"C1", "KW-15.C.E1", 5, 5, 2, K::measure, k_excused, W::outside, E::left_out, "assess_on_return", "left_out",
     "t2_end", "", ""},
    {"C1w", "KW-15.C.E1", 5, 5, 2, K::measure, k_excused, W::inside, E::left_out, "makeup_window_7d", "left_out",
     "performance_date", "", ""},
    {"C2", "KW-15.C.E2", 5, 5, 2, K::unit, k_excused, W::any, E::zero, "assess_on_return|makeup_window_7d", "unit_0",
     "performance_date", "", ""},
    {"C2x", "KW-15.C.E2", 5, 5, 2, K::unit, k_exceptional, W::inside, E::exceptional_second_chance,
     "second_round:T2+P", "0", "second_round_date|oct15", "educational_district", "must_pass"},
    {"C3", "KW-15.C.E3", 5, 5, 2, K::performance, k_excused, W::any, E::second_chance, "second_round:P",
     "P=0,not_passed", "second_round_date", "", ""},
    {"C3x", "KW-15.C.E3", 5, 5, 2, K::performance, k_exceptional, W::any, E::exceptional_second_chance,
     "second_round:P", "P=0,not_passed", "second_round_date|oct15", "educational_district_for_extension", "must_pass"},
    {"C1u", "KW-15.C.U1", 5, 5, 2, K::measure, k_unexcused, W::any, E::zero, "zero", "level_0", "", "", ""},
    {"C2u", "KW-15.C.U2", 5, 5, 2, K::unit, k_unexcused, W::any, E::zero, "zero", "unit_0", "", "", ""},
    {"C3u", "KW-15.C.U3", 5, 5, 2, K::performance, k_unexcused, W::any, E::zero, "zero", "P=0,not_passed", "", "",
     "failing_subject"},
    {"X1", "KW-16.2", 1, 4, 3, K::from_first_term_on, k_exceptional, W::any, E::exceptional_second_chance,
     "placement:T1+T2", "0", "placement_date|next_t2_first_week", "ministry_specialised_committee", "must_pass"},
    {"X2", "KW-16.2", 5, 5, 3, K::from_first_term_on, k_exceptional, W::any, E::exceptional_second_chance,
     "second_round:T1+T2+P", "0", "second_round_date|oct15", "ministry_specialised_committee", "must_pass"},
};
// clang-format on

bool fits(const ClassCondition& condition, ItemClass item_class)
{
    switch (item_class) {
    case ItemClass::unexcused: return condition.unexcused;
    case ItemClass::excused: return condition.excused;
    case ItemClass::exceptional: return condition.exceptional;
    case ItemClass::unknown: return false;
    }
    return false;
}

// A last unit without a row of its own is a unit.
bool fits(MissedKind row, MissedKind missed)
{
    return row == missed || (row == MissedKind::unit && missed == MissedKind::last_unit);
}

Known is_in_last_two_months(const StudentYear& year, const Unit& unit, const Rules& rules)
{
    if (unit.last_two_months != Known::unknown)
        return unit.last_two_months;
    const auto start = last_two_months_start(year, rules);
    if (unit.day == k_no_day || !start)
        return Known::unknown;
    return year.day_of(unit.day) >= *start ? Known::yes : Known::no;
}

bool is_unit(MissedKind missed)
{
    return missed == MissedKind::unit || missed == MissedKind::last_unit;
}

// The last day on which an item may be made up, as the table of Article 15 has it. Nothing when the calendar lacks it.
std::optional<Day> last_day_to_make_up(const StudentYear& year, Term term, MissedKind missed,
                                       bool in_last_two_months, const Rules& rules)
{
    const SchoolCalendar& calendar = *year.calendar;
    // Term 1: the last school day within the first week of term 2 (decisions D25, D37).
    if (term == Term::first) {
        const Day start = calendar.second_term_start();
        Day last = start + (rules.first_week_days.value - 1);
        while (last > start && !calendar.is_school_day(last))
            last = last + -1;
        return last;
    }
    // Term 2: its end; what was missed in the last two months, and any unit of grade 5, before the assessment that
    // follows, in the window that the head has set for it (decision D26).
    const bool is_grade_5 = year.grade == k_grades;
    if (!in_last_two_months && !(is_grade_5 && is_unit(missed)))
        return calendar.year_end;
    if (in_last_two_months && calendar.make_up_window_end)
        return calendar.make_up_window_end;
    if (const auto& assessment = is_grade_5 ? calendar.first_performance : calendar.first_placement)
        return *assessment + -1;
    // The placement never lies before the end of term 2; of the performance assessment nobody can say.
    return is_grade_5 ? std::nullopt : std::optional<Day>(calendar.year_end);
}

// Whether the limit for making the item up may still lie ahead on the day of judgement. Without such a day every
// limit is past: the year is being closed.
Known limit_is_ahead(const StudentYear& year, Term term, MissedKind missed, bool in_last_two_months,
                     const Rules& rules)
{
    if (!year.as_of)
        return Known::no;
    if (!year.calendar)
        return Known::unknown;
    const auto limit = last_day_to_make_up(year, term, missed, in_last_two_months, rules);
    if (!limit)
        return *year.as_of > year.calendar->year_end ? Known::no : Known::unknown;
    return *year.as_of <= *limit ? Known::yes : Known::no;
}

std::optional<Day> day_if_known(const StudentYear& year, YearDay day)
{
    return day == k_no_day ? std::nullopt : std::optional<Day>(year.day_of(day));
}

bool year_is_over(const StudentYear& year)
{
    return !year.as_of || (year.calendar && *year.as_of >= year.calendar->year_end);
}

// The class that the ledger gives to an absence. Days before enrolment count as absence with an accepted excuse (KW-23,
// and after a transfer decision D48).
ItemClass class_on(const StudentYear& year, const AbsenceClasses& classes, std::optional<Day> day)
{
    if (day && year.enrolled_on && *day < *year.enrolled_on)
        return classes.excused_on(day);
    return classes.on(day);
}

// The class of an absence that the ledger has on every school day of the term; unknown when he came even once.
WholeTermAbsence absent_on_every_day(const StudentYear& year, Term term,
                                     const AbsenceClasses& classes)
{
    const SchoolCalendar& calendar = *year.calendar;
    bool any_day = false;
    bool all_exceptional = true;
    bool all_excused = true;
    for (Day day = calendar.term_start(term); day <= calendar.term_end(term); day = day + 1) {
        if (!calendar.is_school_day(day) || (year.enrolled_on && day < *year.enrolled_on))
            continue;
        any_day = true;
        const AbsentDay* absent = classes.find(day);
        if (absent == nullptr || !absent->whole_day)
            return WholeTermAbsence::unknown;
        all_excused = all_excused && absent->excused;
        all_exceptional = all_exceptional && classes.on(day) == ItemClass::exceptional;
    }
    if (!any_day)
        return WholeTermAbsence::unknown;
    if (!all_excused)
        return WholeTermAbsence::unexcused;
    return all_exceptional ? WholeTermAbsence::exceptional : WholeTermAbsence::excused;
}

MissedEffect effect_of_row(const StudentYear& year, Term term, const AbsenceRow* row,
                           ItemClass item_class, Known in_last_two_months, const Rules& rules,
                           Trace& trace)
{
    auto step = trace.enter(row != nullptr ? row->clause : "KW-T-15", "effect_of_missed_item",
                            row != nullptr ? row->row : nullptr);
    step.text("class", code(item_class));
    if (row == nullptr) {
        step.missing("absence_class");
        return MissedEffect::unknown;
    }
    if (item_class != ItemClass::unexcused) {
        const Known ahead =
            limit_is_ahead(year, term, row->missed, in_last_two_months == Known::yes, rules);
        if (ahead == Known::unknown) {
            step.missing("calendar");
            return MissedEffect::unknown;
        }
        if (ahead == Known::yes) {
            step.missing("make_up");
            return MissedEffect::may_be_made_up;
        }
    }
    step.result_text("effect", row->if_never_made_up);
    return row->effect;
}

}  // namespace

std::span<const AbsenceRow> absence_rows()
{
    return k_rows;
}

const AbsenceRow* absence_row(int grade, Term term, MissedKind missed, ItemClass item_class,
                              Known in_last_two_months)
{
    const int number = static_cast<int>(index(term)) + 1;
    const auto look_up = [&](ItemClass wanted) -> const AbsenceRow* {
        // The last unit has its own row first (A2L), then the row of any unit.
        for (const MissedKind kind :
             {missed, missed == MissedKind::last_unit ? MissedKind::unit : missed}) {
            for (const AbsenceRow& row : k_rows) {
                if (grade < row.first_grade || grade > row.last_grade || row.term != number)
                    continue;
                if (row.missed != kind || !fits(row.missed, missed) || !fits(row.classes, wanted))
                    continue;
                if (row.window == WindowCondition::inside && in_last_two_months != Known::yes)
                    continue;
                if (row.window == WindowCondition::outside && in_last_two_months == Known::yes)
                    continue;
                return &row;
            }
        }
        return nullptr;
    };
    if (item_class != ItemClass::exceptional)
        return look_up(item_class);
    // Under Article 16 a unit of term 2 hangs on the last two months: without its day nobody can say which row.
    const bool hangs_on_day =
        term == Term::second && (missed == MissedKind::unit || missed == MissedKind::last_unit);
    if (hangs_on_day && in_last_two_months == Known::unknown)
        return nullptr;
    const AbsenceRow* own = look_up(ItemClass::exceptional);
    return own != nullptr ? own : look_up(ItemClass::excused);
}

std::optional<Day> last_two_months_start(const StudentYear& year, const Rules& rules)
{
    if (!year.calendar)
        return std::nullopt;
    if (year.calendar->last_two_months_start)
        return year.calendar->last_two_months_start;
    return year.calendar->year_end.plus_months(-rules.last_two_months.value);
}

Day end_of_first_week(Day start, const Rules& rules)
{
    Day day = start + (rules.first_week_days.value - 1);
    while (day > start && !rules.school_weekdays[static_cast<std::size_t>(day.weekday())])
        day = day + -1;
    return day;
}

MissedEffect effect_of_missed_measure(const StudentYear& year, Term term, const Measure& measure,
                                      const AbsenceClasses& classes, const Rules& rules,
                                      Trace& trace)
{
    const auto day = day_if_known(year, measure.day);
    const ItemClass item_class =
        measure.mark == MeasureMark::absent_unexcused ? ItemClass::unexcused
        : measure.mark == MeasureMark::absent_excused ? classes.excused_on(day)
                                                      : class_on(year, classes, day);
    const auto start = last_two_months_start(year, rules);
    const Known inside = !day || !start ? Known::unknown : *day >= *start ? Known::yes : Known::no;
    return effect_of_row(year, term,
                         absence_row(year.grade, term, MissedKind::measure, item_class, inside),
                         item_class, inside, rules, trace);
}

MissedEffect effect_of_missed_unit(const StudentYear& year, Subject subject, Term term,
                                   const Unit& unit, bool is_last, const AbsenceClasses& classes,
                                   const Rules& rules, Trace& trace)
{
    const auto day = day_if_known(year, unit.day);
    const ItemClass item_class = unit.state == UnitState::absent_unexcused ? ItemClass::unexcused
                                 : unit.state == UnitState::absent_excused
                                     ? classes.excused_on(day)
                                     : class_on(year, classes, day);
    const Known inside = is_in_last_two_months(year, unit, rules);
    const MissedEffect effect = effect_of_row(
        year, term,
        absence_row(year.grade, term, is_last ? MissedKind::last_unit : MissedKind::unit,
                    item_class, inside),
        item_class, inside, rules, trace);
    // Placement and second round are for scientific subjects only (KW-18.1): a practical unit that was never made
    // up is zero (decision D55).
    const bool is_second_chance =
        effect == MissedEffect::second_chance || effect == MissedEffect::exceptional_second_chance;
    if (is_second_chance && !rules.counted_in(year.grade).value.contains(subject))
        return MissedEffect::zero;
    return effect;
}

WholeTermAbsence absent_whole_term(const StudentYear& year, Term term,
                                   const AbsenceClasses& classes, const Rules& rules, Trace& trace)
{
    // A term that is not over cannot have been missed as a whole.
    if (year.as_of && year.calendar && *year.as_of < year.calendar->term_end(term))
        return WholeTermAbsence::no;

    bool any_item = false;
    bool any_unexcused = false;
    bool any_unknown = false;
    bool all_exceptional = true;
    const auto look_at = [&](ItemClass item_class) {
        any_item = true;
        any_unexcused = any_unexcused || item_class == ItemClass::unexcused;
        any_unknown = any_unknown || item_class == ItemClass::unknown;
        all_exceptional = all_exceptional && item_class == ItemClass::exceptional;
    };
    for (const Subject subject : k_all_subjects) {
        if (!rules.taught_in(year.grade).contains(subject) || year.is_exempt(subject, term))
            continue;
        const SubjectTerm& facts = year.at(subject, term);
        for (std::uint32_t i = 0; facts.has_formative && i < facts.competencies; ++i) {
            const Competency& competency = year.competencies[facts.first_competency + i];
            if (competency.entered_level >= 0)
                return WholeTermAbsence::no;
            for (std::uint32_t m = 0; m < competency.measures; ++m) {
                const Measure& measure = year.measures[competency.first_measure + m];
                if (measure.mark <= MeasureMark::level_4)
                    return WholeTermAbsence::no;
                const auto day = day_if_known(year, measure.day);
                look_at(measure.mark == MeasureMark::absent_unexcused ? ItemClass::unexcused
                        : measure.mark == MeasureMark::absent_excused
                            ? classes.excused_on(day)
                            : class_on(year, classes, day));
            }
        }
        for (std::uint32_t i = 0; facts.has_units && i < facts.units; ++i) {
            const Unit& unit = year.units[facts.first_unit + i];
            if (unit.state == UnitState::scored)
                return WholeTermAbsence::no;
            if (unit.state == UnitState::not_held)
                continue;
            const auto day = day_if_known(year, unit.day);
            look_at(unit.state == UnitState::absent_unexcused ? ItemClass::unexcused
                    : unit.state == UnitState::absent_excused ? classes.excused_on(day)
                                                              : class_on(year, classes, day));
        }
        if (term == Term::first)
            continue;
        // KW-15.C.E4  In grade 5 the performance-standard assessment is a part of term 2, and of its absence.
        const SittingState sitting = year.performance[index(subject)].state;
        if (sitting == SittingState::attended)
            return WholeTermAbsence::no;
        if (sitting != SittingState::not_given)
            look_at(sitting == SittingState::absent_unexcused ? ItemClass::unexcused
                                                              : classes.excused_on(std::nullopt));
    }

    auto step = trace.enter("KW-5.2", "absent_whole_term", code(term));
    WholeTermAbsence result = WholeTermAbsence::unknown;
    if (!any_item) {
        // KW-23  A newcomer of the second term was absent for all of the first with an accepted excuse.
        const bool joined_later = year.newcomer && year.enrolled_on && year.calendar &&
                                  *year.enrolled_on > year.calendar->term_end(term);
        if (joined_later) {
            step.note("newcomer_days");
            result = WholeTermAbsence::excused;
        } else if (classes.has_ledger()) {
            result = absent_on_every_day(year, term, classes);
        } else if (year.exceptional && term == Term::second && year_is_over(year)) {
            // Nothing was recorded after the Article 16 case began. A case that the district refused leaves an
            // ordinary excuse (KW-16.1).
            result = classes.exceptional_case_stands() ? WholeTermAbsence::exceptional
                                                       : WholeTermAbsence::excused;
        }
    } else if (any_unexcused) {
        result = WholeTermAbsence::unexcused;
    } else if (!any_unknown) {
        result = all_exceptional ? WholeTermAbsence::exceptional : WholeTermAbsence::excused;
    }
    if (result == WholeTermAbsence::unknown) {
        step.missing("term_record", code(term));
        return result;
    }
    step.result_text("class", code(result));
    step.conclude(Finding::met);
    return result;
}

}  // namespace taqwim::kw_primary_2016
