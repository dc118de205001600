#include "school/staff_store.h"

#include "school/names.h"

namespace taqwim::school {

namespace {

StaffMember staff_member_in(const database::Row& row)
{
    return {.id = row.integer("staff_member_id"),
            .name_ar = row.text("name_ar"),
            .name_en = row.text("name_en"),
            .identity_number = row.text_or_null("identity_number"),
            .joined_on = day_in(row, "joined_on"),
            .left_on = optional_day_in(row, "left_on"),
            .version = row.integer("version"),
            .sort_key = std::string(text_in(row.blob("sort_key")))};
}

}  // namespace

Appointment appointment_in(const database::Row& row)
{
    return {.id = row.integer("appointment_id"),
            .staff_member_id = row.integer("staff_member_id"),
            .role = row.text("role"),
            .year_id = row.integer_or_null("school_year_id"),
            .class_id = row.integer_or_null("class_id"),
            .subject = row.text_or_null("subject"),
            .days = {day_in(row, "first_day"), optional_day_in(row, "last_day")},
            .decision = row.text("decision"),
            .substitute_for = row.integer_or_null("substitute_for"),
            .ended_reason = row.text_or_null("ended_reason"),
            .version = row.integer("version")};
}

std::optional<StaffMember> find_staff_member(database::Session& session, SchoolId school,
                                             std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT staff_member_id, name_ar, name_en, identity_number, joined_on, left_on, version, "
        "sort_key FROM staff_member WHERE school_id = $1 AND staff_member_id = $2",
        school, id);
    return row ? std::optional(staff_member_in(*row)) : std::nullopt;
}

std::optional<std::int64_t> staff_member_identified(database::Session& session, SchoolId school,
                                                    std::string_view number)
{
    const auto row = session.find_one(
        "SELECT staff_member_id FROM staff_member WHERE school_id = $1 AND identity_number = $2",
        school, number);
    return row ? std::optional(row->integer("staff_member_id")) : std::nullopt;
}

std::vector<StaffMember> staff_after(database::Session& session, SchoolId school,
                                     std::string_view pattern, std::string_view after_key,
                                     std::int64_t after_id, std::int64_t rows)
{
    std::vector<StaffMember> found;
    for (const auto& row : session.find_all(
             "SELECT staff_member_id, name_ar, name_en, identity_number, joined_on, left_on, "
             "version, sort_key FROM staff_member WHERE school_id = $1 "
             "AND search_name LIKE $2 ESCAPE '!' AND (sort_key, staff_member_id) > ($3, $4) "
             "ORDER BY sort_key, staff_member_id LIMIT $5",
             school, pattern, column_of(after_key), after_id, rows))
        found.push_back(staff_member_in(row));
    return found;
}

void insert_staff_member(database::Session& session, SchoolId school, const StaffMember& member)
{
    const StoredName name = stored_name(member.name_ar);
    must_be_one(session.execute(
        "INSERT INTO staff_member (school_id, staff_member_id, name_ar, name_en, search_name, "
        "sort_key, identity_number, joined_on, left_on, version) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        school, member.id, member.name_ar, member.name_en, name.search_name,
        column_of(name.sort_key), member.identity_number, member.joined_on, member.left_on,
        member.version));
}

std::int64_t update_staff_member(database::Session& session, SchoolId school,
                                 const StaffMember& member)
{
    const StoredName name = stored_name(member.name_ar);
    return session.execute(
        "UPDATE staff_member SET name_ar = $1, name_en = $2, search_name = $3, sort_key = $4, "
        "identity_number = $5, joined_on = $6, left_on = $7, version = $8 "
        "WHERE school_id = $9 AND staff_member_id = $10 AND version = $11",
        member.name_ar, member.name_en, name.search_name, column_of(name.sort_key),
        member.identity_number, member.joined_on, member.left_on, member.version, school, member.id,
        member.version - 1);
}

std::optional<Appointment> find_appointment(database::Session& session, SchoolId school,
                                            std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT appointment_id, staff_member_id, role, school_year_id, class_id, subject, "
        "first_day, last_day, decision, substitute_for, ended_reason, version "
        "FROM appointment WHERE school_id = $1 AND appointment_id = $2",
        school, id);
    return row ? std::optional(appointment_in(*row)) : std::nullopt;
}

std::vector<Appointment> appointments_of_member(database::Session& session, SchoolId school,
                                                std::int64_t staff_member_id)
{
    std::vector<Appointment> found;
    for (const auto& row : session.find_all(
             "SELECT appointment_id, staff_member_id, role, school_year_id, class_id, subject, "
             "first_day, last_day, decision, substitute_for, ended_reason, version "
             "FROM appointment WHERE school_id = $1 AND staff_member_id = $2 "
             "ORDER BY first_day DESC, appointment_id",
             school, staff_member_id))
        found.push_back(appointment_in(row));
    return found;
}

void insert_appointment(database::Session& session, SchoolId school, const Appointment& appointment)
{
    must_be_one(session.execute(
        "INSERT INTO appointment (school_id, appointment_id, staff_member_id, role, "
        "school_year_id, class_id, subject, first_day, last_day, decision, substitute_for, "
        "ended_reason, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        school, appointment.id, appointment.staff_member_id, appointment.role, appointment.year_id,
        appointment.class_id, appointment.subject, appointment.days.first, appointment.days.last,
        appointment.decision, appointment.substitute_for, appointment.ended_reason,
        appointment.version));
}

std::int64_t update_appointment(database::Session& session, SchoolId school,
                                const Appointment& appointment)
{
    return session.execute("UPDATE appointment SET last_day = $1, ended_reason = $2, version = $3 "
                           "WHERE school_id = $4 AND appointment_id = $5 AND version = $6",
                           appointment.days.last, appointment.ended_reason, appointment.version,
                           school, appointment.id, appointment.version - 1);
}

}  // namespace taqwim::school
