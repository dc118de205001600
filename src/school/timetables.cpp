#include "school/timetables.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "school/plans_store.h"
#include "school/staff_store.h"
#include "school/timetables_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_lesson = "lesson";

Refusal slot_taken(std::size_t place, const TimetableSlot& slot)
{
    return {RefusalCode::timetable_slot_taken,
            {{"day", std::string(to_text(slot.weekday))}, {"period", std::to_string(slot.period)}},
            "/slots/" + std::to_string(place),
            "KW-P5-D"};
}

bool is_same_time(const TimetableSlot& a, const TimetableSlot& b)
{
    return a.weekday == b.weekday && a.period == b.period;
}

using PeriodCounts = std::map<std::string, std::int64_t, std::less<>>;

PeriodCounts lessons_by_subject(const std::vector<TimetableSlot>& slots)
{
    PeriodCounts counts;
    for (const TimetableSlot& slot : slots)
        if (slot.kind == k_lesson)
            ++counts[slot.subject];
    return counts;
}

std::optional<Refusal> refuses_against_plan(const std::vector<TimetableSlot>& slots,
                                            const StudyPlan& plan)
{
    for (std::size_t i = 0; i < slots.size(); ++i)
        if (!plan.find(slots[i].subject))
            return Refusal{RefusalCode::subject_not_in_plan,
                           {{"subject", slots[i].subject}, {"grade", std::to_string(plan.grade)}},
                           "/slots/" + std::to_string(i) + "/subject",
                           "KW-1"};
    for (const auto& [code, periods] : lessons_by_subject(slots))
        if (periods > plan.find(code)->weekly_periods)
            return Refusal{RefusalCode::timetable_over_plan,
                           {{"subject", code},
                            {"value", std::to_string(periods)},
                            {"maximum", std::to_string(plan.find(code)->weekly_periods)}},
                           "/slots",
                           "KW-1"};
    return std::nullopt;
}

// Neither the class nor one of its teachers is in two places at once.
std::optional<Refusal> refuses_double_use(database::Session& session, SchoolId school, Day from,
                                          const std::vector<TimetableSlot>& slots)
{
    std::set<std::pair<Weekday, std::int64_t>> taken;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const TimetableSlot& slot = slots[i];
        if (!taken.emplace(slot.weekday, slot.period).second)
            return slot_taken(i, slot);
        if (!slot.staff_member_id)
            continue;
        if (!find_staff_member(session, school, *slot.staff_member_id))
            return unknown_record("staff_member", *slot.staff_member_id,
                                  "/slots/" + std::to_string(i) + "/staff_member_id");
        for (const TimetableSlot& other :
             slots_elsewhere(session, school, *slot.staff_member_id, slot.class_id, from))
            if (is_same_time(slot, other))
                return slot_taken(i, slot);
    }
    return std::nullopt;
}

std::vector<Timetable::Short> short_subjects(const std::vector<TimetableSlot>& slots,
                                             const StudyPlan& plan)
{
    const PeriodCounts counts = lessons_by_subject(slots);
    std::vector<Timetable::Short> missing;
    for (const PlanSubject& subject : plan.subjects) {
        const auto found = counts.find(subject.subject);
        const std::int64_t periods = found == counts.end() ? 0 : found->second;
        if (periods < subject.weekly_periods)
            missing.push_back({subject.subject, periods, subject.weekly_periods});
    }
    return missing;
}

}  // namespace

void describe(Fields& fields, const TimetableSlot& slot)
{
    fields.id("timetable_slot_id", slot.id);
    fields.id("class_id", slot.class_id);
    fields.text("weekday", to_text(slot.weekday));
    fields.number("period", slot.period);
    fields.text("kind", slot.kind);
    fields.text("subject", slot.subject);
    fields.id("staff_member_id", slot.staff_member_id);
    fields.day("first_day", slot.days.first);
    fields.day("last_day", slot.days.last);
}

void describe(Fields& fields, const Timetable& timetable)
{
    fields.id("class_id", timetable.class_id);
    fields.day("day", timetable.on);
    fields.begin_list("slots", timetable.slots.size());
    for (const TimetableSlot& slot : timetable.slots) {
        fields.begin_item();
        describe(fields, slot);
        fields.end_item();
    }
    fields.end_list();
    fields.begin_list("missing", timetable.missing.size());
    for (const Timetable::Short& subject : timetable.missing) {
        fields.begin_item();
        fields.text("subject", subject.subject);
        fields.number("periods", subject.periods);
        fields.number("weekly_periods", subject.weekly_periods);
        fields.end_item();
    }
    fields.end_list();
}

Result<Answer> Timetables::set(SchoolId school, const Act& act, std::int64_t class_id, Day from,
                               std::vector<TimetableSlot> slots)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto of = find_class(session, school, class_id);
        if (!of)
            return unknown_record("class", class_id);
        if (const auto refusal = refuses_change_of_year(session, school, of->year_id))
            return *refusal;
        const TeachingYear year = *find_year(session, school, of->year_id);
        if (from < year.first_day || year.last_day < from)
            return Refusal{RefusalCode::day_outside_year,
                           {{"field", "first_day"},
                            {"day", from.to_text()},
                            {"school_year", year.name},
                            {"first_day", year.first_day.to_text()},
                            {"last_day", year.last_day.to_text()}},
                           "/first_day",
                           ""};
        const StudyPlan plan = *find_plan(session, school, of->plan_id);
        std::vector<TimetableSlot> stored = slots;
        for (std::size_t i = 0; i < stored.size(); ++i) {
            stored[i].class_id = class_id;
            stored[i].days = {from, std::nullopt};
            if (std::ranges::find(year.weekdays, stored[i].weekday) == year.weekdays.end())
                return Refusal{RefusalCode::day_not_of_school,
                               {{"day", std::string(to_text(stored[i].weekday))}},
                               "/slots/" + std::to_string(i) + "/weekday",
                               ""};
        }
        if (const auto refusal = refuses_against_plan(stored, plan))
            return *refusal;
        if (const auto refusal = refuses_double_use(session, school, from, stored))
            return *refusal;
        end_slots(session, school, class_id, from);
        for (TimetableSlot& slot : stored) {
            slot.id = changes.new_id();
            insert_slot(session, school, slot);
        }
        const auto in_force = slots_of_class(session, school, class_id, from);
        return keep(changes, 200, "timetable", "set", class_id,
                    Timetable{class_id, from, in_force, short_subjects(in_force, plan)});
    });
}

Result<std::string> Timetables::timetable(SchoolId school, std::int64_t class_id, Day on)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto of = find_class(session, school, class_id);
        if (!of)
            return unknown_record("class", class_id);
        const auto slots = slots_of_class(session, school, class_id, on);
        return json_of(Timetable{class_id, on, slots,
                                 short_subjects(slots, *find_plan(session, school, of->plan_id))});
    });
}

Result<std::string> Timetables::timetable_of_teacher(SchoolId school, std::int64_t staff_member_id,
                                                     Day on)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        if (!find_staff_member(session, school, staff_member_id))
            return unknown_record("staff_member", staff_member_id);
        return list_json(slots_of_teacher(session, school, staff_member_id, on));
    });
}

}  // namespace taqwim::school
