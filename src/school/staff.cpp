#include "school/staff.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "school/names.h"
#include "school/plans_store.h"
#include "school/schools_store.h"
#include "school/staff_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

std::string role_names()
{
    std::string names;
    for (const Role& role : k_roles)
        names.append(names.empty() ? "" : ", ").append(role.name);
    return names;
}

Refusal missing(std::string_view field, std::string clause)
{
    return {RefusalCode::field_missing,
            {{"field", std::string(field)}},
            "/" + std::string(field),
            std::move(clause)};
}

std::optional<Refusal> refuses_role(const Appointment& appointment)
{
    const Role* role = find_role(appointment.role);
    if (!role)
        return value_not_listed("role", appointment.role, role_names());
    if (role->needs_class && !appointment.class_id)
        return missing("class_id", "SR-1.3");
    if (role->needs_subject && !appointment.subject)
        return missing("subject", "SR-1.3");
    if (!role->takes_class && appointment.class_id)
        return value_not_listed("class_id", std::to_string(*appointment.class_id), "-");
    if (!role->takes_subject && appointment.subject)
        return value_not_listed("subject", *appointment.subject, "-");
    if (appointment.days.last && *appointment.days.last < appointment.days.first)
        return days_reversed("last_day", appointment.days.first, *appointment.days.last);
    return std::nullopt;
}

// An appointment to a class lies in the class's year and names a subject of its plan.
std::optional<Refusal> refuses_class(database::Session& session, SchoolId school,
                                     Appointment& appointment)
{
    if (!appointment.class_id)
        return std::nullopt;
    const auto of = find_class(session, school, *appointment.class_id);
    if (!of)
        return unknown_record("class", *appointment.class_id, "/class_id");
    appointment.year_id = of->year_id;
    if (auto refusal = refuses_change_of_year(session, school, of->year_id))
        return refusal;
    const TeachingYear year = *find_year(session, school, of->year_id);
    for (const Day day :
         {appointment.days.first, appointment.days.last.value_or(appointment.days.first)})
        if (day < year.first_day || year.last_day < day)
            return Refusal{RefusalCode::day_outside_year,
                           {{"field", "first_day"},
                            {"day", day.to_text()},
                            {"school_year", year.name},
                            {"first_day", year.first_day.to_text()},
                            {"last_day", year.last_day.to_text()}},
                           "/first_day",
                           ""};
    const StudyPlan plan = *find_plan(session, school, of->plan_id);
    if (appointment.subject && !plan.find(*appointment.subject))
        return Refusal{RefusalCode::subject_not_in_plan,
                       {{"subject", *appointment.subject}, {"grade", std::to_string(plan.grade)}},
                       "/subject",
                       ""};
    return std::nullopt;
}

std::optional<Refusal> refuses_repetition(database::Session& session, SchoolId school,
                                          const Appointment& appointment)
{
    for (const Appointment& other :
         appointments_of_member(session, school, appointment.staff_member_id))
        if (other.role == appointment.role && other.class_id == appointment.class_id &&
            other.subject == appointment.subject && other.days.overlaps(appointment.days))
            return Refusal{
                RefusalCode::days_overlap,
                {{"field", "first_day"},
                 {"first_day", appointment.days.first.to_text()},
                 {"last_day", appointment.days.last ? appointment.days.last->to_text() : ""},
                 {"other", other.days.first.to_text()}},
                "/first_day",
                ""};
    return std::nullopt;
}

// Checks the number and writes it in its plain form.
std::optional<Refusal> refuses_identity(database::Session& session, SchoolId school,
                                        StaffMember& member)
{
    if (!member.identity_number)
        return std::nullopt;
    const auto number = checked_person_number(
        country_of(session, school), *member.identity_number, "identity_number",
        member.is_number_confirmed ? CheckDigit::confirmed : CheckDigit::must_fit);
    if (!number)
        return number.refusal();
    const auto other = staff_member_identified(session, school, *number);
    if (other && *other != member.id)
        return Refusal{RefusalCode::identity_taken, {{"value", *number}}, "/identity_number", ""};
    member.identity_number = *number;
    return std::nullopt;
}

}  // namespace

const Role* find_role(std::string_view name)
{
    const auto* const found = std::ranges::find(k_roles, name, &Role::name);
    return found == k_roles.end() ? nullptr : found;
}

void describe(Fields& fields, const StaffMember& member)
{
    fields.id("staff_member_id", member.id);
    fields.text("name_ar", member.name_ar);
    fields.text("name_en", member.name_en);
    fields.optional_text("identity_number", member.identity_number);
    fields.day("joined_on", member.joined_on);
    fields.day("left_on", member.left_on);
    fields.number("version", member.version);
}

void describe(Fields& fields, const Appointment& appointment)
{
    fields.id("appointment_id", appointment.id);
    fields.id("staff_member_id", appointment.staff_member_id);
    fields.text("role", appointment.role);
    fields.id("school_year_id", appointment.year_id);
    fields.id("class_id", appointment.class_id);
    fields.optional_text("subject", appointment.subject);
    fields.day("first_day", appointment.days.first);
    fields.day("last_day", appointment.days.last);
    fields.text("decision", appointment.decision);
    fields.id("substitute_for", appointment.substitute_for);
    fields.optional_text("ended_reason", appointment.ended_reason);
    fields.number("version", appointment.version);
}

Result<Answer> Staff::add(SchoolId school, const Act& act, StaffMember member)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        StaffMember added = member;
        added.id = 0;
        if (const auto refusal = refuses_identity(changes.session(), school, added))
            return *refusal;
        if (added.left_on && *added.left_on < added.joined_on)
            return days_reversed("left_on", added.joined_on, *added.left_on);
        added.id = changes.new_id();
        added.version = 1;
        insert_staff_member(changes.session(), school, added);
        return keep(changes, 201, "staff_member", "add", added.id, added);
    });
}

Result<Answer> Staff::change(SchoolId school, const Act& act, StaffMember member)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto current = find_staff_member(session, school, member.id);
        if (!current)
            return unknown_record("staff_member", member.id);
        StaffMember changed = member;
        if (const auto refusal = refuses_identity(session, school, changed))
            return *refusal;
        if (changed.left_on && *changed.left_on < changed.joined_on)
            return days_reversed("left_on", changed.joined_on, *changed.left_on);
        changed.version = member.version + 1;
        if (update_staff_member(session, school, changed) != 1)
            return stale_version(member.version, current->version);
        // Who left holds no appointment any more: permissions come from appointments.
        if (changed.left_on)
            for (Appointment& appointment : appointments_of_member(session, school, changed.id)) {
                if (!appointment.days.contains(*changed.left_on) ||
                    appointment.days.last == changed.left_on)
                    continue;
                appointment.days.last = changed.left_on;
                appointment.ended_reason = "left";
                ++appointment.version;
                must_be_one(update_appointment(session, school, appointment));
                changes.note("appointment.end", "appointment " + std::to_string(appointment.id),
                             digest_of_record("appointment", appointment));
            }
        return keep(changes, 200, "staff_member", "change", changed.id, changed);
    });
}

Result<std::string> Staff::members(SchoolId school, const std::string& query, const Page& page)
{
    const auto after = NamePlace::in(page);
    if (!after)
        return after.refusal();
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return page_json(staff_after(session, school, search_pattern(query), after->sort_key,
                                     after->id, page.rows()),
                         page, [](const StaffMember& last) {
                             return NamePlace{last.sort_key, last.id}.to_text();
                         });
    });
}

Result<std::string> Staff::member(SchoolId school, std::int64_t id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto found = find_staff_member(session, school, id);
        if (!found)
            return unknown_record("staff_member", id);
        return json_of(*found);
    });
}

Result<Answer> Staff::appoint(SchoolId school, const Act& act, Appointment appointment)
{
    if (auto refusal = refuses_role(appointment))
        return *refusal;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        Appointment added = appointment;
        const auto member = find_staff_member(session, school, added.staff_member_id);
        if (!member)
            return unknown_record("staff_member", added.staff_member_id, "/staff_member_id");
        if (added.days.first < member->joined_on)
            return days_reversed("first_day", member->joined_on, added.days.first);
        if (added.substitute_for && !find_appointment(session, school, *added.substitute_for))
            return unknown_record("appointment", *added.substitute_for, "/substitute_for");
        if (const auto refusal = refuses_class(session, school, added))
            return *refusal;
        if (const auto refusal = refuses_repetition(session, school, added))
            return *refusal;
        added.id = changes.new_id();
        added.version = 1;
        added.ended_reason = std::nullopt;
        insert_appointment(session, school, added);
        return keep(changes, 201, "appointment", "add", added.id, added);
    });
}

Result<Answer> Staff::end_appointment(SchoolId school, const Act& act, std::int64_t id,
                                      std::int64_t version, Day last_day, std::string reason)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto current = find_appointment(session, school, id);
        if (!current)
            return unknown_record("appointment", id);
        if (current->year_id)
            if (const auto refusal = refuses_change_of_year(session, school, *current->year_id))
                return *refusal;
        if (current->ended_reason)
            return Refusal{
                RefusalCode::appointment_ended, {{"day", current->days.last->to_text()}}, "", ""};
        if (last_day < current->days.first)
            return days_reversed("last_day", current->days.first, last_day);
        Appointment ended = *current;
        ended.days.last = last_day;
        ended.ended_reason = reason;
        ended.version = version + 1;
        if (update_appointment(session, school, ended) != 1)
            return stale_version(version, current->version);
        return keep(changes, 200, "appointment", "end", id, ended);
    });
}

Result<std::string> Staff::appointments(SchoolId school, std::int64_t staff_member_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        if (!find_staff_member(session, school, staff_member_id))
            return unknown_record("staff_member", staff_member_id);
        return list_json(appointments_of_member(session, school, staff_member_id));
    });
}

}  // namespace taqwim::school
