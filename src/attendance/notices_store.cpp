#include "attendance/notices_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using school::must_be_one;

Notice notice_in(const database::Row& row)
{
    return {.id = row.integer("notice_id"),
            .student_id = row.integer("student_id"),
            .year_id = row.integer("school_year_id"),
            .term = row.integer("term"),
            .kind = row.text("kind"),
            .unexcused_days = row.integer("unexcused_days"),
            .latenesses = row.integer("latenesses"),
            .issued_on = school::day_in(row, "issued_on")};
}

std::vector<NoticeEvent> events_of(Session& session, SchoolId school, std::int64_t notice_id)
{
    std::vector<NoticeEvent> events;
    for (const database::Row& row : session.find_all(
             "SELECT notice_event_id, kind, day, guardian_id, reference FROM notice_event "
             "WHERE school_id = $1 AND notice_id = $2 ORDER BY notice_event_id",
             school, notice_id))
        events.push_back({.id = row.integer("notice_event_id"),
                          .notice_id = notice_id,
                          .kind = row.text("kind"),
                          .day = school::day_in(row, "day"),
                          .guardian_id = row.integer_or_null("guardian_id"),
                          .reference = row.text("reference")});
    return events;
}

}  // namespace

void insert_notice(school::Changes& changes, SchoolId school, const Notice& notice)
{
    must_be_one(changes.session().execute(
        "INSERT INTO notice (school_id, notice_id, student_id, school_year_id, term, kind, "
        "unexcused_days, latenesses, issued_on, issued_at, issued_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        school, notice.id, notice.student_id, notice.year_id, notice.term, notice.kind,
        notice.unexcused_days, notice.latenesses, notice.issued_on, changes.act().at,
        changes.act().account_id, changes.act().role));
}

void insert_notice_event(school::Changes& changes, SchoolId school, const NoticeEvent& event)
{
    must_be_one(changes.session().execute(
        "INSERT INTO notice_event (school_id, notice_event_id, notice_id, kind, day, guardian_id, "
        "reference, recorded_at, recorded_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        school, event.id, event.notice_id, event.kind, event.day, event.guardian_id,
        event.reference, changes.act().at, changes.act().account_id, changes.act().role));
}

std::optional<KeptNotice> find_notice(Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT notice_id, student_id, school_year_id, term, kind, unexcused_days, latenesses, "
        "issued_on FROM notice WHERE school_id = $1 AND notice_id = $2",
        school, id);
    if (!row)
        return std::nullopt;
    return KeptNotice{.notice = notice_in(*row), .events = events_of(session, school, id)};
}

std::vector<KeptNotice> notices_of(Session& session, SchoolId school, std::int64_t student_id,
                                   std::int64_t year_id)
{
    std::vector<KeptNotice> notices;
    for (const database::Row& row : session.find_all(
             "SELECT notice_id, student_id, school_year_id, term, kind, unexcused_days, "
             "latenesses, issued_on FROM notice WHERE school_id = $1 AND student_id = $2 "
             "AND school_year_id = $3 ORDER BY notice_id",
             school, student_id, year_id)) {
        Notice notice = notice_in(row);
        const std::int64_t id = notice.id;
        notices.push_back({.notice = std::move(notice), .events = events_of(session, school, id)});
    }
    return notices;
}

}  // namespace taqwim::attendance
