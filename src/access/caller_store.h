// Reads callers from the record.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "access/caller.h"
#include "platform/database/session.h"

namespace taqwim::access {

// The account with everything that could give it a permission about `now`; nothing when there is no such account.
// Appointments to roles that the program does not know give nothing. Offices count their days at `office_offset_minutes`.
[[nodiscard]] std::optional<Caller> read_caller(database::Session& session, const RoleBook& roles,
                                                std::int64_t account_id, Instant now,
                                                int office_offset_minutes);

// Of a school; nothing when there is no such school.
[[nodiscard]] std::optional<std::int64_t> directorate_of(database::Session& session,
                                                         SchoolId school);

[[nodiscard]] std::vector<std::int64_t> classes_of_student(database::Session& session,
                                                           SchoolId school, std::int64_t student_id,
                                                           Day day);

}  // namespace taqwim::access
