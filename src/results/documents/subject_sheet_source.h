// The sheets of a class by subject from the record: coursework as it was entered, and the sums that the regulation makes of it.
#pragma once

#include "documents/paper_kinds.h"
#include "results/documents/subject_sheet/subject_sheet.h"
#include "results/publications.h"

namespace taqwim::results {

// Of the order's part: coursework_1, coursework_2, clean_1, clean_2, final. Every subject that has such sheets, or the order's alone, in the order of the
// plan; the rows are the class's students by name. Teacher and reviewer are those who signed the sheets as they stand. Refuses
// with record_unknown, value_not_listed for a subject that the plan has not, with facts_incomplete where there is no such sheet, and of what is to stand while a signature is missing.
[[nodiscard]] Result<SubjectSheets> subject_sheets_of(database::Session& session,
                                                      const Publications& publications,
                                                      const documents::PaperOrder& order);

}  // namespace taqwim::results
