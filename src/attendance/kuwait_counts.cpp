#include "attendance/kuwait_counts.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "core/refusal_codes.h"
#include "core/trace.h"
#include "regulations/kw_primary_2016/absence_classes.h"
#include "regulations/kw_primary_2016/article_22_absence.h"

namespace taqwim::attendance {

namespace {

namespace kw = kw_primary_2016;

kw::Judgement judgement_of(std::string_view text)
{
    if (text == "accepted")
        return kw::Judgement::accepted;
    return text == "refused" ? kw::Judgement::refused : kw::Judgement::undecided;
}

kw::Certifier certifier_of(std::string_view text)
{
    if (text == "health_centre")
        return kw::Certifier::health_centre;
    if (text == "government_hospital")
        return kw::Certifier::government_hospital;
    return text == "private_hospital" ? kw::Certifier::private_hospital : kw::Certifier::none;
}

// The days of Decision No. 1 as the school's calendar has them.
std::shared_ptr<const kw::SchoolCalendar> calendar_of(const Ledger& ledger)
{
    auto calendar = std::make_shared<kw::SchoolCalendar>();
    const school::Term& first = ledger.year.terms[0];
    const school::Term& second = ledger.year.terms[1];
    calendar->year_start = first.first_day;
    calendar->holiday_start = first.last_day + 1;
    calendar->holiday_end = second.first_day - 1;
    calendar->year_end = second.last_day;
    for (const Weekday weekday : ledger.year.weekdays)
        calendar->school_weekdays.at(static_cast<std::size_t>(weekday)) = true;
    calendar->public_holidays = ledger.holidays;
    return calendar;
}

std::shared_ptr<const kw::Attendance> attendance_of(const Ledger& ledger, Day today)
{
    auto attendance = std::make_shared<kw::Attendance>();
    for (const Absence& one : ledger.absences)
        if (one.day <= today)
            attendance->absences.push_back({one.day, static_cast<std::uint8_t>(one.period)});
    for (const Lateness& one : ledger.latenesses)
        if (one.day <= today)
            attendance->latenesses.push_back({one.day, judgement_of(one.judgement)});
    for (const DecidedLeave& one : ledger.leaves)
        if (ledger.left_without_approval(one.leave.day) && one.leave.day <= today)
            attendance->leaves.push_back({one.leave.day, false});
    for (const DecidedExcuse& one : ledger.excuses)
        attendance->excuses.push_back(
            {.from = one.excuse.first_day,
             .to = one.excuse.last_day,
             .kind = one.excuse.kind == "medical" ? kw::ExcuseKind::medical
                                                  : kw::ExcuseKind::non_medical,
             .on_school_form = one.excuse.on_school_form,
             .certifier = certifier_of(one.excuse.certifier),
             .school_health_certified = one.excuse.school_health_certified,
             .submitted_on = one.excuse.submitted_on,
             .judgement =
                 judgement_of(one.decision ? one.decision->judgement : std::string("undecided"))});
    for (const OfficialActivity& one : ledger.activities)
        attendance->activities.push_back({one.letter, one.first_day, one.last_day});
    return attendance;
}

kw::StudentYear student_year(const Ledger& ledger, SchoolYear school_year, Day today)
{
    kw::StudentYear year;
    year.grade = ledger.grade;
    year.school_year = school_year;
    year.as_of = today;
    year.calendar = calendar_of(ledger);
    year.attendance = attendance_of(ledger, today);
    if (ledger.enrolled_on > year.calendar->year_start)
        year.enrolled_on = ledger.enrolled_on;
    year.newcomer = ledger.is_newcomer;
    year.birth_date = ledger.birth_day;
    year.nationality = ledger.nationality;
    for (const CarriedCounts& one : ledger.carried)
        if (one.term == 1 || one.term == 2) {
            auto& carried = year.carried.at(static_cast<std::size_t>(one.term - 1));
            if (!carried)
                carried.emplace();
            carried->unexcused_days += static_cast<int>(one.unexcused_days);
            carried->excused_days += static_cast<int>(one.excused_days);
            carried->lateness_unaccepted += static_cast<int>(one.latenesses_unaccepted);
            carried->documents.insert(carried->documents.end(), one.documents.begin(),
                                      one.documents.end());
        }
    return year;
}

SchoolYear school_year_of(const Ledger& ledger)
{
    return SchoolYear::parse(ledger.year.name).value_or(SchoolYear{ledger.year.first_day.year()});
}

std::string clause_of(kw::Document document)
{
    switch (document) {
    case kw::Document::lateness_warning: return "KW-20.2";
    case kw::Document::referral:
    case kw::Document::referral_if_compulsory: return "KW-P5-E.3";
    case kw::Document::request_to_assistant_undersecretary: return "KW-31";
    case kw::Document::warning_4_registered_letter: return "KW-P5-E.2";
    default: return "KW-22.6";
    }
}

struct JudgedYear {
    kw::Rules rules;
    kw::StudentYear year;
    kw::AbsenceClasses classes;
    kw::Known compulsory;
};

Result<kw::Rules> rules_of(const Ledger& ledger, const RuleSet& rule_set)
{
    constexpr std::size_t terms_of_year = 2;
    if (ledger.year.terms.size() != terms_of_year)
        return Refusal{RefusalCode::facts_incomplete, {{"value", "calendar"}}, "calendar", "KW-2"};
    const auto values = rule_set.parameters().on(school_year_of(ledger).first_day());
    if (!values)
        return values.refusal();
    return kw::Rules::read(*values);
}

Result<JudgedYear> judged_year(const Ledger& ledger, const RuleSet& rule_set, Day today)
{
    auto rules = rules_of(ledger, rule_set);
    if (!rules)
        return rules.refusal();
    Trace trace = Trace::off();
    kw::StudentYear year = student_year(ledger, school_year_of(ledger), today);
    auto classes = kw::AbsenceClasses::of(year, *rules, trace);
    const kw::Known compulsory = kw::is_compulsory_learner(year, *rules, trace);
    return JudgedYear{std::move(*rules), std::move(year), std::move(classes), compulsory};
}

kw::TermOutcome term_outcome(const JudgedYear& judged, kw::Term term)
{
    Trace trace = Trace::off();
    kw::TermOutcome outcome;
    kw::term_deduction(judged.year, term, judged.classes, judged.compulsory, judged.rules, outcome,
                       trace);
    return outcome;
}

CountedDay::Cause cause_of(const kw::AbsentDay& day)
{
    if (day.unapproved_leave)
        return CountedDay::Cause::unapproved_leave;
    return day.whole_day ? CountedDay::Cause::whole_day : CountedDay::Cause::missed_period;
}

// The latenesses that completed a day, with that day.
void add_conversions(KuwaitTerm& term, const kw::TermOutcome& outcome, int per_day)
{
    for (int converted = 1; converted <= outcome.converted_days; ++converted) {
        const auto last = static_cast<std::size_t>(converted * per_day);
        if (last > 0 && last <= term.latenesses.size())
            term.unexcused.push_back(
                {term.latenesses[last - 1].day, CountedDay::Cause::late_conversion});
    }
    std::ranges::stable_sort(term.unexcused, {}, &CountedDay::day);
}

}  // namespace

Result<std::vector<TermCounts>> kuwait_counts(const Ledger& ledger, const RuleSet& rule_set,
                                              Day today)
{
    const auto judged = judged_year(ledger, rule_set, today);
    if (!judged)
        return judged.refusal();

    std::vector<TermCounts> terms;
    for (const kw::Term term : {kw::Term::first, kw::Term::second}) {
        const kw::TermOutcome outcome = term_outcome(*judged, term);
        TermCounts counts;
        counts.term = term == kw::Term::first ? 1 : 2;
        counts.full_days = outcome.unexcused_full_days;
        counts.missed_period_days = outcome.missed_period_days;
        counts.unapproved_leave_days = outcome.unapproved_leave_days;
        counts.converted_days = outcome.converted_days;
        counts.unexcused_days = outcome.unexcused_days;
        counts.excused_days = outcome.excused_days;
        counts.latenesses_unaccepted = outcome.lateness_unaccepted;
        for (const kw::Document document : outcome.documents)
            counts.due.push_back({kw::code(document), clause_of(document)});
        terms.push_back(std::move(counts));
    }
    return terms;
}

Result<KuwaitTerm> kuwait_term(const Ledger& ledger, const RuleSet& rule_set, std::int64_t term,
                               Day last_day)
{
    const auto judged = judged_year(ledger, rule_set, last_day);
    if (!judged)
        return judged.refusal();
    const kw::Term which = term == 1 ? kw::Term::first : kw::Term::second;
    const kw::SchoolCalendar& calendar = *judged->year.calendar;
    const kw::TermOutcome outcome = term_outcome(*judged, which);
    KuwaitTerm told;
    told.deduction = outcome.deduction;
    // KW-23: what was before a newcomer joined counts nowhere.
    const Day first = judged->year.enrolled_on.value_or(ledger.year.first_day);
    for (const kw::AbsentDay& absent : judged->classes.days()) {
        if (absent.excused || absent.day < first || calendar.term_of(absent.day) != which)
            continue;
        const auto cause = cause_of(absent);
        if (cause != CountedDay::Cause::missed_period || judged->rules.period_counts_as_day.value)
            told.unexcused.push_back({absent.day, cause});
    }
    for (const Lateness& late : ledger.latenesses)
        if (late.day <= last_day && late.judgement != "accepted" &&
            calendar.term_of(late.day) == which)
            told.latenesses.push_back(late);
    add_conversions(told, outcome, judged->rules.lateness_per_absence_day.value);
    return told;
}

Result<KuwaitLadder> kuwait_ladder(const Ledger& ledger, const RuleSet& rule_set)
{
    const auto rules = rules_of(ledger, rule_set);
    if (!rules)
        return rules.refusal();
    return KuwaitLadder{.oral_notice_at = rules->oral_notice_at.value,
                        .warnings_at = rules->warnings_at.value,
                        .deducted_on = rules->deduct_on.value,
                        .marks_off = rules->unexcused_marks.value,
                        .referral_at = rules->referral_at.value,
                        .excuse_limit_days = rules->excuse_days_limit.value,
                        .latenesses_per_day = rules->lateness_per_absence_day.value};
}

}  // namespace taqwim::attendance
