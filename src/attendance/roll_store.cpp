#include "attendance/roll_store.h"

#include <algorithm>

namespace taqwim::attendance {

namespace {

using database::Session;
using school::must_be_one;

Slot slot_in(const database::Row& row)
{
    return {.kind = row.text("slot"),
            .period = row.integer("period"),
            .subject = row.text("subject"),
            .sitting = row.text("sitting")};
}

RollEntry entry_in(const database::Row& row)
{
    return {.id = row.integer("attendance_entry_id"),
            .student_id = row.integer("student_id"),
            .day = school::day_in(row, "day"),
            .slot = slot_in(row),
            .status = row.text("status"),
            .minutes = row.integer_or_null("minutes")};
}

}  // namespace

void insert_roll(school::Changes& changes, SchoolId school, const Roll& roll)
{
    Session& session = changes.session();
    must_be_one(session.execute(
        "INSERT INTO roll (school_id, roll_id, school_year_id, class_id, day, slot, period, "
        "subject, sitting, taken_at, taken_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        school, roll.id, roll.year_id, roll.class_id, roll.day, roll.slot.kind, roll.slot.period,
        roll.slot.subject, roll.slot.sitting, changes.act().at, changes.act().account_id,
        changes.act().role));
    for (const RollException& one : roll.exceptions)
        must_be_one(session.execute(
            "INSERT INTO attendance_entry (school_id, attendance_entry_id, student_id, "
            "school_year_id, roll_id, day, slot, period, subject, sitting, status, minutes) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            school, changes.new_id(), one.student_id, roll.year_id, roll.id, roll.day,
            roll.slot.kind, roll.slot.period, roll.slot.subject, roll.slot.sitting, one.status,
            one.minutes));
}

std::vector<std::int64_t> not_present(Session& session, SchoolId school, const Roll& roll)
{
    std::vector<std::int64_t> students;
    for (const database::Row& row : session.find_all(
             "SELECT e.student_id, e.status FROM attendance_entry e JOIN roll r "
             "ON r.school_id = e.school_id AND r.roll_id = e.roll_id "
             "WHERE r.school_id = $1 AND r.class_id = $2 AND r.day = $3 AND r.slot = $4 "
             "AND r.period = $5 AND r.subject = $6 AND r.sitting = $7 "
             "ORDER BY e.attendance_entry_id",
             school, roll.class_id, roll.day, roll.slot.kind, roll.slot.period, roll.slot.subject,
             roll.slot.sitting)) {
        const std::int64_t student = row.integer("student_id");
        std::erase(students, student);
        if (row.text("status") != "present")
            students.push_back(student);
    }
    return students;
}

bool has_class(Session& session, SchoolId school, std::int64_t class_id, std::int64_t year_id)
{
    return session
        .find_one("SELECT class_id FROM class WHERE school_id = $1 AND class_id = $2 "
                  "AND school_year_id = $3",
                  school, class_id, year_id)
        .has_value();
}

std::vector<Roll> rolls_of_class(Session& session, SchoolId school, std::int64_t class_id, Day day)
{
    std::vector<Roll> rolls;
    for (const database::Row& row : session.find_all(
             "SELECT roll_id, school_year_id, class_id, day, slot, period, subject, sitting "
             "FROM roll WHERE school_id = $1 AND class_id = $2 AND day = $3 ORDER BY roll_id DESC",
             school, class_id, day)) {
        const Slot slot = slot_in(row);
        if (std::ranges::find(rolls, slot, &Roll::slot) != rolls.end())
            continue;  // taken again later
        Roll roll{.id = row.integer("roll_id"),
                  .year_id = row.integer("school_year_id"),
                  .class_id = class_id,
                  .day = day,
                  .slot = slot,
                  .exceptions = {}};
        for (const database::Row& entry :
             session.find_all("SELECT student_id, status, minutes FROM attendance_entry "
                              "WHERE school_id = $1 AND roll_id = $2 AND status <> 'present' "
                              "ORDER BY attendance_entry_id",
                              school, roll.id))
            roll.exceptions.push_back({.student_id = entry.integer("student_id"),
                                       .status = entry.text("status"),
                                       .minutes = entry.integer_or_null("minutes")});
        rolls.push_back(std::move(roll));
    }
    std::ranges::sort(rolls, {}, &Roll::id);
    return rolls;
}

std::vector<RollEntry> entries_of(Session& session, SchoolId school, std::int64_t student_id,
                                  std::int64_t year_id)
{
    std::vector<RollEntry> entries;
    for (const database::Row& row : session.find_all(
             "SELECT attendance_entry_id, student_id, day, slot, period, subject, sitting, status, "
             "minutes FROM attendance_entry WHERE school_id = $1 AND student_id = $2 "
             "AND school_year_id = $3 "
             "ORDER BY day, slot, period, subject, sitting, attendance_entry_id",
             school, student_id, year_id)) {
        RollEntry entry = entry_in(row);
        if (!entries.empty() && entries.back().day == entry.day &&
            entries.back().slot == entry.slot)
            entries.back() = std::move(entry);
        else
            entries.push_back(std::move(entry));
    }
    return entries;
}

void insert_judgement(school::Changes& changes, SchoolId school, const LatenessJudgement& judgement)
{
    must_be_one(changes.session().execute(
        "INSERT INTO lateness_judgement (school_id, lateness_judgement_id, student_id, "
        "school_year_id, day, judgement, reason, judged_at, judged_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        school, judgement.id, judgement.student_id, judgement.year_id, judgement.day,
        judgement.judgement, judgement.reason, changes.act().at, changes.act().account_id,
        changes.act().role));
}

std::vector<LatenessJudgement> judgements_of(Session& session, SchoolId school,
                                             std::int64_t student_id, std::int64_t year_id)
{
    std::vector<LatenessJudgement> judgements;
    for (const database::Row& row : session.find_all(
             "SELECT lateness_judgement_id, day, judgement, reason FROM lateness_judgement "
             "WHERE school_id = $1 AND student_id = $2 AND school_year_id = $3 "
             "ORDER BY day, lateness_judgement_id",
             school, student_id, year_id)) {
        LatenessJudgement judgement{.id = row.integer("lateness_judgement_id"),
                                    .student_id = student_id,
                                    .year_id = year_id,
                                    .day = school::day_in(row, "day"),
                                    .judgement = row.text("judgement"),
                                    .reason = row.text("reason")};
        if (!judgements.empty() && judgements.back().day == judgement.day)
            judgements.back() = std::move(judgement);
        else
            judgements.push_back(std::move(judgement));
    }
    return judgements;
}

std::int64_t timetabled_periods(Session& session, SchoolId school, std::int64_t class_id, Day day)
{
    return session
        .find_one("SELECT COUNT(DISTINCT period) AS periods FROM timetable_slot "
                  "WHERE school_id = $1 AND class_id = $2 AND weekday = $3 AND first_day <= $4 "
                  "AND (last_day IS NULL OR last_day >= $4)",
                  school, class_id, static_cast<std::int64_t>(day.weekday()), day)
        ->integer("periods");
}

}  // namespace taqwim::attendance
