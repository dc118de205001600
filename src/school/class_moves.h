// Who changed his class within the year: a part of his year stands with the class that he left.
#pragma once

#include <cstdint>
#include <vector>

#include "core/identity.h"
#include "platform/database/session.h"

namespace taqwim::school {

struct EarlierClass {
    std::int64_t student_id = 0;
    std::int64_t class_id = 0;
};

// Of the students of a class, the classes that they left for another within its year; by student and class.
[[nodiscard]] std::vector<EarlierClass> earlier_classes(database::Session& session, SchoolId school,
                                                        std::int64_t class_id);

}  // namespace taqwim::school
