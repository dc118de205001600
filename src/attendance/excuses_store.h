// The tables of excuses, leave and official activities.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attendance/excuses.h"
#include "platform/database/session.h"

namespace taqwim::attendance {

struct DecidedExcuse {
    Excuse excuse;
    std::optional<ExcuseDecision> decision;  // the newest
};
struct DecidedLeave {
    Leave leave;
    std::optional<LeaveDecision> decision;
};

void insert_excuse(school::Changes& changes, SchoolId school, const Excuse& excuse);
void insert_excuse_decision(school::Changes& changes, SchoolId school,
                            const ExcuseDecision& decision);
[[nodiscard]] std::optional<Excuse> find_excuse(database::Session& session, SchoolId school,
                                                std::int64_t id);
// By day and id.
[[nodiscard]] std::vector<DecidedExcuse> excuses_of(database::Session& session, SchoolId school,
                                                    std::int64_t student_id, std::int64_t year_id);

void insert_leave(school::Changes& changes, SchoolId school, const Leave& leave);
void insert_leave_decision(school::Changes& changes, SchoolId school,
                           const LeaveDecision& decision);
[[nodiscard]] std::optional<Leave> find_leave(database::Session& session, SchoolId school,
                                              std::int64_t id);
[[nodiscard]] std::vector<DecidedLeave> leaves_of(database::Session& session, SchoolId school,
                                                  std::int64_t student_id, std::int64_t year_id);

void insert_activity(school::Changes& changes, SchoolId school, const OfficialActivity& activity);
// Those that stand: the newest of each letter, unless it is withdrawn.
[[nodiscard]] std::vector<OfficialActivity> activities_of(database::Session& session,
                                                          SchoolId school, std::int64_t student_id,
                                                          std::int64_t year_id);

}  // namespace taqwim::attendance
