#include "regulations/kw_primary_2016/article_22_absence.h"

#include <algorithm>

#include "regulations/kw_primary_2016/article_15_absence.h"

namespace taqwim::kw_primary_2016 {

namespace {

// The excused days of the ledger that are intermittent: an unbroken spell of so many school days is a continuous
// absence, which Articles 15 and 16 deal with (decision D16).
int intermittent_days(const std::vector<Day>& excused, const SchoolCalendar& calendar,
                      int spell_limit)
{
    int counted = 0;
    std::size_t start = 0;
    while (start < excused.size()) {
        std::size_t end = start + 1;
        for (; end < excused.size(); ++end) {
            Day between = excused[end - 1] + 1;
            while (between < excused[end] && !calendar.is_school_day(between))
                between = between + 1;
            if (between != excused[end])
                break;
        }
        const int length = static_cast<int>(end - start);
        if (spell_limit == 0 || length < spell_limit)
            counted += length;
        start = end;
    }
    return counted;
}

struct LedgerCount {
    std::vector<Day> excused;
    int whole_days_missed = 0;
    int school_days = 0;
};

// KW-22.4, KW-21.2, KW-23, KW-25: what the ledger's days of one term count as.
void count_ledger(const StudentYear& year, Term term, const AbsenceClasses& classes,
                  const Rules& rules, TermOutcome& result, Trace& trace)
{
    const SchoolCalendar& calendar = *year.calendar;
    LedgerCount count;
    auto step = trace.enter("KW-22.5", "excused_days", code(term));
    // KW-23  The absence system binds a newcomer from the day he joined; the days before count nowhere.
    const Day first = year.enrolled_on ? std::max(*year.enrolled_on, calendar.term_start(term))
                                       : calendar.term_start(term);
    if (year.enrolled_on && *year.enrolled_on > calendar.term_start(term))
        step.note("newcomer_days");
    for (const AbsentDay& absent : classes.days()) {
        if (absent.day < first || absent.day > calendar.term_end(term))
            continue;
        if (absent.whole_day)
            ++count.whole_days_missed;
        if (absent.excused) {
            if (absent.whole_day &&
                (!absent.official_activity || rules.official_activity_counts.value)) {
                if (absent.official_activity)
                    step.note("official_activity_days");
                count.excused.push_back(absent.day);
            }
        } else if (absent.unapproved_leave) {
            ++result.unapproved_leave_days;
            step.note("unapproved_leave_day");
        } else if (absent.whole_day) {
            ++result.unexcused_full_days;
        } else if (step.read(rules.period_counts_as_day)) {
            ++result.missed_period_days;
            step.note("missed_period_day");
        }
    }
    for (Day day = first; day <= calendar.term_end(term); day = day + 1)
        if (calendar.is_school_day(day))
            ++count.school_days;
    // Of the days before a transfer this ledger says nothing, so that no attended day after it is not none in the term.
    const int attended = count.school_days - count.whole_days_missed;
    const bool is_whole_term = first == calendar.term_start(term) || year.newcomer;
    if (is_whole_term || attended > 0)
        result.attended_days = attended;
    result.excused_days = step.result(
        "excused_days",
        intermittent_days(count.excused, calendar, step.read(rules.excused_continuous_spell_days)));
    for (const Lateness& late : year.attendance->latenesses)
        if (calendar.term_of(late.day) == term && late.judgement != Judgement::accepted)
            ++result.lateness_unaccepted;  // undecided counts as not accepted: KW-20.4
    result.absence_given = true;
}

void take_counts(const AbsenceCounts& counts, TermOutcome& result)
{
    result.absence_given = counts.given;
    result.unexcused_full_days = counts.unexcused_full_days;
    result.missed_period_days = counts.unexcused_missed_period_days;
    result.unapproved_leave_days = counts.unapproved_leave_days;
    result.lateness_unaccepted = counts.lateness_unaccepted;
    result.excused_days = counts.excused_intermittent_days;
    result.attended_days = counts.attended_days;
}

// KW-22.6, KW-20.2  What is to be issued, in the order it came due. Each step once, also when several are passed
// together; what another school issued before a transfer is not issued again (decision D48).
void absence_documents(const StudentYear& year, Term term, Known compulsory, const Rules& rules,
                       TermOutcome& result, Trace& trace)
{
    auto step = trace.enter("KW-22.6", "absence_documents", code(term));
    const auto& carried = year.carried[index(term)];
    const auto issue = [&](Document document) {
        if (carried && std::find(carried->documents.begin(), carried->documents.end(),
                                 code(document)) != carried->documents.end())
            return;
        result.documents.push_back(document);
        step.text("document", code(document));
    };
    const int unexcused = result.unexcused_days;
    if (unexcused >= step.read(rules.oral_notice_at))
        issue(Document::oral_notice);
    static constexpr std::array warnings = {Document::warning_1, Document::warning_2,
                                            Document::warning_3,
                                            Document::warning_4_registered_letter};
    const std::vector<int>& warnings_at = step.read(rules.warnings_at);
    for (std::size_t i = 0; i < warnings_at.size(); ++i)
        if (unexcused >= warnings_at[i])
            issue(warnings[i]);
    // KW-P5-E.3  Referral is for the compulsory student; for others the head asks under Article 31 (decision D17).
    if (unexcused >= rules.referral_at.value) {
        auto referral = trace.enter("KW-P5-E.3", "referral_is_due", code(term));
        referral.at_least("unexcused_days", Exact(unexcused),
                          Exact(referral.read(rules.referral_at)));
        issue(compulsory == Known::yes       ? Document::referral
              : compulsory == Known::unknown ? Document::referral_if_compulsory
                                             : Document::request_to_assistant_undersecretary);
        referral.conclude(Finding::met);
    }
    {
        auto lateness = trace.enter("KW-20.2", "lateness_warning_is_due", code(term));
        if (lateness.conclude(lateness.at_least("lateness_unaccepted",
                                                Exact(result.lateness_unaccepted),
                                                Exact(lateness.read(rules.lateness_warning_at)))))
            issue(Document::lateness_warning);
    }
}

// KW-22.6  U: whole days, days with a missed period, days of unapproved leave, and days that latenesses make.
void unexcused_days(const StudentYear& year, Term term, const Rules& rules, TermOutcome& result,
                    Trace& trace)
{
    auto step = trace.enter("KW-22.6", "unexcused_days", code(term));
    int carried_days = 0;
    if (const auto& carried = year.carried[index(term)]) {
        // KW-24  The count goes on where the school before left it (decision D48).
        auto transfer = trace.enter("KW-24", "carried_absence", code(term));
        carried_days = transfer.result("carried_days", carried->unexcused_days);
        result.excused_days += carried->excused_days;
        result.lateness_unaccepted += carried->lateness_unaccepted;
    }
    result.converted_days = converted_lateness_days(result.lateness_unaccepted, rules, trace);
    step.value("full_days", Exact(result.unexcused_full_days));
    step.value("missed_period_days", Exact(result.missed_period_days));
    step.value("unapproved_leave_days", Exact(result.unapproved_leave_days));
    step.value("converted_days", Exact(result.converted_days));
    step.value("carried_days", Exact(carried_days));
    result.unexcused_days = step.result(
        "unexcused_days", result.unexcused_full_days + result.missed_period_days +
                              result.unapproved_leave_days + result.converted_days + carried_days);
}

}  // namespace

int converted_lateness_days(int lateness_unaccepted, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-20.3", "converted_lateness_days");
    step.value("lateness_unaccepted", Exact(lateness_unaccepted));
    return step.result("converted_days",
                       lateness_unaccepted / step.read(rules.lateness_per_absence_day));
}

Mark excused_deduction(int excused_days, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-T-22a", "excused_deduction");
    step.value("excused_days", Exact(excused_days));
    const int block = step.read(rules.excused_block_days);
    const int blocks = excused_days < 1 ? 0 : (excused_days - 1) / block;
    return step.result("deduction", step.read(rules.excused_marks) * blocks);
}

Mark unexcused_deduction(int unexcused_days, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-22.6", "unexcused_deduction");
    step.value("unexcused_days", Exact(unexcused_days));
    const std::vector<int>& ladder = step.read(rules.deduct_on);
    const auto steps =
        std::count_if(ladder.begin(), ladder.end(), [&](int day) { return unexcused_days >= day; });
    return step.result("deduction", step.read(rules.unexcused_marks) * static_cast<int>(steps));
}

void term_deduction(const StudentYear& year, Term term, const AbsenceClasses& classes,
                    Known compulsory, const Rules& rules, TermOutcome& result, Trace& trace)
{
    auto step = trace.enter("KW-22.7", "term_deduction", code(term));
    if (classes.has_ledger())
        count_ledger(year, term, classes, rules, result, trace);
    else
        take_counts(year.absence[index(term)], result);
    if (!result.absence_given)
        step.note("absence_not_given");
    unexcused_days(year, term, rules, result, trace);
    // A term that was missed whole has no mark to take anything from: it is carried, zero, or assessed anew.
    if (result.whole_absence == WholeTermAbsence::no ||
        result.whole_absence == WholeTermAbsence::unknown) {
        result.deduction_unexcused = unexcused_deduction(result.unexcused_days, rules, trace);
        result.deduction_excused = excused_deduction(result.excused_days, rules, trace);
    } else {
        step.note("whole_term_absent");
    }
    result.deduction =
        step.result("deduction", result.deduction_unexcused + result.deduction_excused);
    absence_documents(year, term, compulsory, rules, result, trace);
}

Finding attended_last_two_months(const StudentYear& year, const AbsenceClasses& classes,
                                 const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-4.4", "attended_last_two_months");
    int attended = 0;
    bool absence_all_excused = true;
    if (year.last_two_months) {
        attended = year.last_two_months->attended_days;
        absence_all_excused = year.last_two_months->absence_all_excused;
    } else if (classes.has_ledger() && (!year.as_of || *year.as_of >= year.calendar->year_end)) {
        const SchoolCalendar& calendar = *year.calendar;
        Day first = *last_two_months_start(year, rules);
        if (year.enrolled_on)
            first = std::max(first, *year.enrolled_on);
        for (Day day = first; day <= calendar.year_end; day = day + 1) {
            if (!calendar.is_school_day(day))
                continue;
            const AbsentDay* const absent = classes.find(day);
            if (absent == nullptr || !absent->whole_day)
                ++attended;
            else
                absence_all_excused = absence_all_excused && absent->excused;
        }
    } else {
        step.note("D54");
        return step.conclude(Finding::undetermined);
    }

    // Broken only when he attended fewer than the least number of days and not all of the absence is excused: D23.
    if (step.at_least("attended_days", Exact(attended),
                      Exact(step.read(rules.last_two_months_least_attended_days))))
        return step.conclude(Finding::met);
    return step.conclude(step.is_so("absence_all_excused", absence_all_excused) ? Finding::met
                                                                                : Finding::not_met);
}

Known is_compulsory_learner(const StudentYear& year, const Rules& rules, Trace& trace)
{
    if (year.nationality.empty())
        return Known::unknown;
    auto step = trace.enter("KW-P5-E.1", "is_compulsory_learner");
    step.text("nationality", year.nationality.c_str());
    if (year.nationality != step.read(rules.compulsory_nationality)) {
        step.conclude(Finding::not_met);
        return Known::no;
    }
    // A missing birth date does not free him: compulsory until corrected.
    if (!year.birth_date) {
        step.note("birth_date_missing");
        step.conclude(Finding::met);
        return Known::yes;
    }
    // Compulsion ends on the day after the fourteenth birthday: decision D39.
    const Day last = year.birth_date->plus_years(step.read(rules.compulsory_age_primary));
    const Day first_of_year =
        year.calendar ? year.calendar->year_start : year.school_year.first_day();
    const Day last_of_year = year.calendar ? year.calendar->year_end : year.school_year.last_day();
    if (!year.as_of && last >= first_of_year && last < last_of_year) {
        step.missing("as_of");
        return Known::unknown;
    }
    const bool compulsory = step.not_after("day", year.as_of.value_or(last_of_year), last);
    step.conclude(compulsory);
    return compulsory ? Known::yes : Known::no;
}

}  // namespace taqwim::kw_primary_2016
