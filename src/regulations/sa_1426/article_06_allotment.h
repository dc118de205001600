// Article 6 (4), (5) with its exceptions: the marks allotted to the parts of a subject, its minimum mark and the share of
// it that each term has to reach.
#pragma once

#include "core/trace.h"
#include "regulations/sa_1426/outcome.h"

namespace taqwim::sa_1426 {

// PG-20.10  Assessed orally and continuously, 50 marks a term. Affiliated students are assessed by exams only, also in
// these subjects (SR-10.4).
[[nodiscard]] bool is_oral(const StudentYear& year, std::size_t subject);

// Whether the student is examined, or assessed orally, in this term.
[[nodiscard]] bool is_due(const StudentYear& year, std::size_t subject, Term term);

// SR-6.5  Fills in which terms are due, the marks allotted to their parts, the minimum mark of the subject and the share
// of each term. The exceptions are SR-4.4, SR-10.5, PG-9.2 and PG-20.10.
void allotted_marks(const StudentYear& year, std::size_t subject, const Rules& rules,
                    SubjectOutcome& result, Trace& trace);

// What is left of the subject's marks to the exam of a term: its exam, or in an oral subject all of the term (SR-8.2).
[[nodiscard]] Mark examined_marks(const StudentYear& year, std::size_t subject, Term term,
                                  const SubjectOutcome& result);

}  // namespace taqwim::sa_1426
