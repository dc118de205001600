// Attendance into the record: the rolls of each class, day and period, taken through the room of attendance.
#pragma once

#include <cstdint>
#include <optional>

#include "exchange/attendance_file.h"
#include "exchange/imports.h"

namespace taqwim::exchange {

struct AttendanceWish {
    std::optional<std::int64_t> class_id;  // of this class alone
    bool accepts_overwrites = false;
    bool leaves_out_bad_rows = false;  // rows with problems or unaccepted conflicts
};

struct AttendanceOutcome {
    Plan plan;
    std::int64_t stored = 0;
    std::int64_t left_out = 0;
};

// Takes the rolls that the file makes, until the caller keeps the write or refuses it. Whom the file does not name stays
// as an earlier roll has him; whom it names otherwise is a conflict.
[[nodiscard]] AttendanceOutcome carry_out_attendance(school::Changes& changes, SchoolId school,
                                                     AttendanceFile file,
                                                     const AttendanceWish& wish);

}  // namespace taqwim::exchange
