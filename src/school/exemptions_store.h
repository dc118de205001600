// The table of exemptions.
#pragma once

#include <optional>
#include <vector>

#include "platform/database/session.h"
#include "school/exemptions.h"

namespace taqwim::school {

[[nodiscard]] std::optional<Exemption> find_exemption(database::Session& session, SchoolId school,
                                                      std::int64_t id);
// Of a student, by their first day.
[[nodiscard]] std::vector<Exemption> exemptions_of(database::Session& session, SchoolId school,
                                                   std::int64_t student_id);
void insert_exemption(database::Session& session, SchoolId school, const Exemption& exemption);
// The number of changed rows: 0 when it has ended already.
[[nodiscard]] std::int64_t end_exemption(database::Session& session, SchoolId school,
                                         std::int64_t id, Day last_day);

}  // namespace taqwim::school
