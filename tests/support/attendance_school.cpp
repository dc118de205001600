#include "tests/support/attendance_school.h"

#include <doctest/doctest.h>

#include "embedded/attendance.h"

namespace taqwim::tests {

std::string migration_text(std::span<const EmbeddedFile> files, std::string_view number)
{
    for (const EmbeddedFile& file : files)
        if (file.path.find(number) != std::string_view::npos)
            return std::string(file.text);
    FAIL("no such migration: " << number);
    return {};
}

AttendanceSchool::AttendanceSchool(TestDatabase& test) : SampleSchool(test)
{
    test.run(migration_text(embedded_attendance(), "0006"));
    ali = add_student("1001", "ali");
    hamad = add_student("1002", "hamad");
    yousef = add_student("1003", "yousef");
    REQUIRE(enrol(ali, class_a, day_of("2026-09-13")));
    REQUIRE(enrol(hamad, class_a, day_of("2026-09-13")));
    REQUIRE(enrol(yousef, class_b, day_of("2026-09-13")));
    school::Guardian salem;
    salem.name_ar = "salem";
    salem.name_en = "Salem";
    guardian = id_in(school::Guardians(*record).add(this->school, act(), salem), "guardian_id");
    school::Guardianship father;
    father.guardian_id = guardian;
    father.student_id = ali;
    father.relation = "father";
    father.days.first = day_of("2026-09-13");
    REQUIRE(school::Guardians(*record).add_guardianship(this->school, act(), father));
}

school::Act AttendanceSchool::act_as(std::int64_t account, std::string role) const
{
    school::Act one = act();
    one.account_id = account;
    one.role = std::move(role);
    return one;
}

void AttendanceSchool::today(const char* day)
{
    clock.set(Instant::parse(std::string(day) + "T06:00:00Z").value());
}

}  // namespace taqwim::tests
