#include "regulations/kw_primary_2016/absence_classes.h"

#include <algorithm>

namespace taqwim::kw_primary_2016 {

namespace {

bool is_whole_day_absence(const Attendance& attendance, Day day)
{
    return std::any_of(
        attendance.absences.begin(), attendance.absences.end(),
        [&](const Absence& absence) { return absence.day == day && absence.period == 0; });
}

// The first school day after the excused days on which the student was back.
std::optional<Day> day_of_return(const Excuse& excuse, const StudentYear& year)
{
    const SchoolCalendar& calendar = *year.calendar;
    for (Day day = excuse.to + 1; day <= calendar.year_end; day = day + 1)
        if (calendar.is_school_day(day) && !is_whole_day_absence(*year.attendance, day))
            return day;
    return std::nullopt;
}

// The last day on which the excuse may be handed in: so many school days after the day of return, that day itself
// not counted (decision D19).
Day last_day_to_submit(Day returned, const SchoolCalendar& calendar, int school_days)
{
    Day day = returned;
    while (school_days > 0 && day < calendar.year_end) {
        day = day + 1;
        if (calendar.is_school_day(day))
            --school_days;
    }
    return day;
}

bool covers(Day from, Day to, Day day)
{
    return from <= day && day <= to;
}

}  // namespace

const char* code(ItemClass item_class)
{
    static constexpr std::array names = {"unexcused", "excused", "exceptional", "unknown"};
    return names[static_cast<std::size_t>(item_class)];
}

Finding excuse_is_accepted(const Excuse& excuse, const StudentYear& year, const Rules& rules,
                           Trace& trace)
{
    auto step = trace.enter("KW-22.5", "excuse_is_accepted");
    step.value("from", excuse.from);
    step.value("to", excuse.to);

    // 1. (a) A non-medical excuse is the head's to judge; (b) a medical one stands on the school's own form,
    //    certified by a health centre or a government hospital, or by a private one with school health's stamp.
    if (excuse.kind == ExcuseKind::medical) {
        if (!step.is_so("on_school_form", excuse.on_school_form))
            return step.conclude(Finding::not_met);
        if (!step.is_so("certified", excuse.certifier != Certifier::none))
            return step.conclude(Finding::not_met);
        if (excuse.certifier == Certifier::private_hospital &&
            !step.is_so("school_health_certified", excuse.school_health_certified))
            return step.conclude(Finding::not_met);
    }
    if (!step.is_so("judged_acceptable", excuse.judgement == Judgement::accepted))
        return step.conclude(Finding::not_met);

    // 2. It is handed in within three days of attending again; later the right lapses.
    if (!excuse.submitted_on) {
        step.missing("submitted_on");
        return Finding::undetermined;
    }
    if (const auto returned = day_of_return(excuse, year)) {
        const Day last =
            last_day_to_submit(*returned, *year.calendar, step.read(rules.excuse_days_limit));
        if (!step.not_after("submitted_on", *excuse.submitted_on, last))
            return step.conclude(Finding::not_met);
    }
    return step.conclude(Finding::met);
}

AbsenceClasses AbsenceClasses::of(const StudentYear& year, const Rules& rules, Trace& trace)
{
    AbsenceClasses classes;
    if (year.exceptional && year.exceptional->district != Judgement::refused) {
        classes.exceptional_ = true;
        classes.exceptional_from_ = year.exceptional->from;
        classes.exceptional_to_ = year.exceptional->to;
    }
    if (!year.attendance || !year.calendar)
        return classes;
    classes.has_ledger_ = true;
    const Attendance& attendance = *year.attendance;

    std::vector<const Excuse*> accepted;
    for (const Excuse& excuse : attendance.excuses)
        if (excuse_is_accepted(excuse, year, rules, trace) == Finding::met)
            accepted.push_back(&excuse);

    std::vector<AbsentDay>& days = classes.days_;
    for (const Absence& absence : attendance.absences)
        days.push_back({.day = absence.day, .whole_day = absence.period == 0});
    // KW-21.2  Leaving without approval makes the day an absence without excuse, whatever the hour.
    for (const Leave& leave : attendance.leaves)
        if (!leave.approved)
            days.push_back({.day = leave.day, .whole_day = false, .unapproved_leave = true});
    std::sort(days.begin(), days.end(),
              [](const AbsentDay& a, const AbsentDay& b) { return a.day < b.day; });

    // One entry a day (decision D20).
    std::vector<AbsentDay> merged;
    for (const AbsentDay& one : days) {
        if (merged.empty() || merged.back().day != one.day) {
            merged.push_back(one);
            continue;
        }
        merged.back().whole_day = merged.back().whole_day || one.whole_day;
        merged.back().unapproved_leave = merged.back().unapproved_leave || one.unapproved_leave;
    }
    for (AbsentDay& one : merged) {
        // KW-25  The letter of the district makes the days of an official activity excused.
        one.official_activity =
            std::any_of(attendance.activities.begin(), attendance.activities.end(),
                        [&](const OfficialActivity& activity) {
                            return covers(activity.from, activity.to, one.day);
                        });
        // KW-21.1  Periods missed under an approved leave are no absence.
        const bool on_approved_leave =
            !one.whole_day &&
            std::any_of(attendance.leaves.begin(), attendance.leaves.end(),
                        [&](const Leave& leave) { return leave.approved && leave.day == one.day; });
        const bool has_excuse =
            std::any_of(accepted.begin(), accepted.end(), [&](const Excuse* excuse) {
                return covers(excuse->from, excuse->to, one.day);
            });
        one.excused =
            !one.unapproved_leave && (one.official_activity || on_approved_leave || has_excuse);
    }
    days = std::move(merged);
    return classes;
}

ItemClass AbsenceClasses::excused_on(std::optional<Day> day) const
{
    if (!exceptional_)
        return ItemClass::excused;
    if (day && exceptional_from_ && *day < *exceptional_from_)
        return ItemClass::excused;
    if (day && exceptional_to_ && *day > *exceptional_to_)
        return ItemClass::excused;
    return ItemClass::exceptional;
}

const AbsentDay* AbsenceClasses::find(Day day) const
{
    const auto found =
        std::lower_bound(days_.begin(), days_.end(), day,
                         [](const AbsentDay& one, Day wanted) { return one.day < wanted; });
    return found == days_.end() || found->day != day ? nullptr : &*found;
}

ItemClass AbsenceClasses::on(std::optional<Day> day) const
{
    if (!day || !has_ledger_)
        return ItemClass::unknown;
    const AbsentDay* const found = find(*day);
    if (found == nullptr)
        return ItemClass::
            unknown;  // the ledger has him present that day: the facts contradict each other
    return found->excused ? excused_on(day) : ItemClass::unexcused;
}

}  // namespace taqwim::kw_primary_2016
