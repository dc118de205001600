// Entering many marks at once: the checks of recording.h, held in memory, and few statements. For imports.
#pragma once

#include <span>

#include "marks/recording.h"

namespace taqwim::marks {

// The same as record_marks, however many entries there are: refuses as a whole and row by row with the same codes, and
// stores and notes the same. A cell that stands twice is refused the second time with cell_changed.
[[nodiscard]] Result<Recorded> record_marks_in_bulk(school::Changes& changes, SheetId sheet,
                                                    std::span<const EntryRequest> entries,
                                                    const RecordOptions& options);

}  // namespace taqwim::marks
