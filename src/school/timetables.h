// The weekly timetable of a class, held to its plan (KW-1, KW-P5-D): no subject has more periods than the plan gives
// it, and neither a class nor a teacher is in two places at once. A change is a newer slot from a day on; the old one
// ends the day before, so that attendance by period can be read for any day of the past.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct TimetableSlot {
    std::int64_t id = 0;
    std::int64_t class_id = 0;
    Weekday weekday{};
    std::int64_t period = 1;  // 1 to 12
    std::string kind;         // lesson; development, activity (KW-P5-B): beside the plan's periods
    std::string subject;
    std::optional<std::int64_t> staff_member_id;
    Period days;
};

// A timetable as it is in force on a day, and what it lacks.
struct Timetable {
    std::int64_t class_id = 0;
    Day on{0};
    std::vector<TimetableSlot> slots;  // by weekday and period
    // Subjects with fewer periods than the plan: KW-1 asks for exactly as many.
    struct Short {
        std::string subject;
        std::int64_t periods = 0;
        std::int64_t weekly_periods = 0;
    };
    std::vector<Short> missing;
};

void describe(Fields& fields, const TimetableSlot& slot);
void describe(Fields& fields, const Timetable& timetable);

class Timetables {
public:
    explicit Timetables(Record& record) : record_(record) {}

    // The whole timetable of a class from a day on. Refuses with subject_not_in_plan, timetable_over_plan,
    // timetable_slot_taken, day_not_of_school (a weekday without school), day_outside_year, year_sealed.
    [[nodiscard]] Result<Answer> set(SchoolId school, const Act& act, std::int64_t class_id,
                                     Day from, std::vector<TimetableSlot> slots);
    [[nodiscard]] Result<std::string> timetable(SchoolId school, std::int64_t class_id, Day on);
    [[nodiscard]] Result<std::string> timetable_of_teacher(SchoolId school,
                                                           std::int64_t staff_member_id, Day on);

private:
    Record& record_;
};

}  // namespace taqwim::school
