// Any file is planned without harm: every item and problem has its place, nothing is written that is not an item, and
// the same file gives the same plan.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/attendance_file.h"
#include "exchange/marks_plan.h"
#include "exchange/roster_file.h"

namespace {

using namespace taqwim;
using namespace taqwim::exchange;

constexpr std::int64_t k_class = 5;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::vector<TargetSheet> targets()
{
    marks::MarkSheet sheet;
    sheet.id = {SchoolId{1}, 9};
    sheet.class_id = k_class;
    sheet.subject = "maths";
    sheet.part = "final";
    sheet.settings = "{}";
    sheet.regulation = "kw_primary_2016";
    sheet.year_first = *Day::parse("2015-09-13");
    sheet.year_last = *Day::parse("2016-06-09");
    std::vector<marks::SheetColumn> columns;
    for (const char* const key : {"u1", "u2", "1.1"})
        columns.push_back({.key = key,
                           .label_ar = key,
                           .label_en = key,
                           .maximum_centi = 1000,
                           .repeats = key[0] == '1' ? 5 : 1});
    std::vector<TargetSheet> made;
    made.push_back({.book = marks::SheetBook(sheet, columns),
                    .subject_ar = "M",
                    .subject_en = "Mathematics",
                    .class_name = "4/1",
                    .grade_and_class = "4/4/1"});
    for (std::int64_t student = 1; student <= 3; ++student)
        made.front().book.add_stay({.student_id = student,
                                    .student_number = std::to_string(student),
                                    .name_ar = "S",
                                    .name_en = "S",
                                    .enrolment = "regular",
                                    .first_day = "2015-09-13"});
    return made;
}

void require_sound(const Plan& plan, const std::vector<tables::Table>& tables)
{
    const auto is_place = [&](const Place& place) {
        return place.row == 0 || place.table < tables.size();
    };
    for (const PlanItem& item : plan.items)
        require(is_place(item.place) && item.place.row != 0);
    for (const Problem& problem : plan.problems)
        require(is_place(problem.place) && !problem.refusal.field.empty());
    const PlanCounts counts = plan.counts();
    require(counts.added + counts.changed + counts.same == std::ssize(plan.items));
    require(counts.refused + counts.conflicts == std::ssize(plan.problems));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto tables = tables::read_tables("fuzz", bytes,
                                            {.bytes = 1 << 20,
                                             .unpacked_bytes = 4 << 20,
                                             .part_bytes = 2 << 20,
                                             .sheets = 4,
                                             .rows = 2000,
                                             .columns = 50,
                                             .cells = 20'000});
    if (!tables)
        return 0;
    StudentDirectory directory("KW");
    for (std::int64_t student = 1; student <= 3; ++student) {
        directory.add_student(student, std::to_string(student), "s");
        directory.add_stay(
            student, {.class_id = k_class, .first_day = *Day::parse("2015-09-13"), .last_day = {}});
    }
    directory.add_paper(1, "306010101018");

    const Day today = *Day::parse("2015-10-19");
    const MarksPlan plan = plan_marks(*tables, "fuzz", directory, targets(), today);
    require_sound(plan.plan, *tables);
    for (const MarksWrite& write : plan.writes)
        require(write.item < plan.plan.items.size() && write.target == 0 &&
                plan.plan.items[write.item].state != ItemState::same);
    require(plan_marks(*tables, "fuzz", directory, targets(), today).plan.digest() ==
            plan.plan.digest());

    const RosterFile roster = read_roster(*tables, "fuzz");
    require_sound(roster.plan, *tables);
    for (const RosterRow& row : roster.rows)
        require(!row.name_parts.empty());

    const AttendanceFile attendance = read_attendance(*tables, "fuzz", today);
    require_sound(attendance.plan, *tables);
    for (const AttendanceMark& mark : attendance.marks)
        require(!mark.status.empty());
    return 0;
}
