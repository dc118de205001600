// A student's year as one kind of document of the rule set: read, evaluated, written and explained.
#pragma once

#include <memory>

#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_1447 {

[[nodiscard]] std::unique_ptr<sa_1426::Answer> make_student_year_answer();

}  // namespace taqwim::sa_1447
