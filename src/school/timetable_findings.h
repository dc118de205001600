// What the timetables of a year still owe the Kuwaiti regulation beside its plan: the load of heads of department
// (KW-33.1, KW-33.2) and the development periods (KW-P5-B.4 to KW-P5-B.6). Findings, not refusals: a timetable is made
// step by step.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "platform/database/session.h"
#include "regulations/frame/parameter_book.h"
#include "school/keeping.h"

namespace taqwim::school {

struct TimetableFinding {
    std::string clause;
    std::int64_t class_id = 0;         // of a class, or 0
    std::int64_t staff_member_id = 0;  // of a head of department, or 0
    std::string subject;
    std::int64_t periods = 0;  // as the timetables have it
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
};

void describe(Fields& fields, const TimetableFinding& finding);

// Of the classes whose plan is Kuwait's, and of the heads of department appointed on the day; by the numbers that are in
// force on it (parameters/development.toml). By clause, class and member of staff. Refuses with record_unknown and
// day_not_covered.
[[nodiscard]] Result<std::vector<TimetableFinding>> timetable_findings(database::Session& session,
                                                                       SchoolId school,
                                                                       std::int64_t year_id, Day on,
                                                                       const ParameterBook& kuwait);

}  // namespace taqwim::school
