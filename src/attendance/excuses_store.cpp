#include "attendance/excuses_store.h"

#include <algorithm>

namespace taqwim::attendance {

namespace {

using database::Session;
using school::must_be_one;

Excuse excuse_in(const database::Row& row)
{
    return {.id = row.integer("excuse_id"),
            .student_id = row.integer("student_id"),
            .year_id = row.integer("school_year_id"),
            .first_day = school::day_in(row, "first_day"),
            .last_day = school::day_in(row, "last_day"),
            .kind = row.text("kind"),
            .document = row.text("document"),
            .on_school_form = row.boolean("on_school_form"),
            .certifier = row.text("certifier"),
            .school_health_certified = row.boolean("school_health_certified"),
            .submitted_on = school::day_in(row, "submitted_on"),
            .recorded_by = row.integer("recorded_by")};
}

Leave leave_in(const database::Row& row)
{
    return {.id = row.integer("leave_id"),
            .student_id = row.integer("student_id"),
            .year_id = row.integer("school_year_id"),
            .day = school::day_in(row, "day"),
            .first_period = row.integer("first_period"),
            .ground = row.text("ground"),
            .requested_by = row.integer("requested_by"),
            .document = row.text("document")};
}

}  // namespace

void insert_excuse(school::Changes& changes, SchoolId school, const Excuse& excuse)
{
    must_be_one(changes.session().execute(
        "INSERT INTO excuse (school_id, excuse_id, student_id, school_year_id, first_day, "
        "last_day, kind, document, on_school_form, certifier, school_health_certified, "
        "submitted_on, recorded_at, recorded_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        school, excuse.id, excuse.student_id, excuse.year_id, excuse.first_day, excuse.last_day,
        excuse.kind, excuse.document, excuse.on_school_form, excuse.certifier,
        excuse.school_health_certified, excuse.submitted_on, changes.act().at, excuse.recorded_by,
        changes.act().role));
}

void insert_excuse_decision(school::Changes& changes, SchoolId school,
                            const ExcuseDecision& decision)
{
    must_be_one(changes.session().execute(
        "INSERT INTO excuse_decision (school_id, excuse_decision_id, excuse_id, judgement, "
        "after_limit, reason, decided_at, decided_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        school, decision.id, decision.excuse_id, decision.judgement, decision.after_limit,
        decision.reason, changes.act().at, changes.act().account_id, changes.act().role));
}

std::optional<Excuse> find_excuse(Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT excuse_id, student_id, school_year_id, first_day, last_day, kind, document, "
        "on_school_form, certifier, school_health_certified, submitted_on, recorded_by "
        "FROM excuse WHERE school_id = $1 AND excuse_id = $2",
        school, id);
    return row ? std::optional(excuse_in(*row)) : std::nullopt;
}

std::vector<DecidedExcuse> excuses_of(Session& session, SchoolId school, std::int64_t student_id,
                                      std::int64_t year_id)
{
    std::vector<DecidedExcuse> excuses;
    for (const database::Row& row : session.find_all(
             "SELECT e.excuse_id, e.student_id, e.school_year_id, e.first_day, e.last_day, e.kind, "
             "e.document, e.on_school_form, e.certifier, e.school_health_certified, "
             "e.submitted_on, e.recorded_by, d.excuse_decision_id, d.judgement, d.after_limit, "
             "d.reason FROM excuse e LEFT JOIN excuse_decision d "
             "ON d.school_id = e.school_id AND d.excuse_id = e.excuse_id "
             "WHERE e.school_id = $1 AND e.student_id = $2 AND e.school_year_id = $3 "
             "ORDER BY e.first_day, e.excuse_id, d.excuse_decision_id",
             school, student_id, year_id)) {
        DecidedExcuse one{.excuse = excuse_in(row), .decision = std::nullopt};
        if (!row.is_null("excuse_decision_id"))
            one.decision = ExcuseDecision{.id = row.integer("excuse_decision_id"),
                                          .excuse_id = one.excuse.id,
                                          .judgement = row.text("judgement"),
                                          .after_limit = row.boolean("after_limit"),
                                          .reason = row.text("reason")};
        if (!excuses.empty() && excuses.back().excuse.id == one.excuse.id)
            excuses.back() = std::move(one);
        else
            excuses.push_back(std::move(one));
    }
    return excuses;
}

void insert_leave(school::Changes& changes, SchoolId school, const Leave& leave)
{
    must_be_one(changes.session().execute(
        "INSERT INTO leave_request (school_id, leave_id, student_id, school_year_id, day, "
        "first_period, ground, requested_by, document, requested_at, recorded_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        school, leave.id, leave.student_id, leave.year_id, leave.day, leave.first_period,
        leave.ground, leave.requested_by, leave.document, changes.act().at,
        changes.act().account_id, changes.act().role));
}

void insert_leave_decision(school::Changes& changes, SchoolId school, const LeaveDecision& decision)
{
    must_be_one(changes.session().execute(
        "INSERT INTO leave_decision (school_id, leave_decision_id, leave_id, decision, reason, "
        "collected_by, decided_at, decided_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        school, decision.id, decision.leave_id, decision.decision, decision.reason,
        decision.collected_by, changes.act().at, changes.act().account_id, changes.act().role));
}

std::optional<Leave> find_leave(Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT leave_id, student_id, school_year_id, day, first_period, ground, requested_by, "
        "document FROM leave_request WHERE school_id = $1 AND leave_id = $2",
        school, id);
    return row ? std::optional(leave_in(*row)) : std::nullopt;
}

std::vector<DecidedLeave> leaves_of(Session& session, SchoolId school, std::int64_t student_id,
                                    std::int64_t year_id)
{
    std::vector<DecidedLeave> leaves;
    for (const database::Row& row : session.find_all(
             "SELECT l.leave_id, l.student_id, l.school_year_id, l.day, l.first_period, l.ground, "
             "l.requested_by, l.document, d.leave_decision_id, d.decision, d.reason, "
             "d.collected_by FROM leave_request l LEFT JOIN leave_decision d "
             "ON d.school_id = l.school_id AND d.leave_id = l.leave_id "
             "WHERE l.school_id = $1 AND l.student_id = $2 AND l.school_year_id = $3 "
             "ORDER BY l.day, l.leave_id, d.leave_decision_id",
             school, student_id, year_id)) {
        DecidedLeave one{.leave = leave_in(row), .decision = std::nullopt};
        if (!row.is_null("leave_decision_id"))
            one.decision = LeaveDecision{.id = row.integer("leave_decision_id"),
                                         .leave_id = one.leave.id,
                                         .decision = row.text("decision"),
                                         .reason = row.text("reason"),
                                         .collected_by = row.integer_or_null("collected_by")};
        if (!leaves.empty() && leaves.back().leave.id == one.leave.id)
            leaves.back() = std::move(one);
        else
            leaves.push_back(std::move(one));
    }
    return leaves;
}

void insert_activity(school::Changes& changes, SchoolId school, const OfficialActivity& activity)
{
    must_be_one(changes.session().execute(
        "INSERT INTO official_activity (school_id, official_activity_id, student_id, "
        "school_year_id, letter, first_day, last_day, is_withdrawn, recorded_at, recorded_by, "
        "role) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        school, activity.id, activity.student_id, activity.year_id, activity.letter,
        activity.first_day, activity.last_day, activity.is_withdrawn, changes.act().at,
        changes.act().account_id, changes.act().role));
}

std::vector<OfficialActivity> activities_of(Session& session, SchoolId school,
                                            std::int64_t student_id, std::int64_t year_id)
{
    std::vector<OfficialActivity> activities;
    for (const database::Row& row :
         session.find_all("SELECT official_activity_id, letter, first_day, last_day, is_withdrawn "
                          "FROM official_activity WHERE school_id = $1 AND student_id = $2 "
                          "AND school_year_id = $3 ORDER BY letter, official_activity_id",
                          school, student_id, year_id)) {
        OfficialActivity one{.id = row.integer("official_activity_id"),
                             .student_id = student_id,
                             .year_id = year_id,
                             .letter = row.text("letter"),
                             .first_day = school::day_in(row, "first_day"),
                             .last_day = school::day_in(row, "last_day"),
                             .is_withdrawn = row.boolean("is_withdrawn")};
        if (!activities.empty() && activities.back().letter == one.letter)
            activities.back() = std::move(one);
        else
            activities.push_back(std::move(one));
    }
    std::erase_if(activities, [](const OfficialActivity& one) { return one.is_withdrawn; });
    return activities;
}

}  // namespace taqwim::attendance
