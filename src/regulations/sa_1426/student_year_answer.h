// The answer to a student's year by marks: the document without `kind`.
#pragma once

#include <memory>

#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_1426 {

// For an edition whose rules are Rules, and perhaps MasteryRules for the grades that have no marks.
[[nodiscard]] std::unique_ptr<Answer> make_student_year_answer();

}  // namespace taqwim::sa_1426
