#include "school/answering.h"
#include "school/school_routes.h"

namespace taqwim::school {

namespace {

constexpr std::size_t k_name = 200;
constexpr std::size_t k_code = 40;

StaffMember member_in(Body& body)
{
    StaffMember member;
    member.name_ar = body.text("name_ar", k_name);
    member.name_en = body.text("name_en", k_name);
    member.identity_number = body.optional_text("identity_number", k_code);
    member.is_number_confirmed = body.optional_yes_no("is_number_confirmed").value_or(false);
    member.joined_on = body.day("joined_on");
    member.left_on = body.optional_day("left_on");
    return member;
}

http::Response add_member(Staff& staff, const Call& call)
{
    Body body(call.request);
    const StaffMember member = member_in(body);
    return respond_to(call, body, [&] { return staff.add(call.school(), call.act, member); });
}

http::Response change_member(Staff& staff, const Call& call)
{
    return with_id(call, "staff_member_id", [&](std::int64_t id) {
        Body body(call.request);
        StaffMember member = member_in(body);
        member.id = id;
        member.version = version_in(body);
        return respond_to(call, body,
                          [&] { return staff.change(call.school(), call.act, member); });
    });
}

http::Response appoint(Staff& staff, const Call& call)
{
    return with_id(call, "staff_member_id", [&](std::int64_t id) {
        Body body(call.request);
        Appointment appointment;
        appointment.staff_member_id = id;
        appointment.role = body.text("role", k_code);
        appointment.class_id = body.optional_id("class_id");
        appointment.subject = body.optional_text("subject", k_code);
        appointment.days.first = body.day("first_day");
        appointment.days.last = body.optional_day("last_day");
        appointment.decision = body.text("decision", 100);
        appointment.substitute_for = body.optional_id("substitute_for");
        return respond_to(call, body,
                          [&] { return staff.appoint(call.school(), call.act, appointment); });
    });
}

http::Response end_appointment(Staff& staff, const Call& call)
{
    return with_id(call, "appointment_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::int64_t version = version_in(body);
        const Day last_day = body.day("last_day");
        const std::string reason = body.text("reason", 200);
        return respond_to(call, body, [&] {
            return staff.end_appointment(call.school(), call.act, id, version, last_day, reason);
        });
    });
}

http::Response list_members(Staff& staff, const Call& call)
{
    return with_page(call, {"after", "limit", "name"}, [&](const Page& page) {
        const std::string name(call.request.query("name").value_or(""));
        return respond_json(call.request, staff.members(call.school(), name, page));
    });
}

http::Response teacher_timetable(Timetables& timetables, const Call& call)
{
    return with_id(call, "staff_member_id", [&](std::int64_t id) {
        const auto day = day_in_query(call);
        if (!day)
            return http::problem(call.request, day.refusal());
        return respond_json(call.request, timetables.timetable_of_teacher(call.school(), id, *day));
    });
}

}  // namespace

std::vector<Route> staff_routes(Staff& staff, Timetables& timetables)
{
    using http::Method;
    const std::string all = "/v1/schools/{school_id}/staff";
    const std::string one = all + "/{staff_member_id}";
    return {
        Route{.method = Method::get,
              .pattern = all,
              .name = "staff.list",
              .permission = Permission::staff_read,
              .target = school_in_path,
              .handler = [&staff](const Call& call) { return list_members(staff, call); }},
        Route{.method = Method::post,
              .pattern = all,
              .name = "staff.add",
              .permission = Permission::staff_manage,
              .target = school_in_path,
              .handler = [&staff](const Call& call) { return add_member(staff, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = one,
              .name = "staff.read",
              .permission = Permission::staff_read,
              .target = school_in_path,
              .handler =
                  [&staff](const Call& call) {
                      return with_id(call, "staff_member_id", [&](std::int64_t id) {
                          return respond_json(call.request, staff.member(call.school(), id));
                      });
                  }},
        Route{.method = Method::patch,
              .pattern = one,
              .name = "staff.change",
              .permission = Permission::staff_manage,
              .target = school_in_path,
              .handler = [&staff](const Call& call) { return change_member(staff, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = one + "/appointments",
              .name = "appointment.list",
              .permission = Permission::staff_read,
              .target = school_in_path,
              .handler =
                  [&staff](const Call& call) {
                      return with_id(call, "staff_member_id", [&](std::int64_t id) {
                          return respond_json(call.request, staff.appointments(call.school(), id));
                      });
                  }},
        Route{.method = Method::post,
              .pattern = one + "/appointments",
              .name = "appointment.add",
              .permission = Permission::appointment_manage,
              .target = school_in_path,
              .handler = [&staff](const Call& call) { return appoint(staff, call); },
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = "/v1/schools/{school_id}/appointments/{appointment_id}/end",
              .name = "appointment.end",
              .permission = Permission::appointment_manage,
              .target = school_in_path,
              .handler = [&staff](const Call& call) { return end_appointment(staff, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = one + "/timetable",
              .name = "timetable.of_teacher",
              .permission = Permission::staff_read,
              .target = school_in_path,
              .handler =
                  [&timetables](const Call& call) { return teacher_timetable(timetables, call); }},
    };
}

}  // namespace taqwim::school
