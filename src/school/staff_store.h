// The tables of staff and appointments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/session.h"
#include "school/staff.h"

namespace taqwim::school {

[[nodiscard]] std::optional<StaffMember> find_staff_member(database::Session& session,
                                                           SchoolId school, std::int64_t id);
[[nodiscard]] std::optional<std::int64_t> staff_member_identified(database::Session& session,
                                                                  SchoolId school,
                                                                  std::string_view number);
// By name, after a page key: the sort key and the id of the last record that was shown.
[[nodiscard]] std::vector<StaffMember> staff_after(database::Session& session, SchoolId school,
                                                   std::string_view pattern,
                                                   std::string_view after_key,
                                                   std::int64_t after_id, std::int64_t rows);
void insert_staff_member(database::Session& session, SchoolId school, const StaffMember& member);
[[nodiscard]] std::int64_t update_staff_member(database::Session& session, SchoolId school,
                                               const StaffMember& member);

[[nodiscard]] std::optional<Appointment> find_appointment(database::Session& session,
                                                          SchoolId school, std::int64_t id);
// All of a member of staff, the newest first.
[[nodiscard]] std::vector<Appointment> appointments_of_member(database::Session& session,
                                                              SchoolId school,
                                                              std::int64_t staff_member_id);
void insert_appointment(database::Session& session, SchoolId school,
                        const Appointment& appointment);
[[nodiscard]] std::int64_t update_appointment(database::Session& session, SchoolId school,
                                              const Appointment& appointment);
[[nodiscard]] Appointment appointment_in(const database::Row& row);

}  // namespace taqwim::school
