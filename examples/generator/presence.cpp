#include "presence.h"

#include <algorithm>
#include <stdexcept>

#include "text_data.h"

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::Certifier;
using kw_primary_2016::Judgement;
using Excuse = kw_primary_2016::Excuse;

std::optional<Day> school_days_later(Day day, int school_days)
{
    const kw_primary_2016::SchoolCalendar& calendar = sample_calendar().days;
    while (school_days > 0) {
        day = day + 1;
        if (day > calendar.year_end)
            return std::nullopt;
        if (calendar.is_school_day(day))
            --school_days;
    }
    return day;
}

}  // namespace

bool is_accepted(ExcuseKind kind)
{
    switch (kind) {
    case ExcuseKind::medical:
    case ExcuseKind::government_hospital:
    case ExcuseKind::private_certified:
    case ExcuseKind::non_medical:
    case ExcuseKind::on_the_last_day: return true;
    default: return false;
    }
}

void Presence::absent(Day first, int school_days, ExcuseKind excuse)
{
    const std::optional<Day> last = school_days_later(first, school_days - 1);
    if (!last)
        throw std::logic_error("an absence runs over the end of the year");
    absent_between(first, *last, excuse);
}

void Presence::absent_between(Day first, Day last, ExcuseKind excuse)
{
    const kw_primary_2016::SchoolCalendar& calendar = sample_calendar().days;
    for (Day day = first; day <= last; day = day + 1) {
        if (!calendar.is_school_day(day))
            continue;
        if (!is_free(day))
            throw std::logic_error("two things are noted for " + day.to_text());
        whole_days_[day] = is_accepted(excuse) ? DayState::excused : DayState::unexcused;
    }
    spells_.push_back({first, last, excuse});
}

void Presence::missed_periods(Day day, const std::vector<int>& periods)
{
    for (const int period : periods)
        periods_.push_back({day, static_cast<std::uint8_t>(period)});
}

void Presence::late(Day day, Judgement judgement)
{
    latenesses_.push_back({day, judgement});
}

void Presence::leave(Day day, bool approved)
{
    leaves_.push_back({day, approved});
}

void Presence::activity(Day first, Day last)
{
    const kw_primary_2016::SchoolCalendar& calendar = sample_calendar().days;
    for (Day day = first; day <= last; day = day + 1)
        if (calendar.is_school_day(day))
            whole_days_[day] = DayState::excused;
    activities_.push_back({word("activity_letter"), first, last});
}

DayState Presence::on(Day day) const
{
    const auto found = whole_days_.find(day);
    return found == whole_days_.end() ? DayState::present : found->second;
}

bool Presence::is_free(Day day) const
{
    const auto is_on_day = [day](const auto& one) { return one.day == day; };
    return !whole_days_.contains(day) &&
           std::none_of(periods_.begin(), periods_.end(), is_on_day) &&
           std::none_of(latenesses_.begin(), latenesses_.end(), is_on_day) &&
           std::none_of(leaves_.begin(), leaves_.end(), is_on_day);
}

bool Presence::is_empty() const
{
    return whole_days_.empty() && periods_.empty() && latenesses_.empty() && leaves_.empty();
}

std::optional<Day> Presence::next_attended(Day after) const
{
    const kw_primary_2016::SchoolCalendar& calendar = sample_calendar().days;
    for (Day day = after + 1; day <= calendar.year_end; day = day + 1)
        if (calendar.is_school_day(day) && on(day) == DayState::present)
            return day;
    return std::nullopt;
}

Excuse Presence::excuse_of(const Spell& spell) const
{
    Excuse excuse{};
    excuse.from = spell.first;
    excuse.to = spell.last;
    excuse.kind = kw_primary_2016::ExcuseKind::medical;
    excuse.on_school_form = true;
    excuse.certifier = Certifier::health_centre;
    excuse.judgement = Judgement::accepted;
    const std::optional<Day> returned = next_attended(spell.last);
    // Who does not come back hands it in during the absence.
    excuse.submitted_on = returned ? returned : school_days_later(spell.first, 2);
    switch (spell.excuse) {
    case ExcuseKind::government_hospital: excuse.certifier = Certifier::government_hospital; break;
    case ExcuseKind::private_certified:
        excuse.certifier = Certifier::private_hospital;
        excuse.school_health_certified = true;
        break;
    case ExcuseKind::private_uncertified: excuse.certifier = Certifier::private_hospital; break;
    case ExcuseKind::on_the_last_day:
    case ExcuseKind::a_day_late:
        if (returned)
            excuse.submitted_on =
                school_days_later(*returned, spell.excuse == ExcuseKind::a_day_late ? 4 : 3);
        break;
    case ExcuseKind::not_on_the_form: excuse.on_school_form = false; break;
    case ExcuseKind::not_certified: excuse.certifier = Certifier::none; break;
    case ExcuseKind::non_medical:
    case ExcuseKind::refused:
    case ExcuseKind::undecided:
        excuse.kind = kw_primary_2016::ExcuseKind::non_medical;
        excuse.on_school_form = false;
        excuse.certifier = Certifier::none;
        if (spell.excuse == ExcuseKind::refused)
            excuse.judgement = Judgement::refused;
        if (spell.excuse == ExcuseKind::undecided)
            excuse.judgement = Judgement::undecided;
        break;
    case ExcuseKind::never_handed_in: excuse.submitted_on = std::nullopt; break;
    case ExcuseKind::medical:
    case ExcuseKind::none: break;
    }
    return excuse;
}

void Presence::write(SampleStudent& student) const
{
    if (student.attendance_form == AttendanceForm::counts) {
        write_counts(student);
        return;
    }
    kw_primary_2016::Attendance& ledger = student.attendance;
    for (const auto& [day, state] : whole_days_)
        ledger.absences.push_back({day, 0});
    ledger.absences.insert(ledger.absences.end(), periods_.begin(), periods_.end());
    std::sort(ledger.absences.begin(), ledger.absences.end(), [](const auto& a, const auto& b) {
        return a.day != b.day ? a.day < b.day : a.period < b.period;
    });
    ledger.latenesses = latenesses_;
    ledger.leaves = leaves_;
    ledger.activities = activities_;
    const auto by_day = [](const auto& a, const auto& b) { return a.day < b.day; };
    std::sort(ledger.latenesses.begin(), ledger.latenesses.end(), by_day);
    std::sort(ledger.leaves.begin(), ledger.leaves.end(), by_day);
    for (const Spell& spell : spells_)
        if (spell.excuse != ExcuseKind::none)
            ledger.excuses.push_back(excuse_of(spell));
    std::sort(ledger.excuses.begin(), ledger.excuses.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
}

// What a school that keeps no days would have counted.
void Presence::write_counts(SampleStudent& student) const
{
    const SampleCalendar& calendar = sample_calendar();
    for (const Term term : k_terms) {
        SampleCounts& counts = student.counts[kw_primary_2016::index(term)];
        for (const Day day : calendar.of(term)) {
            const DayState state = on(day);
            counts.attended_days += state == DayState::present ? 1 : 0;
            counts.unexcused_full_days += state == DayState::unexcused ? 1 : 0;
            counts.excused_intermittent_days += state == DayState::excused ? 1 : 0;
        }
        std::vector<Day> period_days;
        for (const kw_primary_2016::Absence& one : periods_)
            if (calendar.days.term_of(one.day) == term &&
                std::find(period_days.begin(), period_days.end(), one.day) == period_days.end())
                period_days.push_back(one.day);
        counts.unexcused_missed_period_days = static_cast<int>(period_days.size());
        for (const kw_primary_2016::Leave& one : leaves_)
            if (calendar.days.term_of(one.day) == term && !one.approved)
                ++counts.unapproved_leave_days;
        for (const kw_primary_2016::Lateness& one : latenesses_)
            if (calendar.days.term_of(one.day) == term)
                ++(one.judgement == Judgement::accepted ? counts.lateness_accepted
                                                        : counts.lateness_unaccepted);
    }
    kw_primary_2016::LastTwoMonths last{.absence_all_excused = true};
    for (const Day day : calendar.of(Term::second)) {
        if (!calendar.is_in_last_two_months(day))
            continue;
        last.attended_days += on(day) == DayState::present ? 1 : 0;
        last.absence_all_excused = last.absence_all_excused && on(day) != DayState::unexcused;
    }
    student.last_two_months = last;
}

}  // namespace taqwim::sample_school
