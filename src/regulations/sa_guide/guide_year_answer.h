// The answer to a student's year by marks under the guide: the document without `kind`. It is that of sa_1426, with two
// fields more, `student_type` and `school_type`, and with marks that may stand as the components of the subject's scheme:
//
//   "student_type": "regular", "school_type": "day",
//   "components": {"ENG": {"t1": {"participation": "4.5", "mid.oral": "4", …}, "t2": {…}}}
//
// The scheme is the one that the subject, the grade and the student have (mark_scheme.h); a subject whose code the schemes
// do not know may name itself: {"XYZ": {"subject": "english", "t1": …}}. Participation and mid-term make the coursework, the
// end-of-term part the exam; the schemes of oral subjects give the whole term mark.
#pragma once

#include <memory>

#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_guide {

[[nodiscard]] std::unique_ptr<sa_1426::Answer> make_guide_year_answer();

}  // namespace taqwim::sa_guide
