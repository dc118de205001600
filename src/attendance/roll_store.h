// The tables of rolls.
#pragma once

#include <cstdint>
#include <vector>

#include "attendance/roll.h"
#include "platform/database/session.h"

namespace taqwim::attendance {

// One student's state in one roll.
struct RollEntry {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    Day day{0};
    Slot slot;
    std::string status;
    std::optional<std::int64_t> minutes;
};

// With entries for its exceptions alone.
void insert_roll(school::Changes& changes, SchoolId school, const Roll& roll);
// Those who have a state other than present by the rolls of that class, day and slot that were taken before.
[[nodiscard]] std::vector<std::int64_t> not_present(database::Session& session, SchoolId school,
                                                    const Roll& roll);
[[nodiscard]] bool has_class(database::Session& session, SchoolId school, std::int64_t class_id,
                             std::int64_t year_id);

// The newest roll of each slot of a class on a day, with its exceptions.
[[nodiscard]] std::vector<Roll> rolls_of_class(database::Session& session, SchoolId school,
                                               std::int64_t class_id, Day day);

// What stands of a student's year: the newest entry of each day and slot, by day and slot.
[[nodiscard]] std::vector<RollEntry> entries_of(database::Session& session, SchoolId school,
                                                std::int64_t student_id, std::int64_t year_id);

void insert_judgement(school::Changes& changes, SchoolId school,
                      const LatenessJudgement& judgement);
// The newest of each day.
[[nodiscard]] std::vector<LatenessJudgement> judgements_of(database::Session& session,
                                                           SchoolId school, std::int64_t student_id,
                                                           std::int64_t year_id);

// How many periods the class has by its timetable on that day.
[[nodiscard]] std::int64_t timetabled_periods(database::Session& session, SchoolId school,
                                              std::int64_t class_id, Day day);

}  // namespace taqwim::attendance
