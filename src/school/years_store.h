// The tables of school years and their calendars.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platform/database/session.h"
#include "school/years.h"

namespace taqwim::school {

[[nodiscard]] std::optional<TeachingYear> find_year(database::Session& session, SchoolId school,
                                                    std::int64_t year_id);
// The newest first.
[[nodiscard]] std::vector<TeachingYear> years_of(database::Session& session, SchoolId school);
void insert_year(database::Session& session, SchoolId school, const TeachingYear& year);
// `version` is the new one. With terms and weekdays, when a row was changed.
[[nodiscard]] std::int64_t update_year(database::Session& session, SchoolId school,
                                       const TeachingYear& year);

[[nodiscard]] std::vector<CalendarDay> calendar_days(database::Session& session, SchoolId school,
                                                     std::int64_t year_id);
[[nodiscard]] std::vector<CalendarPoint> calendar_points(database::Session& session,
                                                         SchoolId school, std::int64_t year_id);
void set_calendar_day(database::Session& session, SchoolId school, std::int64_t year_id,
                      const CalendarDay& day);
void set_calendar_point(database::Session& session, SchoolId school, std::int64_t year_id,
                        const CalendarPoint& point);

// Whether something of the year may change: record_unknown {school_year}, year_sealed.
[[nodiscard]] std::optional<Refusal> refuses_change_of_year(database::Session& session,
                                                            SchoolId school, std::int64_t year_id);

}  // namespace taqwim::school
