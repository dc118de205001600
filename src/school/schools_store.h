// The tables of directorates and schools.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/session.h"
#include "school/schools.h"

namespace taqwim::school {

[[nodiscard]] std::optional<Directorate> find_directorate(database::Session& session,
                                                          std::int64_t id);
// The id of the directorate of this name.
[[nodiscard]] std::optional<std::int64_t> directorate_named(database::Session& session,
                                                            std::string_view country,
                                                            std::string_view name_ar);
[[nodiscard]] std::vector<Directorate> directorates_after(database::Session& session,
                                                          std::int64_t after, std::int64_t rows);
void insert_directorate(database::Session& session, const Directorate& directorate);
// `version` is the new one. The number of changed rows: 0 when the stored version is not the one before.
[[nodiscard]] std::int64_t update_directorate(database::Session& session,
                                              const Directorate& directorate);
// Whether a directorate belongs to this region.
[[nodiscard]] bool has_governorates(database::Session& session, std::int64_t region);

[[nodiscard]] std::optional<School> find_school(database::Session& session, SchoolId id);
[[nodiscard]] std::optional<SchoolId> school_numbered(database::Session& session,
                                                      std::int64_t directorate_id,
                                                      std::string_view ministry_number);
[[nodiscard]] std::vector<School> schools_after(database::Session& session,
                                                std::int64_t directorate_id, std::int64_t after,
                                                std::int64_t rows);
void insert_school(database::Session& session, const School& school);
[[nodiscard]] std::int64_t update_school(database::Session& session, const School& school);

// KW, SA, OM. The school must be there.
[[nodiscard]] std::string country_of(database::Session& session, SchoolId school);

}  // namespace taqwim::school
