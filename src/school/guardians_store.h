// The tables of guardians and guardianships.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platform/database/session.h"
#include "school/guardians.h"
#include "school/names.h"

namespace taqwim::school {

[[nodiscard]] std::optional<Guardian> find_guardian(database::Session& session, SchoolId school,
                                                    std::int64_t id);
[[nodiscard]] std::optional<std::int64_t> guardian_identified(database::Session& session,
                                                              SchoolId school,
                                                              std::string_view number);
[[nodiscard]] std::vector<Guardian> guardians_after(database::Session& session, SchoolId school,
                                                    std::string_view pattern,
                                                    const NamePlace& after, std::int64_t rows);
void insert_guardian(database::Session& session, SchoolId school, const Guardian& guardian);
[[nodiscard]] std::int64_t update_guardian(database::Session& session, SchoolId school,
                                           const Guardian& guardian);

[[nodiscard]] std::optional<Guardianship> find_guardianship(database::Session& session,
                                                            SchoolId school, std::int64_t id);
[[nodiscard]] std::vector<Guardianship> guardianships_of_student(database::Session& session,
                                                                 SchoolId school,
                                                                 std::int64_t student_id);
[[nodiscard]] std::vector<Guardianship> guardianships_of_guardian(database::Session& session,
                                                                  SchoolId school,
                                                                  std::int64_t guardian_id);
void insert_guardianship(database::Session& session, SchoolId school,
                         const Guardianship& guardianship);
// The number of changed rows: 0 when it has a last day already.
[[nodiscard]] std::int64_t end_guardianship(database::Session& session, SchoolId school,
                                            std::int64_t id, Day last_day);

}  // namespace taqwim::school
