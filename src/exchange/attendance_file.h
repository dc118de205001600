// Attendance as its file has it: who was how on a day, for the day or for periods. Read by itself, without a database.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attendance/roll.h"
#include "core/day.h"
#include "exchange/plan.h"
#include "platform/tables/table.h"

namespace taqwim::exchange {

// One state of one student.
struct AttendanceMark {
    Place place;          // of the state
    Place student_place;  // of who it is
    std::string identity;
    std::string number;
    bool number_lost_zeros = false;
    std::string name;
    std::string class_name;
    Day day{0};
    attendance::Slot slot;  // the day, or a period
    std::string status;     // present, absent, late
    std::optional<std::int64_t> minutes;
};

struct AttendanceFile {
    std::vector<AttendanceMark> marks;
    Plan plan;  // the problems of reading
};

// States stand in one column, for the day or for the period that another column names; in one column for each period; or
// in one column for each day, whose heading is the date. `day` is that of files that do not say it. An absence with an
// excuse is an absence: the excuse is submitted and decided by itself.
[[nodiscard]] AttendanceFile read_attendance(std::span<const tables::Table> tables,
                                             std::string_view file, std::optional<Day> day);

}  // namespace taqwim::exchange
