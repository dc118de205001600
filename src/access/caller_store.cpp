#include "access/caller_store.h"

#include <algorithm>

#include "access/columns.h"
namespace taqwim::access {

namespace {

int offset_in(const database::Row& row)
{
    return static_cast<int>(row.integer("utc_offset_minutes"));
}

std::optional<Day> earlier(std::optional<Day> left, std::optional<Day> right)
{
    if (!left || !right)
        return left ? left : right;
    return std::min(*left, *right);
}

std::optional<Day> later(std::optional<Day> left, std::optional<Day> right)
{
    if (!left || !right)
        return left ? left : right;
    return std::max(*left, *right);
}

// A substitute stands in while the appointment he stands in for is in force, and not a day longer; nobody's
// appointment lasts beyond his leaving the school.
void add_appointments(database::Session& session, const RoleBook& roles, Caller& caller, Day oldest)
{
    const auto rows = session.find_all(
        "SELECT a.school_id, a.appointment_id, a.staff_member_id, a.role, a.class_id, a.subject, "
        "a.first_day, a.last_day, m.left_on, o.first_day AS other_first_day, "
        "o.last_day AS other_last_day, s.utc_offset_minutes "
        "FROM account_link l "
        "JOIN school s ON s.school_id = l.school_id "
        "JOIN staff_member m ON m.school_id = l.school_id AND m.staff_member_id = l.person_id "
        "JOIN appointment a ON a.school_id = l.school_id AND a.staff_member_id = l.person_id "
        "LEFT JOIN appointment o ON o.school_id = a.school_id "
        "AND o.appointment_id = a.substitute_for "
        "WHERE l.account_id = $1 AND l.kind = 'staff_member' "
        "AND (a.last_day IS NULL OR a.last_day >= $2) ORDER BY a.school_id, a.appointment_id",
        caller.account_id, oldest);
    for (const database::Row& row : rows) {
        const Role* role = roles.find(row.text("role"));
        if (role == nullptr || role->kind != RoleKind::staff)
            continue;
        Grant grant;
        grant.role = role;
        grant.appointment_id = row.integer("appointment_id");
        grant.school = SchoolId{row.integer("school_id")};
        grant.class_id = row.integer_or_null("class_id");
        grant.subject = row.text_or_null("subject").value_or("");
        grant.person_id = row.integer("staff_member_id");
        grant.first_day = later(day_in(row, "first_day"), day_or_null(row, "other_first_day"));
        grant.last_day =
            earlier(earlier(day_or_null(row, "last_day"), day_or_null(row, "other_last_day")),
                    day_or_null(row, "left_on"));
        grant.utc_offset_minutes = offset_in(row);
        caller.grants.push_back(std::move(grant));
    }
}

void add_offices(database::Session& session, const RoleBook& roles, Caller& caller, Day oldest,
                 int office_offset_minutes)
{
    const auto rows = session.find_all(
        "SELECT office_appointment_id, role, directorate_id, first_day, last_day "
        "FROM office_appointment WHERE account_id = $1 AND (last_day IS NULL OR last_day >= $2) "
        "ORDER BY office_appointment_id",
        caller.account_id, oldest);
    for (const database::Row& row : rows) {
        const Role* role = roles.find(row.text("role"));
        if (role == nullptr || role->kind != RoleKind::office)
            continue;
        Grant grant;
        grant.role = role;
        grant.appointment_id = row.integer("office_appointment_id");
        grant.directorate_id = row.integer_or_null("directorate_id");
        grant.first_day = day_in(row, "first_day");
        grant.last_day = day_or_null(row, "last_day");
        grant.utc_offset_minutes = office_offset_minutes;
        caller.grants.push_back(std::move(grant));
    }
}

void add_guardians(database::Session& session, const RoleBook& roles, Caller& caller)
{
    const Role* role = roles.find("guardian");
    const auto rows = session.find_all(
        "SELECT l.school_id, l.person_id, g.student_id, g.first_day, g.last_day, "
        "s.utc_offset_minutes FROM account_link l "
        "JOIN school s ON s.school_id = l.school_id "
        "JOIN guardianship g ON g.school_id = l.school_id AND g.guardian_id = l.person_id "
        "WHERE l.account_id = $1 AND l.kind = 'guardian' "
        "ORDER BY l.school_id, l.person_id, g.guardianship_id",
        caller.account_id);
    for (const database::Row& row : rows) {
        const SchoolId school{row.integer("school_id")};
        const std::int64_t person = row.integer("person_id");
        if (role == nullptr)
            return;
        if (caller.grants.empty() || caller.grants.back().role != role ||
            caller.grants.back().school != school || caller.grants.back().person_id != person) {
            Grant grant;
            grant.role = role;
            grant.school = school;
            grant.person_id = person;
            grant.utc_offset_minutes = offset_in(row);
            caller.grants.push_back(std::move(grant));
        }
        caller.grants.back().children.push_back(
            {row.integer("student_id"), day_in(row, "first_day"), day_or_null(row, "last_day")});
    }
}

void add_students(database::Session& session, const RoleBook& roles, Caller& caller)
{
    const Role* role = roles.find("student");
    const auto rows = session.find_all(
        "SELECT l.school_id, l.person_id, s.utc_offset_minutes FROM account_link l "
        "JOIN school s ON s.school_id = l.school_id "
        "WHERE l.account_id = $1 AND l.kind = 'student' ORDER BY l.school_id, l.person_id",
        caller.account_id);
    for (const database::Row& row : rows) {
        if (role == nullptr)
            return;
        Grant grant;
        grant.role = role;
        grant.school = SchoolId{row.integer("school_id")};
        grant.person_id = row.integer("person_id");
        grant.utc_offset_minutes = offset_in(row);
        caller.grants.push_back(std::move(grant));
    }
}

}  // namespace

std::optional<Caller> read_caller(database::Session& session, const RoleBook& roles,
                                  std::int64_t account_id, Instant now, int office_offset_minutes)
{
    const auto row =
        session.find_one("SELECT a.name, a.display_name, a.disabled_at, f.confirmed_at "
                         "FROM account a LEFT JOIN second_factor f ON f.account_id = a.account_id "
                         "WHERE a.account_id = $1",
                         account_id);
    if (!row)
        return std::nullopt;
    Caller caller;
    caller.account_id = account_id;
    caller.name = row->text("name");
    caller.display_name = row->text("display_name");
    caller.is_disabled = !row->is_null("disabled_at");
    caller.has_second_factor = !row->is_null("confirmed_at");

    // Older ones give nothing, not even reading after their end.
    int longest = 0;
    for (const auto& [name, role] : roles.all())
        longest = std::max(longest, role.days_after_end);
    const Day oldest = now.day(0) - (longest + 2);
    add_appointments(session, roles, caller, oldest);
    add_offices(session, roles, caller, oldest, office_offset_minutes);
    add_guardians(session, roles, caller);
    add_students(session, roles, caller);
    return caller;
}

std::optional<std::int64_t> directorate_of(database::Session& session, SchoolId school)
{
    const auto row =
        session.find_one("SELECT directorate_id FROM school WHERE school_id = $1", school);
    return row ? std::optional(row->integer("directorate_id")) : std::nullopt;
}

std::vector<std::int64_t> classes_of_student(database::Session& session, SchoolId school,
                                             std::int64_t student_id, Day day)
{
    std::vector<std::int64_t> classes;
    for (const database::Row& row : session.find_all(
             "SELECT DISTINCT class_id FROM enrolment WHERE school_id = $1 AND student_id = $2 "
             "AND first_day <= $3 AND (last_day IS NULL OR last_day >= $3) ORDER BY class_id",
             school, student_id, day))
        classes.push_back(row.integer("class_id"));
    return classes;
}

}  // namespace taqwim::access
