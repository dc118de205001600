// How many students each class of a year has on a day. Those in temporary admission take a seat and are taught like the
// others; a school's budget does not count them (PG-10.A.2).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/day.h"
#include "platform/database/session.h"
#include "school/keeping.h"

namespace taqwim::school {

struct HeadCount {
    std::int64_t class_id = 0;
    std::string class_name;
    std::int64_t grade = 0;
    std::int64_t capacity = 0;
    std::int64_t enrolled = 0;   // everybody who is in it on the day
    std::int64_t temporary = 0;  // of these, in temporary admission
    std::int64_t counted = 0;    // for the budget
};

void describe(Fields& fields, const HeadCount& count);

// By grade and class. Merged records count nowhere. Refuses with record_unknown.
[[nodiscard]] Result<std::vector<HeadCount>> head_counts(database::Session& session,
                                                         SchoolId school, std::int64_t year_id,
                                                         Day on);

}  // namespace taqwim::school
