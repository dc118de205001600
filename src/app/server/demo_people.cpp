#include "app/server/demo_people.h"

#include <utility>

namespace taqwim::app {

namespace {

std::int64_t make_father(DemoWork& work, const std::vector<std::string>& child)
{
    school::Guardian guardian;
    guardian.name_ar = child[1] + ' ' + child[2] + ' ' + child[3];
    return demo_id(
        work.installation.school().guardians.add(work.school, work.act("registrar"), guardian),
        "guardian_id");
}

}  // namespace

std::int64_t make_demo_staff_member(DemoWork& work, const std::string& name_ar,
                                    const std::string& name_en)
{
    school::StaffMember member;
    member.name_ar = name_ar;
    member.name_en = name_en;
    member.joined_on = demo_day("2020-09-01");
    return demo_id(work.installation.school().staff.add(work.school, work.act("registrar"), member),
                   "staff_member_id");
}

DemoStaff make_demo_staff(DemoWork& work)
{
    DemoStaff staff;
    const std::vector<std::string> roles = {"head_teacher", "registrar", "teacher"};
    for (std::size_t i = 0; i < roles.size(); ++i) {
        const std::string& role = roles[i];
        const std::string& name = work.words.of("staff")[i];
        staff[role] = make_demo_staff_member(work, name, role);
        if (role != "teacher")
            appoint_in_demo(work, staff[role], role);
        work.add_account(role, name, access::PersonKind::staff_member, staff[role]);
    }
    return staff;
}

void appoint_in_demo(DemoWork& work, std::int64_t staff, const std::string& role,
                     std::optional<std::int64_t> class_id, std::optional<std::string> subject)
{
    school::Appointment appointment;
    appointment.staff_member_id = staff;
    appointment.role = role;
    if (class_id)
        appointment.year_id = work.year_id;
    appointment.class_id = class_id;
    appointment.subject = std::move(subject);
    appointment.days.first = demo_day(work.year.first_day);
    appointment.decision = "1/" + work.year.name;
    demo_accepted(work.installation.school().staff.appoint(work.school, work.act("head_teacher"),
                                                           appointment));
}

DemoStudent make_demo_student(DemoWork& work, std::int64_t class_id, const std::string& birth_day,
                              const DemoStudent* brother)
{
    auto& services = work.installation.school();
    DemoStudent made;
    for (const char* const part : {"given_male", "father", "grandfather", "family"})
        made.name_parts.push_back(work.pick(part));
    if (brother != nullptr)
        for (const std::size_t part : {1U, 2U, 3U})
            made.name_parts[part] = brother->name_parts[part];
    school::Student student;
    student.number = std::to_string(1001 + work.made.students);
    student.name_parts = made.name_parts;
    student.sex = "male";
    student.nationality = work.country;
    student.birth_day = demo_day(birth_day);
    made.id = demo_id(services.students.add(work.school, work.act("registrar"), student, {}),
                      "student_id");

    school::Enrolment enrolment;
    enrolment.student_id = made.id;
    enrolment.class_id = class_id;
    enrolment.kind = "regular";
    enrolment.days.first = demo_day(work.year.first_day);
    demo_accepted(services.enrolments.enrol(work.school, work.act("registrar"), enrolment));

    made.guardian_id =
        brother != nullptr ? brother->guardian_id : make_father(work, made.name_parts);
    school::Guardianship guardianship;
    guardianship.guardian_id = made.guardian_id;
    guardianship.student_id = made.id;
    guardianship.relation = "father";
    guardianship.days.first = demo_day(work.year.first_day);
    demo_accepted(
        services.guardians.add_guardianship(work.school, work.act("registrar"), guardianship));
    ++work.made.students;
    return made;
}

}  // namespace taqwim::app
