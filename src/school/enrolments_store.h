// The table of enrolments.
#pragma once

#include <optional>
#include <vector>

#include "platform/database/session.h"
#include "school/enrolments.h"

namespace taqwim::school {

[[nodiscard]] std::optional<Enrolment> find_enrolment(database::Session& session, SchoolId school,
                                                      std::int64_t id);
// Of a student, by their first day.
[[nodiscard]] std::vector<Enrolment> enrolments_of(database::Session& session, SchoolId school,
                                                   std::int64_t student_id);
// The periods for which a class has a student.
[[nodiscard]] std::vector<Period> periods_of_class(database::Session& session, SchoolId school,
                                                   std::int64_t class_id);
void insert_enrolment(database::Session& session, SchoolId school, const Enrolment& enrolment);
// Its last day and reason; `version` is the new one.
[[nodiscard]] std::int64_t update_enrolment(database::Session& session, SchoolId school,
                                            const Enrolment& enrolment);

}  // namespace taqwim::school
