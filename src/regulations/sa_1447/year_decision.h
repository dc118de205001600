// Passing the courses of the secondary stage and the decision of the year. For grades 1 to 9 the profile has no pass mark
// and no rule of promotion: the decision is left open, never guessed.
#pragma once

#include "core/trace.h"
#include "regulations/sa_1447/outcome.h"

namespace taqwim::sa_1447 {

// SA1447-PASS, SA1447-FINAL  Whether the first sitting passes a secondary course: the pass mark, and of a course with an
// end-of-term exam its least share as well.
[[nodiscard]] Finding passes_course(const CourseFacts& course, CourseOutcome& outcome,
                                    const EditionRules1447& rules, Trace& trace);

// The verdict on a course after every sitting that was held. Refuses a sitting that is not due.
[[nodiscard]] std::optional<Refusal> judge_course(const CourseFacts& course, CourseOutcome& outcome,
                                                  const EditionRules1447& rules, Outcome& year,
                                                  Trace& trace);

// SA1447-REPEAT  Fills the decision from the verdicts.
void decide_year(const StudentYear& year, const EditionRules1447& rules, Outcome& outcome,
                 Trace& trace);

}  // namespace taqwim::sa_1447
