#include "school/timetables_store.h"

#include <algorithm>

#include "core/refusal_codes.h"

namespace taqwim::school {

namespace {

TimetableSlot slot_in(const database::Row& row)
{
    return {.id = row.integer("timetable_slot_id"),
            .class_id = row.integer("class_id"),
            .weekday = static_cast<Weekday>(row.integer("weekday")),
            .period = row.integer("period"),
            .kind = row.text("kind"),
            .subject = row.text("subject"),
            .staff_member_id = row.integer_or_null("staff_member_id"),
            .days = {day_in(row, "first_day"), optional_day_in(row, "last_day")}};
}

std::vector<TimetableSlot> slots_in(const std::vector<database::Row>& rows)
{
    std::vector<TimetableSlot> slots;
    for (const auto& row : rows)
        slots.push_back(slot_in(row));
    return slots;
}

}  // namespace

std::vector<TimetableSlot> slots_of_class(database::Session& session, SchoolId school,
                                          std::int64_t class_id, Day on)
{
    return slots_in(session.find_all(
        "SELECT timetable_slot_id, class_id, weekday, period, kind, subject, staff_member_id, "
        "first_day, last_day FROM timetable_slot WHERE school_id = $1 AND class_id = $2 "
        "AND first_day <= $3 AND (last_day IS NULL OR last_day >= $3) "
        "ORDER BY weekday, period, timetable_slot_id",
        school, class_id, on));
}

std::vector<TimetableSlot> slots_of_teacher(database::Session& session, SchoolId school,
                                            std::int64_t staff_member_id, Day on)
{
    return slots_in(session.find_all(
        "SELECT timetable_slot_id, class_id, weekday, period, kind, subject, staff_member_id, "
        "first_day, last_day FROM timetable_slot WHERE school_id = $1 AND staff_member_id = $2 "
        "AND first_day <= $3 AND (last_day IS NULL OR last_day >= $3) "
        "ORDER BY weekday, period, timetable_slot_id",
        school, staff_member_id, on));
}

std::vector<TimetableSlot> slots_elsewhere(database::Session& session, SchoolId school,
                                           std::int64_t staff_member_id, std::int64_t class_id,
                                           Day from)
{
    return slots_in(session.find_all(
        "SELECT timetable_slot_id, class_id, weekday, period, kind, subject, staff_member_id, "
        "first_day, last_day FROM timetable_slot WHERE school_id = $1 AND staff_member_id = $2 "
        "AND class_id <> $3 AND (last_day IS NULL OR last_day >= $4) "
        "ORDER BY weekday, period, timetable_slot_id",
        school, staff_member_id, class_id, from));
}

void end_slots(database::Session& session, SchoolId school, std::int64_t class_id, Day from)
{
    session.execute(
        "DELETE FROM timetable_slot WHERE school_id = $1 AND class_id = $2 AND first_day >= $3",
        school, class_id, from);
    session.execute("UPDATE timetable_slot SET last_day = $1 WHERE school_id = $2 "
                    "AND class_id = $3 AND (last_day IS NULL OR last_day >= $4)",
                    from - 1, school, class_id, from);
}

void insert_slot(database::Session& session, SchoolId school, const TimetableSlot& slot)
{
    must_be_one(session.execute(
        "INSERT INTO timetable_slot (school_id, timetable_slot_id, class_id, weekday, period, "
        "kind, subject, staff_member_id, first_day, last_day) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        school, slot.id, slot.class_id, static_cast<std::int64_t>(slot.weekday), slot.period,
        slot.kind, slot.subject, slot.staff_member_id, slot.days.first, slot.days.last));
}

std::optional<Refusal> refuses_plan_below_timetables(database::Session& session, SchoolId school,
                                                     const StudyPlan& plan)
{
    // Timetables that are open: what ended belongs to the past.
    for (const auto& row : session.find_all(
             "SELECT timetable_slot.class_id, timetable_slot.subject, COUNT(*) AS periods "
             "FROM timetable_slot JOIN class ON class.school_id = timetable_slot.school_id "
             "AND class.class_id = timetable_slot.class_id "
             "WHERE timetable_slot.school_id = $1 AND class.study_plan_id = $2 "
             "AND timetable_slot.last_day IS NULL AND timetable_slot.kind = 'lesson' "
             "GROUP BY timetable_slot.class_id, timetable_slot.subject "
             "ORDER BY timetable_slot.class_id, timetable_slot.subject",
             school, plan.id)) {
        const PlanSubject* subject = plan.find(row.text("subject"));
        const std::int64_t most = subject ? subject->weekly_periods : 0;
        if (row.integer("periods") > most)
            return Refusal{RefusalCode::timetable_over_plan,
                           {{"subject", row.text("subject")},
                            {"value", std::to_string(row.integer("periods"))},
                            {"maximum", std::to_string(most)}},
                           "/subjects",
                           "KW-1"};
    }
    return std::nullopt;
}

}  // namespace taqwim::school
