// "Not yet" in every cell of a sheet that nobody has filled: looked at, and still to come.
#pragma once

#include <string>
#include <vector>

#include "core/refusal.h"
#include "marks/recording.h"
#include "school/record.h"

namespace taqwim::marks {

// Of the columns named, or of all; students who have left, who are exempt or who have no part in the sheet are passed
// over, and so are groups of which one column is enough. Each filled cell is an entry of the ledger like any other.
// Refuses as record_marks does, and with cell_unknown for a column that the sheet does not have.
[[nodiscard]] Result<Recorded> fill_not_yet(school::Changes& changes, SheetId sheet,
                                            const std::vector<std::string>& columns);

}  // namespace taqwim::marks
