// The table of timetable slots.
#pragma once

#include <optional>
#include <vector>

#include "platform/database/session.h"
#include "school/plans.h"
#include "school/timetables.h"

namespace taqwim::school {

// In force on the day, by weekday and period.
[[nodiscard]] std::vector<TimetableSlot> slots_of_class(database::Session& session, SchoolId school,
                                                        std::int64_t class_id, Day on);
[[nodiscard]] std::vector<TimetableSlot> slots_of_teacher(database::Session& session,
                                                          SchoolId school,
                                                          std::int64_t staff_member_id, Day on);
// Of this teacher in other classes, in force on the day or later.
[[nodiscard]] std::vector<TimetableSlot> slots_elsewhere(database::Session& session,
                                                         SchoolId school,
                                                         std::int64_t staff_member_id,
                                                         std::int64_t class_id, Day from);
// What is in force ends the day before; what would begin on the day or later is taken away.
void end_slots(database::Session& session, SchoolId school, std::int64_t class_id, Day from);
void insert_slot(database::Session& session, SchoolId school, const TimetableSlot& slot);

// timetable_over_plan, when a timetable of a class of this plan already has more periods than the plan would give.
[[nodiscard]] std::optional<Refusal> refuses_plan_below_timetables(database::Session& session,
                                                                   SchoolId school,
                                                                   const StudyPlan& plan);

}  // namespace taqwim::school
