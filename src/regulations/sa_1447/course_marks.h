// The mark of a subject by its model: a period, the year or course, the second sitting, the word.
#pragma once

#include "core/trace.h"
#include "regulations/sa_1447/outcome.h"

namespace taqwim::sa_1447 {

// SA1447-M1 to SA1447-M9, SA1447-M12  The mark of a period is the sum of its model's parts; what the second sitting would
// keep is summed beside it. Notes what is missing in `missing`.
[[nodiscard]] PeriodOutcome period_mark(const CourseFacts& course, std::size_t period,
                                        const EditionRules1447& rules,
                                        std::vector<MissingFact>& missing, Trace& trace);

// SA1447-YEAR  The mark of a subject of the year is the mean of its periods; that of a secondary course its term's.
[[nodiscard]] std::optional<Mark> first_sitting_mark(const CourseFacts& course,
                                                     const CourseOutcome& outcome, Trace& trace);

// SA1447-SECOND  The second sitting keeps the 40 and puts its own parts in the place of the rest.
[[nodiscard]] std::optional<Mark> second_sitting_mark(const CourseFacts& course,
                                                      const CourseOutcome& outcome,
                                                      const EditionRules1447& rules,
                                                      std::vector<MissingFact>& missing,
                                                      Trace& trace);

// SA1447-BANDS  The word of a mark in a grade. `item` and `term` are told in the trace; 0 for no term.
[[nodiscard]] const char* band_of(const Exact& mark, int grade, const EditionRules1447& rules,
                                  const char* item, Trace& trace, int term = 0);

// SA1447-RECORD  Whether a period has as many entries as it must have; true when nobody counted them.
[[nodiscard]] bool has_enough_entries(const CourseFacts& course, std::size_t period,
                                      const EditionRules1447& rules, Trace& trace);

}  // namespace taqwim::sa_1447
